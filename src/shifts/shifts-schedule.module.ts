import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ArticlesModule } from '#src/articles/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { LexiconRerun } from './actors/lexicon-rerun.js';
import { LostExtractions } from './lost-extractions.js';
import { ShiftsModule } from './shifts.module.js';
import { SummariesScheduleModule } from './summary/summaries-schedule.module.js';

/** Finds revisions whose extraction was lost with the queue, and goes on with reruns of the lexicon. */
@Module({
  imports: [ArticlesModule, ShiftsModule, TickerModule, SummariesScheduleModule],
  providers: [LostExtractions],
})
export class ShiftsScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly lost: LostExtractions,
    private readonly rerun: LexiconRerun,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'shifts.reconcile', () => this.lost.ask());
    this.ticker.every(this.config.SWEEP_SECONDS, 'shifts.rerun', () => this.rerun.tick());
  }
}
