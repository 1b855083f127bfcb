import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { hostOf } from '#src/domain/article/canonical-url.js';
import { sourceTier } from '#src/domain/article/worth/source-tier.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { languageOf, type Content } from './article-content.js';
import type { AddArticle } from './article.dto.js';
import { ArticleRepository } from './article.repository.js';
import { Catalog } from './catalog/catalog.js';
import { ArticleIdentity, identityKeys, type IdentityKeys, type Recognised } from './duplicates/article-identity.js';
import { OriginRepository, type RecognisedBy } from './duplicates/origin.repository.js';

/** What became of an article that somebody brought. */
export type AddOutcome = {
  articleId: string;
  revisionId: string;
  change: 'new-article' | 'new-revision' | 'none';
  /** How a known article was recognised (tier T0). */
  recognisedBy?: Exclude<RecognisedBy, 'first'>;
};
export type Change = Exclude<AddOutcome['change'], 'none'>;

/** Takes an article in within the caller's transaction: recognised, written, catalogued, with an audit line. */
@Injectable()
export class ArticleIntake {
  constructor(
    private readonly articles: ArticleRepository,
    private readonly identity: ArticleIdentity,
    private readonly origins: OriginRepository,
    private readonly catalog: Catalog,
    private readonly audit: AuditTrail,
  ) {}

  async take(manager: EntityManager, input: AddArticle, content: Content, actor: string): Promise<AddOutcome> {
    const language = input.language ?? languageOf(content);
    const keys = identityKeys(input, content, language);
    await this.identity.lock(manager, keys);
    const known = await this.identity.recognise(manager, keys, content);
    if (known === undefined) return this.asNew(manager, { input, content, keys, language, actor });
    return this.asKnown(manager, known, { input, content, keys, language, actor });
  }

  /** The next revision, which is the current one from now on. */
  async addRevision(
    manager: EntityManager,
    articleId: string,
    content: Content,
    change: Change,
    actor: string,
  ): Promise<AddOutcome> {
    const revisionId = await this.articles.addRevision(manager, { articleId, ...content, broughtBy: actor });
    await this.catalog.enter(manager, articleId);
    await this.record(manager, 'article.add', articleId, actor, { revisionId, change });
    return { articleId, revisionId, change };
  }

  private async asNew(manager: EntityManager, brought: Brought): Promise<AddOutcome> {
    const { input, content, language, actor } = brought;
    const articleId = await this.articles.insert(manager, {
      sourceUrl: input.sourceUrl ?? null,
      host: input.sourceUrl === undefined ? null : hostOf(input.sourceUrl),
      sourceId: input.sourceId ?? null,
      publisher: input.publisher ?? null,
      publishedAt: input.publishedAt === undefined ? null : new Date(input.publishedAt),
      language,
    });
    await this.note(manager, articleId, brought, 'first');
    return this.addRevision(manager, articleId, content, 'new-article', actor);
  }

  private async asKnown(manager: EntityManager, known: Recognised, brought: Brought): Promise<AddOutcome> {
    const { content, keys, actor } = brought;
    const article = await this.articles.findKnown(manager, known.articleId);
    if (article === undefined) throw new Error(`article ${known.articleId} went away under our lock`);
    if (known.origin !== null) await this.origins.touch(manager, known.origin.id, keys.foldHash, keys.contentHash);
    else await this.attach(manager, known, brought);
    const outcome = { articleId: article.id, recognisedBy: known.by };
    // What the place said the last time is no news, also where an editor has corrected it since.
    const isOld = known.origin?.contentHash === content.contentHash || article.contentHash === content.contentHash;
    if (!known.bringsWords || isOld) return { ...outcome, revisionId: article.revisionId, change: 'none' };
    return { ...outcome, ...(await this.addRevision(manager, article.id, content, 'new-revision', actor)) };
  }

  /** Another place where a known article stands. Words that came without a source have one from now on. */
  private async attach(manager: EntityManager, known: Recognised, brought: Brought): Promise<void> {
    const { sourceUrl } = brought.keys;
    await this.note(manager, known.articleId, brought, known.by);
    if (sourceUrl === null || known.by === 'url') return;
    await this.articles.adopt(manager, known.articleId, sourceUrl, hostOf(sourceUrl), brought.input.publisher ?? null);
    await this.catalog.revisit(manager, known.articleId);
    await this.record(manager, 'article.source', known.articleId, brought.actor, { recognisedBy: known.by });
  }

  private async note(
    manager: EntityManager,
    articleId: string,
    brought: Brought,
    decidedBy: RecognisedBy,
  ): Promise<void> {
    const { input, keys } = brought;
    const host = keys.sourceUrl === null ? null : hostOf(keys.sourceUrl);
    const publisher = input.publisher ?? null;
    await this.origins.insert(manager, {
      articleId,
      url: keys.sourceUrl,
      urlKey: keys.urlKey,
      guidKey: keys.guidKey,
      host,
      publisher,
      sourceId: input.sourceId ?? null,
      tier: sourceTier({ host, publisher, given: input.sourceTier ?? null }).tier,
      givenTier: input.sourceTier ?? null,
      foldHash: keys.foldHash,
      contentHash: keys.contentHash,
      decidedBy,
    });
  }

  private async record(
    manager: EntityManager,
    action: string,
    articleId: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(manager, { actor, action, subjectKind: 'article', subjectId: articleId, detail });
  }
}

type Brought = { input: AddArticle; content: Content; keys: IdentityKeys; language: Locale; actor: string };
