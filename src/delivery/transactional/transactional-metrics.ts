import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { TransactionalKind, TransactionalState } from '#src/domain/delivery/transactional-mail.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import type { ClaimedMail, MailSettlement, SweptMail } from './transactional-mail.repository.js';

type Which = Pick<ClaimedMail, 'id' | 'kind'>;

/** What operators see of transactional mail: a counter by kind and state, and log lines with ids. */
@Injectable()
export class TransactionalMetrics {
  private readonly outcomes: Counter;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
  ) {
    this.outcomes = metrics.counter(
      'tradewind_transactional_mails_total',
      'Transactional mails by kind and the state that was written: accepted, deferred, uncertain, failed, expired, or pending (soon again).',
      ['kind', 'state'],
    );
  }

  settled({ id, kind }: Which, written: TransactionalState | undefined, { code, phase }: MailSettlement): void {
    if (written === undefined) {
      this.log.warn('transactional.claim-lost', { mailId: id, code, phase });
      return;
    }
    this.count(kind, written);
    // A relay that is away is asked for every few seconds.
    if (written === 'pending') this.log.debug('transactional.pending', { mailId: id, kind, code, phase });
    else this.log.info(`transactional.${written}`, { mailId: id, kind, code, phase });
  }

  swept({ id, kind, state, isNewDoubt }: SweptMail): void {
    if (state === 'expired' || isNewDoubt) this.count(kind, state);
    this.log.warn('transactional.swept', { mailId: id, kind, state });
  }

  /** The database was away for too long; the sweep will call the mail what it then is. */
  notSettled({ id, kind }: Which, error: unknown): void {
    this.log.error('transactional.not-settled', { mailId: id, kind, error });
  }

  failedToCompose({ id, kind }: Which, error: unknown): void {
    this.log.error('transactional.compose-failed', { mailId: id, kind, error });
  }

  private count(kind: TransactionalKind, state: TransactionalState): void {
    this.outcomes.inc({ kind, state });
  }
}
