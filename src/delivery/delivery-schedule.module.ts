import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { DeliveryModule } from './delivery.module.js';
import { MailDomains } from './lanes/mail-domains.js';
import { Reconciler } from './runs/reconciler.js';
import { TransactionalSweeper } from './transactional/transactional-sweeper.js';

/** A step of the walk over mailbox domains. */
const LEARN_SECONDS = 15;

@Module({ imports: [DeliveryModule, TickerModule] })
export class DeliveryScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SWEEP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly reconciler: Reconciler,
    private readonly domains: MailDomains,
    private readonly mails: TransactionalSweeper,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(this.config.SWEEP_SECONDS, 'delivery.reconcile', () => this.reconciler.run());
    this.ticker.every(this.config.SWEEP_SECONDS, 'transactional.sweep', () => this.mails.run());
    this.ticker.every(LEARN_SECONDS, 'delivery.learn-domains', async () => {
      await this.domains.learn();
    });
  }
}
