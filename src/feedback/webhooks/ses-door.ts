import { verify } from 'node:crypto';
import { readSesEvent } from '#src/domain/feedback/webhooks/ses-events.js';
import { NOTHING_READ, type ReadEvents } from '#src/domain/feedback/webhooks/provider-report.js';
import {
  confirmationUrl,
  readSnsMessage,
  signedText,
  type SnsMessage,
} from '#src/domain/feedback/webhooks/sns-message.js';
import { AppError } from '#src/foundation/http/app-error.js';
import type { Log } from '#src/foundation/logging/logger.js';
import type { OutsideFetch } from './outside-fetch.js';
import type { SnsCertificates } from './sns-certificates.js';
import { jsonOf, REFUSED, type WebhookDoor, type WebhookPost, type WebhookReading } from './webhook-door.js';

/**
 * Amazon SES through SNS. A good signature proves no more than that somebody has an AWS account, so only messages of the topics that the
 * operator names are looked at, and only these are subscribed to.
 */
export class SesDoor implements WebhookDoor {
  readonly source = 'ses';

  constructor(
    private readonly topics: readonly string[],
    private readonly certificates: SnsCertificates,
    private readonly outside: OutsideFetch,
    private readonly log: Log,
  ) {}

  async read(post: WebhookPost): Promise<WebhookReading> {
    const message = readSnsMessage(jsonOf(post));
    if (message === undefined || !this.topics.includes(message.TopicArn)) return REFUSED;
    if (!(await this.isGenuine(message))) return REFUSED;
    switch (message.Type) {
      case 'Notification':
        return { outcome: 'read', events: eventsIn(message) };
      case 'SubscriptionConfirmation':
        return this.confirm(message);
      case 'UnsubscribeConfirmation':
        this.log.warn('webhook.unsubscribed', { source: 'ses', topic: message.TopicArn });
        return { outcome: 'done' };
    }
  }

  private async isGenuine(message: SnsMessage): Promise<boolean> {
    const key = await this.reached(() => this.certificates.keyFrom(message.SigningCertURL));
    if (key?.asymmetricKeyType !== 'rsa') return false;
    const digest = message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
    return verify(digest, Buffer.from(signedText(message), 'utf8'), key, Buffer.from(message.Signature, 'base64'));
  }

  private async confirm({ TopicArn: topic, Token: token }: SnsMessage): Promise<WebhookReading> {
    const url = confirmationUrl(topic, token ?? '');
    if (url === undefined || token === undefined || token === null || token === '') return REFUSED;
    const { status } = await this.reached(() => this.outside.get(url));
    if (status !== 200) throw away();
    this.log.info('webhook.subscribed', { source: 'ses', topic });
    return { outcome: 'done' };
  }

  /** SNS asks again after a 503. */
  private async reached<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      this.log.warn('webhook.provider-away', {
        source: 'ses',
        error: error instanceof Error ? error.name : typeof error,
      });
      throw away();
    }
  }
}

function away(): AppError {
  return new AppError(503, 'webhook.provider-away', 'SNS did not answer; send it again.');
}

/** SES greets a new topic with a line that is no JSON. */
function eventsIn({ Message: text, MessageId: id }: SnsMessage): ReadEvents {
  const payload = parsed(text);
  return payload === undefined ? { ...NOTHING_READ, ignored: 1 } : readSesEvent(payload, id);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
