import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { TransactionalMailRepository } from './transactional-mail.repository.js';
import { TransactionalMetrics } from './transactional-metrics.js';
import { TransactionalQueue } from './transactional-queue.js';

/** How long it can be seen what became of a mail. */
const KEEP_DAYS = 30;

/** Keeps the table of transactional mail true without the queue, and short. Safe to run anywhere, any number of times. */
@Injectable()
export class TransactionalSweeper {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'UNCERTAIN_HOLD_MINUTES'>,
    private readonly mails: TransactionalMailRepository,
    private readonly queue: TransactionalQueue,
    private readonly report: TransactionalMetrics,
  ) {}

  async run(): Promise<void> {
    for (const mail of await this.mails.sweep(this.config.UNCERTAIN_HOLD_MINUTES)) this.report.swept(mail);
    await this.mails.hurrySuppressed();
    await this.mails.forget(KEEP_DAYS);
    const due = await this.mails.due();
    if (due !== undefined) await this.queue.wake(due);
  }
}
