import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { ImapIntake } from './imap-intake.js';
import { InboundMailReader } from './inbound-mail-reader.js';
import { InboundMailRepository } from './inbound-mail.repository.js';
import { MailboxModule } from './mailbox.module.js';

const READ_SECONDS = 3;
const FORGET_SECONDS = 3_600;

/** They hold addresses and texts of other people. */
const KEPT_DAYS = 90;
const FORGOTTEN_AT_ONCE = 1_000;

@Module({ imports: [MailboxModule, TickerModule] })
export class MailboxScheduleModule implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'BOUNCE_IMAP_SECONDS'>,
    private readonly ticker: Ticker,
    private readonly reader: InboundMailReader,
    private readonly imap: ImapIntake,
    private readonly mails: InboundMailRepository,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(READ_SECONDS, 'feedback.read-mails', async () => {
      await this.reader.run();
    });
    this.ticker.every(this.config.BOUNCE_IMAP_SECONDS, 'feedback.copy-mails', async () => {
      await this.imap.run();
    });
    this.ticker.every(FORGET_SECONDS, 'feedback.forget-mails', async () => {
      const before = new Date(this.clock.now().getTime() - KEPT_DAYS * 86_400_000);
      while ((await this.mails.forget(before, FORGOTTEN_AT_ONCE)) === FORGOTTEN_AT_ONCE);
    });
  }
}
