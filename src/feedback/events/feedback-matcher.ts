import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Arrivals, type KnownDelivery } from '#src/delivery/index.js';
import type { FeedbackClass } from '#src/domain/feedback/feedback-class.js';
import { SubscriberReader } from '#src/subscribers/index.js';
import { idOf } from './event-columns.js';
import { FeedbackRepository } from './feedback.repository.js';
import type { FeedbackReport, MatchedReport } from './feedback-report.js';

/** Classes that are about a person whatever mail drew them, so that the address alone will do where no mail is named. */
const ABOUT_A_PERSON: readonly FeedbackClass[] = ['hard', 'complaint', 'unsubscribe'];

/** Classes that say nothing about a reader who has another address by now. */
const ABOUT_AN_ADDRESS: readonly FeedbackClass[] = ['hard', 'soft'];

/**
 * Finds the mail that a report is about (a source that sends single mails says itself whom one was for): by our delivery id (from the Message-ID), else by the provider's id of a mail that an earlier event
 * has tied to a delivery. The address alone tells a reader only where the report names no mail, or a single mail of ours. A report that
 * names a mail of another system in the same account, or a delivery that there is not, matches nothing.
 */
@Injectable()
export class FeedbackMatcher {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly events: FeedbackRepository,
    private readonly readers: SubscriberReader,
  ) {}

  async match(manager: EntityManager, reports: readonly FeedbackReport[]): Promise<MatchedReport[]> {
    const deliveryOf = await this.told(manager, reports);
    const ids = new Set(reports.flatMap((report) => deliveryOf(report) ?? []));
    const known = await this.arrivals.find(manager, [...ids]);
    const byId = new Map(known.map((delivery) => [delivery.id, delivery]));
    const matched: MatchedReport[] = [];
    for (const report of reports) matched.push(await this.one(manager, report, byId.get(deliveryOf(report) ?? '')));
    return matched;
  }

  /** By our own id or by the provider's. */
  private async told(
    manager: EntityManager,
    reports: readonly FeedbackReport[],
  ): Promise<(report: FeedbackReport) => string | null> {
    const lost = reports.filter(({ deliveryId, isForeign, providerMessageId }) => {
      return deliveryId === null && !isForeign && providerMessageId !== null;
    });
    const known = lost.length === 0 ? new Map<string, string>() : await this.events.deliveriesTold(manager, lost);
    return ({ deliveryId, isForeign, source, providerMessageId }) =>
      deliveryId ?? (isForeign ? null : (known.get(`${source} ${idOf(providerMessageId) ?? ''}`) ?? null));
  }

  private async one(
    manager: EntityManager,
    report: FeedbackReport,
    delivery: KnownDelivery | undefined,
  ): Promise<MatchedReport> {
    if (delivery !== undefined) {
      const direct = report.source === 'smtp' ? 'ledger' : 'message-id';
      const matchedBy = report.deliveryId === null ? 'provider-id' : direct;
      const isAboutReader = !(delivery.isToFormerAddress && ABOUT_AN_ADDRESS.includes(report.kind));
      return { ...report, matchedBy, delivery, subscriberId: isAboutReader ? delivery.subscriberId : null };
    }
    const { deliveryId, isForeign, recipient, kind, addressee } = report;
    if (addressee !== undefined)
      return { ...report, matchedBy: 'mail', delivery: null, subscriberId: addressee.subscriberId };
    const isNameless = deliveryId === null && !isForeign && recipient !== null && ABOUT_A_PERSON.includes(kind);
    const subscriberId = isNameless ? await this.readers.idOf(manager, recipient) : null;
    return { ...report, matchedBy: subscriberId === null ? 'none' : 'address', delivery: null, subscriberId };
  }
}
