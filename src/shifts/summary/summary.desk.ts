import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader } from '#src/articles/index.js';
import { AuditTrail } from '#src/audit/index.js';
import { numbersNotIn } from '#src/domain/evidence/number-lock.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { SummaryRepository } from './summary.repository.js';

/** What an editor decides about the summary of an article. */
@Injectable()
export class SummaryDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly summaries: SummaryRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** 422 `summary.number-not-in-article` with the numbers that the article does not say. */
  async write(articleId: string, locale: Locale, text: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const revision = await this.articles.currentRevision(manager, articleId);
      if (revision === undefined) throw new NotFoundError('article', articleId);
      const numbers = numbersNotIn(`${revision.title}\n${revision.body}`, text);
      if (numbers.length > 0) {
        throw new AppError(
          422,
          'summary.number-not-in-article',
          'The summary says numbers that the article does not.',
          {
            faults: [{ field: 'text', numbers }],
          },
        );
      }
      await this.summaries.writeText(manager, { articleId, locale, text, actor });
      await this.audit.record(manager, {
        actor,
        action: 'summary.write',
        subjectKind: 'article',
        subjectId: articleId,
        detail: { locale },
      });
    });
  }

  /** The article's own sentences stand again. 404 when there was no text of an editor. */
  async drop(articleId: string, locale: Locale, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const isDropped = await this.summaries.dropText(manager, articleId, locale);
      if (!isDropped) throw new NotFoundError('summary', `${articleId}/${locale}`);
      await this.audit.record(manager, {
        actor,
        action: 'summary.drop',
        subjectKind: 'article',
        subjectId: articleId,
        detail: { locale },
      });
    });
  }
}
