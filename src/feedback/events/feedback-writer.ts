import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Arrivals } from '#src/delivery/index.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Consequences, type Drawn } from './consequences.js';
import { FeedbackMatcher } from './feedback-matcher.js';
import type { FeedbackReport, MatchedReport, TakenReport } from './feedback-report.js';
import { FeedbackRepository } from './feedback.repository.js';

type Fresh = { eventId: string; report: MatchedReport };

/**
 * Writes reports and draws their consequences inside the caller's transaction. Rows are touched in one order (events, deliveries, readers; each
 * by id), so that batches that overlap wait for each other and never crosswise.
 */
@Injectable()
export class FeedbackWriter {
  constructor(
    private readonly matcher: FeedbackMatcher,
    private readonly events: FeedbackRepository,
    private readonly consequences: Consequences,
    private readonly arrivals: Arrivals,
    private readonly clock: Clock,
  ) {}

  /** In the order of `reports`; one that was known has no event id. */
  async write(manager: EntityManager, reports: readonly FeedbackReport[]): Promise<TakenReport[]> {
    if (reports.length === 0) return [];
    const matched = await this.matcher.match(manager, reports);
    const added = await this.events.add(manager, matched, this.clock.now());
    const fresh = matched.flatMap((report, place) => {
      const eventId = added.get(place);
      return eventId === undefined ? [] : [{ eventId, report }];
    });
    await this.settleDoubts(manager, fresh);
    const drawn = await this.drawAll(manager, fresh);
    await this.events.setActions(manager, drawn);
    return matched.map((report, place) => {
      const eventId = added.get(place) ?? null;
      return { report, eventId, action: drawn.get(eventId ?? '')?.action ?? 'none' };
    });
  }

  /** Whatever comes back about a mail shows that a relay took it. (The relay's own refusal does not come back.) */
  private async settleDoubts(manager: EntityManager, fresh: readonly Fresh[]): Promise<void> {
    const proofs = fresh
      .filter(({ report }) => report.matchedBy !== 'ledger' && report.delivery?.isUncertain === true)
      .map(
        ({ report }) =>
          ({ id: report.delivery?.id ?? '', by: report.kind === 'complaint' ? 'complaint' : 'feedback' }) as const,
      )
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const { id, by } of proofs) await this.arrivals.prove(manager, id, by);
  }

  private async drawAll(manager: EntityManager, fresh: readonly Fresh[]): Promise<Map<string, Drawn>> {
    const delivered = fresh.flatMap(({ report }) => (report.kind === 'delivered' ? (report.subscriberId ?? []) : []));
    const doubtful = delivered.length === 0 ? [] : await this.events.suppressedByCount(manager, delivered);
    const steps = [
      ...fresh.map((step) => ({ ...step, readerId: step.report.subscriberId ?? '' })),
      ...doubtful.map((readerId) => ({ eventId: null, readerId })),
    ].sort((one, other) => (one.readerId < other.readerId ? -1 : 1));
    const drawn = new Map<string, Drawn>();
    for (const step of steps) {
      if (step.eventId === null) await this.consequences.reconsider(manager, step.readerId);
      else drawn.set(step.eventId, await this.consequences.draw(manager, step.eventId, step.report));
    }
    return drawn;
  }
}
