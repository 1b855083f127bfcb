import { readPostmarkEvent } from '#src/domain/feedback/webhooks/postmark-events.js';
import { equalSecrets } from '#src/foundation/tokens/tokens.js';
import { headerOf, jsonOf, REFUSED, type WebhookDoor, type WebhookPost, type WebhookReading } from './webhook-door.js';

/** Postmark signs nothing: a login of ours, known to both, is all there is. */
export class PostmarkDoor implements WebhookDoor {
  readonly source = 'postmark';

  constructor(private readonly login: string) {}

  async read(post: WebhookPost): Promise<WebhookReading> {
    const [scheme, value = ''] = headerOf(post, 'authorization').split(' ');
    const given = Buffer.from(value, 'base64').toString('utf8');
    if (scheme?.toLowerCase() !== 'basic' || !equalSecrets(given, this.login)) return REFUSED;
    return Promise.resolve({ outcome: 'read', events: readPostmarkEvent(jsonOf(post)) });
  }
}
