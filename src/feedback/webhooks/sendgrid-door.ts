import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readSendgridEvents } from '#src/domain/feedback/webhooks/sendgrid-events.js';
import type { Clock } from '#src/foundation/clock/clock.js';
import {
  headerOf,
  isWithin,
  jsonOf,
  REFUSED,
  type WebhookDoor,
  type WebhookPost,
  type WebhookReading,
} from './webhook-door.js';

/** SendGrid's signed Event Webhook: ECDSA on P-256 with SHA-256 over the timestamp and the body as it came. */
export class SendgridDoor implements WebhookDoor {
  readonly source = 'sendgrid';
  private readonly key: KeyObject;

  constructor(
    publicKey: string,
    private readonly windowSeconds: number,
    private readonly clock: Clock,
  ) {
    this.key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  }

  async read(post: WebhookPost): Promise<WebhookReading> {
    const timestamp = headerOf(post, 'x-twilio-email-event-webhook-timestamp');
    const signature = Buffer.from(headerOf(post, 'x-twilio-email-event-webhook-signature'), 'base64');
    if (!isWithin(this.windowSeconds, timestamp, this.clock.now())) return REFUSED;
    if (!verify('sha256', Buffer.concat([Buffer.from(timestamp), post.body]), this.key, signature)) return REFUSED;
    return Promise.resolve({ outcome: 'read', events: readSendgridEvents(jsonOf(post)) });
  }
}
