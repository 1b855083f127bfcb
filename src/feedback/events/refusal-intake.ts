import { Injectable } from '@nestjs/common';
import { Refusals, type Refusal } from '#src/delivery/index.js';
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
    private readonly book: FeedbackBook,
  ) {}

  /** How many were taken. */
  async run(): Promise<number> {
    for (let total = 0; ;) {
      const taken = await this.book.takeFrom(async (manager) =>
        (await this.refusals.take(manager, BATCH)).map(reportOf),
      );
      total += taken.length;
      // A batch may come up short when refusals of deliveries that are gone were among it; the next tick takes the rest.
      if (taken.length < BATCH) return total;
    }
  }
}

function reportOf({ id, provider, code, enhancedCode, reply, at }: Refusal): FeedbackReport {
  const verdict = classifyReply({ ...(isProvider(provider) ? { provider } : {}), code, enhancedCode, text: reply });
  return {
    ...NOTHING_MORE,
    kind: verdict.class,
    source: 'smtp',
    rule: verdict.rule,
    status: enhancedCode,
    reply,
    deliveryId: id,
    at,
  };
}
