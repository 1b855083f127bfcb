import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ArticleReader, type ReadableRevision } from '#src/articles/index.js';
import { SUMMARY_BUDGETS, type SummaryBudget } from '#src/domain/summary/summary-length.js';
import { summarise, SUMMARY_VERSION, type Summary } from '#src/domain/summary/summarise.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { Log } from '#src/foundation/logging/logger.js';
import { SummaryRepository } from './summary.repository.js';
import { summaryShifts } from './summary-shifts.js';

/** Notes taken in one transaction; a summary takes some tens of milliseconds. */
const BATCH = 20;
const MOST_BATCHES = 50;

/** Keeps the stored summaries true to the shifts: a trigger notes what changed, this makes it again. */
@Injectable()
export class SummaryKeeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly summaries: SummaryRepository,
    private readonly log: Log,
  ) {}

  /** The number of articles whose summaries were made again. */
  async renew(): Promise<number> {
    let made = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const articles = await this.dataSource.transaction(async (manager) => {
        const due = await this.summaries.takeDue(manager, BATCH);
        for (const articleId of due) await this.make(manager, articleId);
        return due.length;
      });
      made += articles;
      if (articles === 0) break;
    }
    if (made > 0) this.log.info('summary.made', { articles: made });
    return made;
  }

  /** The stored summary, or one made now where none is stored yet or shifts have just changed. Reads only. */
  async read(db: Db, revision: ReadableRevision, budget: SummaryBudget): Promise<Summary> {
    const isDue = await this.summaries.isDue(db, revision.articleId);
    const stored = isDue ? undefined : await this.summaries.find(db, revision.id, budget, SUMMARY_VERSION);
    if (stored !== undefined) return stored;
    const shifts = await this.summaries.shiftsOf(db, revision.articleId);
    return this.of(revision, shifts, budget);
  }

  private async make(manager: EntityManager, articleId: string): Promise<void> {
    const revision = await this.articles.currentRevision(manager, articleId);
    if (revision === undefined) return;
    const shifts = await this.summaries.shiftsOf(manager, articleId);
    const made = SUMMARY_BUDGETS.map((budget) => ({ budget, ...this.of(revision, shifts, budget) }));
    await this.summaries.write(manager, revision.id, SUMMARY_VERSION, made);
  }

  private of(
    revision: ReadableRevision,
    shifts: Awaited<ReturnType<SummaryRepository['shiftsOf']>>,
    budget: SummaryBudget,
  ): Summary {
    const { body: text, title } = revision;
    return summarise({ text, title, shifts: summaryShifts(shifts, revision), budget });
  }
}
