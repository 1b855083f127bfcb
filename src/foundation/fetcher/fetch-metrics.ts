import type { Counter, Histogram } from 'prom-client';
import type { Metrics } from '../metrics/metrics.js';
import type { FetchOutcome } from './fetch-outcome.js';

/** Counts what became of fetches, by words of small sets; never by host. */
export class FetchMetrics {
  private readonly fetches: Counter;
  private readonly bytes: Counter;
  private readonly seconds: Histogram;

  constructor(metrics: Metrics) {
    this.fetches = metrics.counter('tradewind_fetches_total', 'Outgoing fetches by what became of them.', [
      'outcome',
      'reason',
    ]);
    this.bytes = metrics.counter('tradewind_fetched_bytes_total', 'Bytes of bodies that came over the line.');
    this.seconds = metrics.histogram(
      'tradewind_fetch_seconds',
      'How long outgoing fetches took, redirects included.',
      [0.1, 0.3, 1, 3, 10, 15, 30],
    );
  }

  note(outcome: FetchOutcome): void {
    const reason = outcome.kind === 'answer' ? `${Math.floor(outcome.status / 100)}xx` : outcome.reason;
    this.fetches.inc({ outcome: outcome.kind, reason });
    if (outcome.kind === 'answer') this.bytes.inc(outcome.wireBytes);
    this.seconds.observe(outcome.milliseconds / 1_000);
  }
}
