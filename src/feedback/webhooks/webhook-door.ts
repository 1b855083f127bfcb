import type { IncomingHttpHeaders } from 'node:http';
import type { ReadEvents } from '#src/domain/feedback/webhooks/provider-report.js';
import { AppError } from '#src/foundation/http/app-error.js';

/** A request as it came, byte for byte. */
export type WebhookPost = { headers: IncomingHttpHeaders; body: Buffer };

/** What may be said once: a second saying with another body is refused. */
export type OnceToken = { tokenHash: string; bodyHash: string };

export type WebhookReading =
  /** Not proved to be the provider's. Nobody is told why. */
  | { outcome: 'refused' }
  | { outcome: 'read'; events: ReadEvents; token?: OnceToken }
  /** About the webhook itself. */
  | { outcome: 'done' };

/** Proves who a webhook comes from, and reads it. Changes nothing of ours. */
export interface WebhookDoor {
  readonly source: WebhookSource;
  read(post: WebhookPost): Promise<WebhookReading>;
}

export const WEBHOOK_SOURCES = ['ses', 'sendgrid', 'mailgun', 'postmark', 'generic'] as const;
export type WebhookSource = (typeof WEBHOOK_SOURCES)[number];

export const REFUSED: WebhookReading = { outcome: 'refused' };

export function headerOf({ headers }: WebhookPost, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** 400 `webhook.unreadable`; the message never repeats what came. */
export function jsonOf({ body }: WebhookPost): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw unreadable('The body is no JSON.');
  }
}

export function unreadable(message: string, errors?: { field: string; message: string }[]): AppError {
  return new AppError(400, 'webhook.unreadable', message, errors === undefined ? {} : { errors });
}

/** A signed time, in seconds since 1970, that is not too far from now. */
export function isWithin(windowSeconds: number, timestamp: string, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1_000 - Number(timestamp)) <= windowSeconds;
}
