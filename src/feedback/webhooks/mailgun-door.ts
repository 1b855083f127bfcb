import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { readMailgunEvent } from '#src/domain/feedback/webhooks/mailgun-events.js';
import type { Clock } from '#src/foundation/clock/clock.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { equalSecrets } from '#src/foundation/tokens/tokens.js';
import { isWithin, jsonOf, REFUSED, type WebhookDoor, type WebhookPost, type WebhookReading } from './webhook-door.js';

const bodySchema = z.object({
  signature: z.object({
    timestamp: z.union([z.string(), z.number()]).transform(String),
    token: z.string().min(20).max(200),
    signature: z.string().max(200),
  }),
  'event-data': z.unknown(),
});

/** Mailgun signs the time and a token, not the event, so each token is good for one body only. */
export class MailgunDoor implements WebhookDoor {
  readonly source = 'mailgun';

  constructor(
    private readonly signingKey: string,
    private readonly windowSeconds: number,
    private readonly clock: Clock,
  ) {}

  async read(post: WebhookPost): Promise<WebhookReading> {
    const { data } = bodySchema.safeParse(jsonOf(post));
    if (data === undefined) return REFUSED;
    const { timestamp, token, signature } = data.signature;
    const expected = createHmac('sha256', this.signingKey)
      .update(timestamp + token)
      .digest('hex');
    if (!isWithin(this.windowSeconds, timestamp, this.clock.now()) || !equalSecrets(signature, expected))
      return REFUSED;
    const once = { tokenHash: sha256(token), bodyHash: sha256(JSON.stringify(data['event-data'])) };
    return Promise.resolve({ outcome: 'read', events: readMailgunEvent(data['event-data']), token: once });
  }
}
