import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { ImportSweeper } from './import/import-sweeper.js';
import { SubscribersModule } from './subscribers.module.js';

@Module({ imports: [SubscribersModule, TickerModule] })
export class SubscribersScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly imports: ImportSweeper,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'subscribers.imports', () => this.imports.run());
  }
}
