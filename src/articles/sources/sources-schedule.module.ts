import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { IngestSweeper } from './ingest-sweeper.js';

@Module({ imports: [TickerModule], providers: [IngestSweeper] })
export class SourcesScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly sweeper: IngestSweeper,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'sources.sweep', () => this.sweeper.run());
  }
}
