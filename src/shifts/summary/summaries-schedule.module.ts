import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { WordsModule } from '../words.module.js';
import { SummaryKeeper } from './summary-keeper.js';

/** An editor who confirms a shift sees the summary follow; a reading before that makes its own. */
const LOOK_SECONDS = 3;

@Module({ imports: [WordsModule, TickerModule] })
export class SummariesScheduleModule implements OnApplicationBootstrap {
  constructor(
    private readonly ticker: Ticker,
    private readonly keeper: SummaryKeeper,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(LOOK_SECONDS, 'summaries.renew', async () => {
      await this.keeper.renew();
    });
  }
}
