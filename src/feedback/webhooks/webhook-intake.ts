import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Counter } from 'prom-client';
import { EchoTokens } from '#src/delivery/index.js';
import { referenceOf } from '#src/domain/delivery/message-id.js';
import type { ProviderReport } from '#src/domain/feedback/webhooks/provider-report.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { FeedbackBook } from '../events/feedback-book.js';
import type { FeedbackReport } from '../events/feedback-report.js';
import type { OnceToken, WebhookPost, WebhookReading, WebhookSource } from './webhook-door.js';
import { WebhookDoors } from './webhook-doors.js';

/** Takes webhooks. What it has answered is committed; whatever else happens, the provider tells it again. */
@Injectable()
export class WebhookIntake {
  private readonly posts: Counter;
  private readonly unread: Counter;

  constructor(
    private readonly doors: WebhookDoors,
    private readonly book: FeedbackBook,
    private readonly echoes: EchoTokens,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.posts = metrics.counter('tradewind_webhooks_total', 'Webhooks by provider and outcome.', [
      'source',
      'outcome',
    ]);
    this.unread = metrics.counter(
      'tradewind_webhook_events_unread_total',
      'Events of webhooks that could not be read.',
      ['source'],
    );
  }

  /** 404 for a provider that is not set up, 403 without a word for what is not proved to be its own, 400 for what cannot be read. */
  async receive(name: string, post: WebhookPost): Promise<void> {
    const door = this.doors.find(name);
    if (door === undefined) throw new NotFoundError('webhook', /^[\w-]{1,40}$/.test(name) ? name : 'of this name');
    try {
      await this.take(door.source, await door.read(post));
      this.posts.inc({ source: door.source, outcome: 'taken' });
    } catch (error) {
      const isRefused = error instanceof AppError && error.status === 403;
      this.posts.inc({ source: door.source, outcome: isRefused ? 'refused' : 'failed' });
      throw error;
    }
  }

  private async take(source: WebhookSource, reading: WebhookReading): Promise<void> {
    if (reading.outcome === 'refused') throw refused();
    if (reading.outcome === 'done') return;
    const { events, token } = reading;
    if (events.unreadable > 0) {
      this.unread.inc({ source }, events.unreadable);
      this.log.warn('webhook.unreadable', { source, events: events.unreadable });
    }
    if (events.reports.length === 0) return;
    await this.book.takeFrom(async (manager) => {
      if (token !== undefined) await useToken(manager, source, token);
      return events.reports.map((report) => this.feedbackOf(source, report));
    });
  }

  /** What a provider gives back of our own is surer than a Message-ID, which some of them write anew. */
  private feedbackOf(source: string, { messageId, echo, ...report }: ProviderReport): FeedbackReport {
    const mail = echo === null ? undefined : this.echoes.read(echo);
    if (mail === undefined) return { ...report, ...referenceOf(messageId), source };
    return { ...report, deliveryId: mail.kind === 'delivery' ? mail.id : null, isForeign: false, source };
  }
}

/** In the transaction of what it vouches for. The same body may come again: its answer may have been lost. */
async function useToken(manager: EntityManager, source: string, { tokenHash, bodyHash }: OnceToken): Promise<void> {
  const added = await countAffected(
    manager,
    `INSERT INTO webhook_token (source, token_hash, body_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [source, tokenHash, bodyHash],
  );
  if (added === 1) return;
  const [used] = await selectRows<{ bodyHash: string }>(
    manager,
    `SELECT body_hash AS "bodyHash" FROM webhook_token WHERE source = $1 AND token_hash = $2`,
    [source, tokenHash],
  );
  if (used?.bodyHash !== bodyHash) throw refused();
}

function refused(): AppError {
  return new AppError(403, 'webhook.refused', 'Refused.');
}
