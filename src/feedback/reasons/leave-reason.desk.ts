import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { MOST_WORDS, type LeaveAnswer } from '#src/domain/feedback/leave-reason.js';
import { Log, withoutAddresses } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import type { LeaveReasonList, LeaveReasonQuery } from './leave-reason.dto.js';
import { LeaveReasonRepository } from './leave-reason.repository.js';

/** Why readers left, if they care to say. */
@Injectable()
export class LeaveReasonDesk {
  private readonly answers: Counter;

  constructor(
    private readonly reasons: LeaveReasonRepository,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    const help = 'Readers who said why they left, by their first answer.';
    this.answers = metrics.counter('tradewind_leave_reasons_total', help, ['reason']);
  }

  /** May be said again: the last answer counts. From somebody who is gone, or has not left, nothing is kept. */
  async take(subscriberId: string, deliveryId: string | undefined, { reason, words }: LeaveAnswer): Promise<void> {
    const answer = { reason, words: words === null ? null : stored(words) };
    const taken = await this.reasons.take(subscriberId, deliveryId, answer);
    if (taken === undefined) return;
    if (taken.isNew) this.answers.inc({ reason });
    const fields = { subscriberId, editionId: taken.editionId, reason };
    // Somebody is mailed who says that they never asked for it: an operator looks at the proof of consent.
    if (reason === 'never-signed-up') this.log.warn('subscriber.never-signed-up', fields);
    else this.log.info('subscriber.gave-reason', fields);
  }

  async list({ reason, editionId, cursor, limit }: LeaveReasonQuery): Promise<LeaveReasonList> {
    const [rows, counts] = await Promise.all([
      this.reasons.page({ reason, editionId }, cursor, limit + 1),
      this.reasons.count(editionId),
    ]);
    const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    return { counts, items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}

/** Han text has no spaces, so an address in it is not a word of its own. */
const ADDRESS = /[a-z0-9._%+-]+@[a-z0-9.-]+/gi;

/** Whoever names an address there does not mean it to be kept. Control and half characters are none for PostgreSQL or a reader. */
function stored(words: string): string {
  return withoutAddresses(words.replaceAll(ADDRESS, '<address>'))
    .slice(0, MOST_WORDS)
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '�');
}
