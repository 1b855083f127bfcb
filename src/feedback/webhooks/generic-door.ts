import { createHmac } from 'node:crypto';
import { genericSchemaFor, reportsOf } from '#src/domain/feedback/webhooks/generic-events.js';
import { NOTHING_READ } from '#src/domain/feedback/webhooks/provider-report.js';
import type { Clock } from '#src/foundation/clock/clock.js';
import { withoutAddresses } from '#src/foundation/logging/logger.js';
import { equalSecrets } from '#src/foundation/tokens/tokens.js';
import {
  headerOf,
  isWithin,
  jsonOf,
  REFUSED,
  unreadable,
  type WebhookDoor,
  type WebhookPost,
  type WebhookReading,
} from './webhook-door.js';

/**
 * Any other provider, through a bridge of the operator's. `X-Tradewind-Timestamp` is the time in seconds since 1970,
 * `X-Tradewind-Signature` is `sha256=` and the hex HMAC-SHA-256 of the timestamp, a dot and the body.
 */
export class GenericDoor implements WebhookDoor {
  readonly source = 'generic';

  constructor(
    private readonly key: string,
    private readonly windowSeconds: number,
    private readonly clock: Clock,
  ) {}

  async read(post: WebhookPost): Promise<WebhookReading> {
    const timestamp = headerOf(post, 'x-tradewind-timestamp');
    const expected = createHmac('sha256', this.key).update(`${timestamp}.`).update(post.body).digest('hex');
    const isGenuine = equalSecrets(headerOf(post, 'x-tradewind-signature').toLowerCase(), `sha256=${expected}`);
    if (!isGenuine || !isWithin(this.windowSeconds, timestamp, this.clock.now())) return REFUSED;
    const payload = jsonOf(post);
    const parsed = genericSchemaFor(payload).safeParse(payload);
    if (!parsed.success) {
      const errors = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
        field: path.join('.'),
        message: withoutAddresses(message),
      }));
      throw unreadable('The events do not have the right form.', errors);
    }
    return Promise.resolve({ outcome: 'read', events: { ...NOTHING_READ, reports: reportsOf(parsed.data) } });
  }
}
