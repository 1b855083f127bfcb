import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ArticleReader, ArticlesModule, ExtractionQueue } from '#src/articles/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { SummariesScheduleModule } from './summary/summaries-schedule.module.js';

/** How long a revision may wait before somebody asks for its extraction again. */
const PATIENCE_SECONDS = 30;

/** Finds revisions whose extraction was lost with the queue. */
@Module({ imports: [ArticlesModule, TickerModule, SummariesScheduleModule] })
export class ShiftsScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly dataSource: DataSource,
    private readonly articles: ArticleReader,
    private readonly queue: ExtractionQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'shifts.reconcile', async () => {
      for (const revisionId of await this.articles.unextracted(this.dataSource, PATIENCE_SECONDS)) {
        // The queue is away, and the next tick asks again.
        if (!(await this.queue.wake(revisionId))) return;
      }
    });
  }
}
