import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '#src/foundation/metrics/metrics.js';

/** The first three end before anything is kept; the others are decided after the answer. */
export type SignupCount =
  'trapped' | 'unproved' | 'limited' | 'mailed' | 'suppressed' | 'quota' | 'postponed' | 'confirmed' | 'undeliverable';

/** What an operator sees of an attack, or of a form that nobody gets through. */
@Injectable()
export class SignupMetrics {
  private readonly requests: Counter;

  constructor(metrics: Metrics) {
    const help = 'Requests to subscribe, by what became of them; one that is mailed may be confirmed later.';
    this.requests = metrics.counter('tradewind_signups_total', help, ['outcome']);
  }

  count(outcome: SignupCount): void {
    this.requests.inc({ outcome });
  }
}
