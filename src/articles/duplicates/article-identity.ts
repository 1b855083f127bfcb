import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hostOf, isBelievableCanonical, urlKey } from '#src/domain/article/canonical-url.js';
import { copyFingerprint, containment } from '#src/domain/article/copy/fingerprint.js';
import { titleLikeness } from '#src/domain/article/copy/judge-copy.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { foldHash, type Content } from '../article-content.js';
import type { AddArticle } from '../article.dto.js';
import { OriginRepository, type Origin, type RecognisedBy } from './origin.repository.js';

/** What an article goes by, before anybody looked whether it is known. */
export type IdentityKeys = {
  sourceUrl: string | null;
  urlKey: string | null;
  /** Of the page that this one calls its original, if that can be believed and is another one. */
  canonicalKey: string | null;
  isCanonicalAtHome: boolean;
  guidKey: string | null;
  foldHash: string;
  contentHash: string;
};

/** A known article, and whether what comes from there now is its next revision or only another place where it stands. */
export type Recognised = {
  articleId: string;
  by: Exclude<RecognisedBy, 'first'>;
  /** The place is known already. */
  origin: Origin | null;
  bringsWords: boolean;
};

/** Less than this in common, and a shared guid or canonical link is a mistake of the site. */
const LIKE_WORDS = 0.3;
const LIKE_TITLE = 0.5;

/** Recognises an article by canonical URL, rel=canonical, guid or the same words (tier T0). */
@Injectable()
export class ArticleIdentity {
  constructor(private readonly origins: OriginRepository) {}

  /** One at a time for each of these keys, so that two adds at once make one article. */
  async lock(manager: EntityManager, keys: IdentityKeys): Promise<void> {
    const held = [keys.urlKey, keys.canonicalKey, keys.guidKey, keys.foldHash].filter((key) => key !== null);
    for (const key of [...new Set(held)].sort())
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 4711003))`, [key]);
  }

  async recognise(manager: EntityManager, keys: IdentityKeys, content: Content): Promise<Recognised | undefined> {
    const here = keys.urlKey === null ? undefined : await this.origins.byUrl(manager, keys.urlKey);
    if (here !== undefined) return this.atKnownPlace(manager, here, keys);
    const unnoted = await this.origins.unnoted(manager, keys.sourceUrl, keys.contentHash);
    if (unnoted !== undefined) return { articleId: unnoted, by: 'url', origin: null, bringsWords: true };
    return (
      (await this.byCanonical(manager, keys, content)) ??
      (await this.byGuid(manager, keys, content)) ??
      (await this.byWords(manager, keys))
    );
  }

  /** A place that was recognised by its words alone, and says something else now, tells a story of its own from then on. */
  private async atKnownPlace(
    manager: EntityManager,
    origin: Origin,
    keys: IdentityKeys,
  ): Promise<Recognised | undefined> {
    const bringsWords = origin.isOwn || origin.decidedBy === 'url' || origin.decidedBy === 'guid';
    if (!bringsWords && origin.decidedBy === 'content-hash' && origin.foldHash !== keys.foldHash) {
      await this.origins.remove(manager, origin.id);
      return undefined;
    }
    return { articleId: origin.articleId, by: 'url', origin, bringsWords };
  }

  private async byCanonical(
    manager: EntityManager,
    keys: IdentityKeys,
    content: Content,
  ): Promise<Recognised | undefined> {
    const origin = keys.canonicalKey === null ? undefined : await this.origins.byUrl(manager, keys.canonicalKey);
    if (origin === undefined || !(await this.isAlike(manager, origin.articleId, content))) return undefined;
    return { articleId: origin.articleId, by: 'rel-canonical', origin: null, bringsWords: keys.isCanonicalAtHome };
  }

  private async byGuid(manager: EntityManager, keys: IdentityKeys, content: Content): Promise<Recognised | undefined> {
    const origin = keys.guidKey === null ? undefined : await this.origins.byGuid(manager, keys.guidKey);
    if (origin === undefined || !(await this.isAlike(manager, origin.articleId, content))) return undefined;
    return { articleId: origin.articleId, by: 'guid', origin: null, bringsWords: true };
  }

  private async byWords(manager: EntityManager, { foldHash: hash }: IdentityKeys): Promise<Recognised | undefined> {
    const origin = await this.origins.byWords(manager, hash);
    return origin && { articleId: origin.articleId, by: 'content-hash', origin: null, bringsWords: false };
  }

  private async isAlike(manager: EntityManager, articleId: string, content: Content): Promise<boolean> {
    const [known] = await selectRows<{ title: string; body: string }>(
      manager,
      `SELECT r.title, r.body FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE a.id = $1`,
      [articleId],
    );
    if (known === undefined) return false;
    if (titleLikeness(known.title, content.title) >= LIKE_TITLE) return true;
    return containment(copyFingerprint(known.body).shingles, copyFingerprint(content.body).shingles) >= LIKE_WORDS;
  }
}

export function identityKeys(input: AddArticle, content: Content, language: Locale): IdentityKeys {
  const sourceUrl = input.sourceUrl ?? null;
  const key = sourceUrl === null ? null : urlKey(sourceUrl);
  const host = sourceUrl === null ? null : hostOf(sourceUrl);
  const canonical = input.canonicalUrl;
  const believed = canonical !== undefined && isBelievableCanonical(canonical, sourceUrl) ? urlKey(canonical) : null;
  const place = input.sourceId ?? host;
  return {
    sourceUrl,
    urlKey: key,
    canonicalKey: believed === key ? null : believed,
    isCanonicalAtHome: canonical !== undefined && hostOf(canonical) === host,
    guidKey: input.guid === undefined || place === null ? null : `${place} ${input.guid}`,
    foldHash: foldHash(content, language),
    contentHash: content.contentHash,
  };
}
