import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MailRefusals, Refusals, type MailRefusal, type Refusal } from '#src/delivery/index.js';
import { isProvider } from '#src/domain/delivery/provider.js';
import { classifyReply } from '#src/domain/feedback/bounce/rules/classify-reply.js';
import { FeedbackBook } from './feedback-book.js';
import { NOTHING_MORE, type FeedbackReport } from './feedback-report.js';

/** Refusals in one transaction. */
const BATCH = 200;

/** Makes what relays have refused at once an event like any other: each refusal once, however often a process ends meanwhile. */
@Injectable()
export class RefusalIntake {
  constructor(
    private readonly refusals: Refusals,
    private readonly mailRefusals: MailRefusals,
    private readonly book: FeedbackBook,
  ) {}

  /** How many were taken. */
  async run(): Promise<number> {
    const ofDigests = await this.takeAll(async (manager) => (await this.refusals.take(manager, BATCH)).map(ofDelivery));
    const ofMails = await this.takeAll(async (manager) => (await this.mailRefusals.take(manager, BATCH)).map(ofMail));
    return ofDigests + ofMails;
  }

  private async takeAll(read: (manager: EntityManager) => Promise<FeedbackReport[]>): Promise<number> {
    for (let total = 0; ;) {
      const taken = await this.book.takeFrom(read);
      total += taken.length;
      // A batch may come up short when refusals of mails that are gone were among it; the next tick takes the rest.
      if (taken.length < BATCH) return total;
    }
  }
}

function ofDelivery(refusal: Refusal): FeedbackReport {
  return { ...told(refusal), deliveryId: refusal.id };
}

/** An alert that its operator's server will not take must not stop the next one. */
function ofMail({ subscriberId, addressHash, ...refusal }: MailRefusal): FeedbackReport {
  const { id, kind, provider } = refusal;
  const isAlert = kind === 'operator_alert';
  const addressee = isAlert ? { subscriberId: null, addressHash: null } : { subscriberId, addressHash };
  return { ...told(refusal), externalId: `mail.${id}`, deliveryId: null, addressee: { ...addressee, provider } };
}

function told({ provider, code, enhancedCode, reply, at }: Refusal): Omit<FeedbackReport, 'deliveryId'> {
  const verdict = classifyReply({ ...(isProvider(provider) ? { provider } : {}), code, enhancedCode, text: reply });
  return { ...NOTHING_MORE, kind: verdict.class, source: 'smtp', rule: verdict.rule, status: enhancedCode, reply, at };
}
