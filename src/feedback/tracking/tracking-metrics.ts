import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '#src/foundation/metrics/metrics.js';

type Kind = 'open' | 'click';

/** `counted`: noted. `not-counted`: its reader allows none, or the mail has had its share. `refused`: no token of ours. */
@Injectable()
export class TrackingMetrics {
  private readonly fetches: Counter;

  constructor(metrics: Metrics) {
    this.fetches = metrics.counter('tradewind_tracking_fetches_total', 'Fetches of tracked links and pictures.', [
      'kind',
      'outcome',
    ]);
  }

  taken(kind: Kind, isCounted: boolean): void {
    this.fetches.inc({ kind, outcome: isCounted ? 'counted' : 'not-counted' });
  }

  refused(kind: Kind): void {
    this.fetches.inc({ kind, outcome: 'refused' });
  }
}
