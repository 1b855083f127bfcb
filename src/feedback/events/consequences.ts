import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Arrivals } from '#src/delivery/index.js';
import type { SuppressionReason } from '#src/domain/consent/standing.js';
import { decide, HISTORY_DAYS, ruleFor, UNREFUTED_HOURS } from '#src/domain/feedback/action-rules.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { ConsentDesk, SuppressionDesk } from '#src/subscribers/index.js';
import type { Addressee, EventAction, MatchedReport } from './feedback-report.js';
import { FeedbackRepository, type PastEvent } from './feedback.repository.js';

/** `replaced`: the reason of an operator's own that a new suppression took the place of. */
export type Drawn = { action: EventAction; replaced: SuppressionReason | null };

const NOTHING: Drawn = { action: 'none', replaced: null };

/** Does to a reader what their events come to by the rules, and takes it back when they no longer do. */
@Injectable()
export class Consequences {
  constructor(
    private readonly events: FeedbackRepository,
    private readonly arrivals: Arrivals,
    private readonly suppressions: SuppressionDesk,
    private readonly consent: ConsentDesk,
    private readonly clock: Clock,
  ) {}

  /** Of an event that was just written; what it came to is for the caller to write down. */
  async draw(manager: EntityManager, eventId: string, report: MatchedReport): Promise<Drawn> {
    const { kind, source, subscriberId, addressee } = report;
    const rule = ruleFor({ class: kind, status: report.status, reply: report.reply });
    if (subscriberId === null)
      return rule.action === 'suppress' && rule.editions === 1 ? this.stop(manager, addressee) : NOTHING;
    if (rule.action === 'none') return NOTHING;
    if (!(await this.events.lockReader(manager, subscriberId))) return NOTHING;
    if (rule.action === 'leave') {
      // By a link of ours the reader has left, or is just leaving, with a consent event that says so.
      if (!isOwnLink(source))
        await this.consent.leave(manager, subscriberId, source === 'mailto' ? 'mailto' : 'provider');
      return { action: 'left', replaced: null };
    }
    if (rule.editions > 1 && !(await this.isReached(manager, subscriberId, eventId))) return NOTHING;
    const reason = kind === 'complaint' ? 'complaint' : 'hard-bounce';
    const { replaced } = await this.suppressions.suppressReader(manager, subscriberId, reason);
    return { action: 'suppressed', replaced };
  }

  /** Of somebody who does not subscribe, and whose address is gone. */
  private async stop(manager: EntityManager, addressee: Addressee | undefined): Promise<Drawn> {
    const hash = addressee?.addressHash ?? null;
    if (hash === null) return NOTHING;
    await this.suppressions.suppressHash(manager, hash, 'hard-bounce');
    return { action: 'suppressed', replaced: null };
  }

  /**
   * Looks again at a suppression after an event of the reader was taken back, or a mail turns out to have arrived meanwhile. Returns the reason
   * that stands now; null: they may be mailed again.
   */
  async reconsider(
    manager: EntityManager,
    subscriberId: string,
    former: SuppressionReason | null = null,
  ): Promise<SuppressionReason | null> {
    if (!(await this.events.lockReader(manager, subscriberId))) return null;
    const events = await this.events.history(manager, subscriberId, this.horizon());
    const arrivals = await this.arrivalsAmong(manager, subscriberId, events);
    const [asking, idle] = [[] as PastEvent[], [] as PastEvent[]];
    for (const event of events) (decide(event, events, arrivals) === 'suppress' ? asking : idle).push(event);
    await this.events.setAction(
      manager,
      asking.map(({ id }) => id),
      'suppressed',
    );
    await this.events.setAction(
      manager,
      idle.map(({ id }) => id),
      'none',
    );
    return this.suppressions.withdrawReader(manager, subscriberId, reasonAfter(asking, former ?? replacedBy(events)));
  }

  /** Of an event that takes others to come to something. */
  private async isReached(manager: EntityManager, subscriberId: string, eventId: string): Promise<boolean> {
    const events = await this.events.history(manager, subscriberId, this.horizon());
    const event = events.find(({ id }) => id === eventId);
    // Arrivals can only make a count smaller.
    if (event === undefined || decide(event, events, []) === 'none') return false;
    return decide(event, events, await this.arrivalsAmong(manager, subscriberId, events)) !== 'none';
  }

  /** When mails got through between a reader's bounces. */
  private async arrivalsAmong(manager: EntityManager, subscriberId: string, events: PastEvent[]): Promise<Date[]> {
    const first = events.at(-1)?.at;
    if (first === undefined) return [];
    const unrefuted = this.clock.now().getTime() - UNREFUTED_HOURS * 3_600_000;
    const accepted = await this.arrivals.acceptedFor(manager, subscriberId, first);
    return this.events.arrivals(
      manager,
      subscriberId,
      first,
      accepted.filter(({ at }) => at.getTime() < unrefuted),
    );
  }

  private horizon(): Date {
    return new Date(this.clock.now().getTime() - HISTORY_DAYS * 86_400_000);
  }
}

function isOwnLink(source: string): boolean {
  return source === 'one-click' || source === 'page';
}

function reasonAfter(asking: readonly PastEvent[], former: SuppressionReason | null): SuppressionReason | null {
  if (asking.some((event) => event.class === 'complaint')) return 'complaint';
  return asking.length > 0 ? 'hard-bounce' : former;
}

/** The operator's own reason that an event once took the place of. */
function replacedBy(events: readonly PastEvent[]): SuppressionReason | null {
  return events.some(({ replacedReason }) => replacedReason === 'manual') ? 'manual' : null;
}
