import { Injectable } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { DeliveryMetrics } from '../delivery-metrics.js';
import { DeliveryQueue } from '../delivery-queue.js';
import { LedgerRepository } from '../ledger/ledger.repository.js';
import { LookUps } from './look-ups.js';
import { RunRepository } from './run.repository.js';

/**
 * Keeps the ledger true without the queue: ends claims of dead workers, fails what is too old, finishes runs by arithmetic, and wakes
 * workers for runs with due work. Safe to run anywhere, any number of times.
 */
@Injectable()
export class Reconciler {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly runs: RunRepository,
    private readonly queue: DeliveryQueue,
    private readonly lookUps: LookUps,
    private readonly report: DeliveryMetrics,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const { released, uncertain } = await this.ledger.sweep();
    if (released + uncertain > 0) this.log.warn('delivery.swept', { released, uncertain });
    this.report.count('uncertain', uncertain);
    this.report.count('failed', (await this.runs.closeWaiting()).expired);
    const proved = await this.lookUps.ask();
    if (proved > 0) this.log.info('delivery.looked-up', { proved });
    for (const editionId of await this.runs.finish()) this.log.info('run.finished', { editionId });
    for (const editionId of await this.runs.due()) {
      // A queue that is away would be waited for once per run; the next round asks again.
      if (!(await this.queue.wake(editionId))) break;
    }
  }
}
