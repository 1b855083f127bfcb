import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { detectLanguage } from '#src/domain/article/language.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { storableText } from '#src/domain/text/storable.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import type { AddArticle, PatchArticle, ReviseArticle } from './article.dto.js';
import { ArticleRepository } from './article.repository.js';
import { ExtractionQueue } from './extraction-queue.js';
import { isTooDeep, sanitiseArticle, textOfHtml } from './html-text.js';

/** What became of an article that somebody brought. */
export type AddOutcome = { articleId: string; revisionId: string; change: 'new-article' | 'new-revision' | 'none' };
type Content = { title: string; body: string; html: string | null; contentHash: string };

/** Takes articles in: sanitised, stored as revisions that never change, handed to extraction after the commit. */
@Injectable()
export class ArticleDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleRepository,
    private readonly extraction: ExtractionQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** The same source with the same words changes nothing; with other words it becomes the next revision. */
  async add(input: AddArticle, actor: string): Promise<AddOutcome> {
    const content = contentOf(input.title, input);
    const language = input.language ?? languageOf(content);
    const sourceUrl = input.sourceUrl ?? null;
    const outcome = await this.dataSource.transaction(async (manager): Promise<AddOutcome> => {
      await this.articles.lockIdentity(manager, sourceUrl ?? content.contentHash);
      const known =
        sourceUrl === null
          ? await this.articles.findByContent(manager, content.contentHash)
          : await this.articles.findBySource(manager, sourceUrl);
      if (known?.contentHash === content.contentHash)
        return { articleId: known.id, revisionId: known.revisionId, change: 'none' };
      const articleId =
        known?.id ??
        (await this.articles.insert(manager, {
          sourceUrl,
          publisher: input.publisher ?? null,
          publishedAt: input.publishedAt === undefined ? null : new Date(input.publishedAt),
          language,
        }));
      return this.addRevision(manager, articleId, content, known === undefined ? 'new-article' : 'new-revision', actor);
    });
    if (outcome.change !== 'none') await this.extraction.wake(outcome.revisionId);
    return outcome;
  }

  async revise(articleId: string, input: ReviseArticle, actor: string): Promise<AddOutcome> {
    const outcome = await this.dataSource.transaction(async (manager): Promise<AddOutcome> => {
      await this.articles.lockIdentity(manager, articleId);
      const known = await this.articles.findKnown(manager, articleId);
      if (known === undefined) throw new NotFoundError('article', articleId);
      const content = contentOf(input.title ?? known.title, input);
      if (content.contentHash === known.contentHash) return { articleId, revisionId: known.revisionId, change: 'none' };
      return this.addRevision(manager, articleId, content, 'new-revision', actor);
    });
    if (outcome.change !== 'none') await this.extraction.wake(outcome.revisionId);
    return outcome;
  }

  /** Corrects what is known about an article. Dates in the text are read anew, since they may rest on the day it was published. */
  async patch(articleId: string, patch: PatchArticle, actor: string): Promise<void> {
    const revisionId = await this.dataSource.transaction(async (manager) => {
      if (!(await this.articles.patch(manager, articleId, patch))) throw new NotFoundError('article', articleId);
      const detail = { fields: Object.keys(patch) };
      await this.audit.record(manager, {
        actor,
        action: 'article.patch',
        subjectKind: 'article',
        subjectId: articleId,
        detail,
      });
      return this.askAgain(manager, articleId);
    });
    await this.extraction.wake(revisionId);
  }

  /** Looks for shifts again. What editors decided stays; only new proposals are added. */
  async extractAgain(articleId: string, actor: string): Promise<string> {
    const revisionId = await this.dataSource.transaction(async (manager) => {
      const id = await this.askAgain(manager, articleId);
      await this.audit.record(manager, {
        actor,
        action: 'article.extract',
        subjectKind: 'article',
        subjectId: articleId,
      });
      return id;
    });
    await this.extraction.wake(revisionId);
    return revisionId;
  }

  private async askAgain(manager: EntityManager, articleId: string): Promise<string> {
    const known = await this.articles.findKnown(manager, articleId);
    if (known === undefined) throw new NotFoundError('article', articleId);
    await manager.query(`UPDATE article_revision SET extracted_with = NULL, extraction_tries = 0 WHERE id = $1`, [
      known.revisionId,
    ]);
    return known.revisionId;
  }

  private async addRevision(
    manager: EntityManager,
    articleId: string,
    content: Content,
    change: 'new-article' | 'new-revision',
    actor: string,
  ): Promise<AddOutcome> {
    const revisionId = await this.articles.addRevision(manager, { articleId, ...content });
    const detail = { revisionId, change };
    await this.audit.record(manager, {
      actor,
      action: 'article.add',
      subjectKind: 'article',
      subjectId: articleId,
      detail,
    });
    return { articleId, revisionId, change };
  }
}

function contentOf(givenTitle: string, input: { text?: string | undefined; html?: string | undefined }): Content {
  if (input.html !== undefined && isTooDeep(input.html)) throw invalid('html', 'is nested too deep');
  const html = input.html === undefined ? null : storableText(sanitiseArticle(input.html));
  const body = html === null ? storableText(input.text ?? '') : textOfHtml(html);
  const title = storableText(givenTitle);
  if (title === '') throw invalid('title', 'has no words');
  if (!/[\p{L}\p{N}]/u.test(body)) throw invalid(input.html === undefined ? 'text' : 'html', 'has no words');
  return { title, body, html, contentHash: sha256(`${title}\n${body}`) };
}

function languageOf({ title, body }: Content): Locale {
  const language = detectLanguage(`${title}\n${body}`);
  if (language === null) throw invalid('language', 'could not be detected; give zh-CN, zh-TW or en');
  return language;
}

function invalid(field: string, message: string): AppError {
  return new AppError(400, 'request.invalid', 'The request does not have the right form.', {
    errors: [{ field, message }],
  });
}
