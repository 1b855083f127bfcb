import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import type { TakenReport } from './feedback-report.js';

/** What an operator wrote into `source` is no label. */
const SOURCES = ['smtp', 'ses', 'sendgrid', 'mailgun', 'postmark', 'generic', 'bounce-mail'];

/** Counts what comes back, and says what it came to; ids and classes only. */
@Injectable()
export class FeedbackMetrics {
  private readonly events: Counter;
  private readonly repeats: Counter;
  private readonly unmatched: Counter;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
  ) {
    const source = ['source'];
    this.events = metrics.counter('tradewind_feedback_events_total', 'New events by class and source.', [
      'class',
      ...source,
    ]);
    this.repeats = metrics.counter('tradewind_feedback_repeats_total', 'Events that were known already.', source);
    this.unmatched = metrics.counter(
      'tradewind_feedback_unmatched_total',
      'New events without a mail or a reader.',
      source,
    );
  }

  taken(reports: readonly TakenReport[]): void {
    for (const { report, eventId, action } of reports) {
      const source = SOURCES.includes(report.source) ? report.source : 'operator';
      if (eventId === null) {
        this.repeats.inc({ source });
        continue;
      }
      this.events.inc({ class: report.kind, source });
      if (report.matchedBy === 'none') this.unmatched.inc({ source });
      if (action === 'none') continue;
      const { kind, rule, subscriberId } = report;
      this.log.info(`feedback.${action}`, { eventId, subscriberId, class: kind, rule, source });
    }
  }
}
