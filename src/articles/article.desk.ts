import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { contentOf } from './article-content.js';
import { ArticleIntake, type AddOutcome } from './article-intake.js';
import type { AddArticle, PatchArticle, ReviseArticle } from './article.dto.js';
import { ArticleRepository } from './article.repository.js';
import { ExtractionQueue } from './extraction-queue.js';

/** Takes articles in: sanitised, stored as revisions that never change, handed to extraction after the commit. */
@Injectable()
export class ArticleDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: ArticleIntake,
    private readonly articles: ArticleRepository,
    private readonly extraction: ExtractionQueue,
    private readonly audit: AuditTrail,
  ) {}

  /** The same source with the same words changes nothing; with other words it becomes the next revision. */
  async add(input: AddArticle, actor: string): Promise<AddOutcome> {
    const content = contentOf(input.title, input);
    const outcome = await this.dataSource.transaction((manager) => this.intake.take(manager, input, content, actor));
    if (outcome.change !== 'none') await this.extraction.wake(outcome.revisionId);
    return outcome;
  }

  async revise(articleId: string, input: ReviseArticle, actor: string): Promise<AddOutcome> {
    const outcome = await this.dataSource.transaction(async (manager): Promise<AddOutcome> => {
      const known = await this.articles.findKnown(manager, articleId);
      if (known === undefined) throw new NotFoundError('article', articleId);
      const content = contentOf(input.title ?? known.title, input);
      if (content.contentHash === known.contentHash) return { articleId, revisionId: known.revisionId, change: 'none' };
      return this.intake.addRevision(manager, articleId, content, 'new-revision', actor);
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
}
