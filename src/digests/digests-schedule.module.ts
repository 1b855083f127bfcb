import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DeliveryModule, DeliveryQueue } from '#src/delivery/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { DigestsModule } from './digests.module.js';
import { DigestRound } from './definitions/digest-round.service.js';
import { DueEditions } from './due-editions.service.js';

/** Composes the editions of digests in time, and starts scheduled ones when their time has come. */
@Module({ imports: [DigestsModule, DeliveryModule, TickerModule] })
export class DigestsScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly digests: DigestRound,
    private readonly due: DueEditions,
    private readonly queue: DeliveryQueue,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'digests.plan', () => this.digests.go());
    this.ticker.every(this.config.SWEEP_SECONDS, 'digests.due', async () => {
      for (const id of await this.due.start()) await this.queue.wake(id);
    });
  }
}
