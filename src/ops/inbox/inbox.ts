import { Injectable } from '@nestjs/common';
import PostalMime, { type Email } from 'postal-mime';
import { Clock } from '#src/foundation/clock/clock.js';
import { InboxStore, type StoredMessage } from './inbox-store.js';

/** What the list shows of a message. */
export type InboxLine = {
  id: number;
  /** Envelope recipients: who gets it, whatever the To header says. */
  to: string[];
  subject: string;
  messageId: string;
  receivedAt: string;
  sizeBytes: number;
};

export type InboxMessage = { stored: StoredMessage; email: Email };

const LIMITS = { maxMessages: 500, maxBytes: 50 * 1024 * 1024 };

/** What the development relay took, parsed when somebody looks, so that receiving stays fast. Lost with the process. */
@Injectable()
export class Inbox {
  private readonly store = new InboxStore(LIMITS);
  private readonly lines = new WeakMap<StoredMessage, Promise<InboxLine>>();

  constructor(private readonly clock: Clock) {}

  get receivedCount(): number {
    return this.store.receivedCount;
  }

  take(envelopeFrom: string, envelopeTo: string[], raw: Buffer): StoredMessage {
    return this.store.add({ receivedAt: this.clock.now(), envelopeFrom, envelopeTo, raw });
  }

  list(): Promise<InboxLine[]> {
    return Promise.all(this.store.newestFirst().map((message) => this.line(message)));
  }

  async open(id: number): Promise<InboxMessage | undefined> {
    const stored = this.store.find(id);
    return stored && { stored, email: await parse(stored.raw) };
  }

  raw(id: number): Buffer | undefined {
    return this.store.find(id)?.raw;
  }

  private line(message: StoredMessage): Promise<InboxLine> {
    const known = this.lines.get(message);
    if (known !== undefined) return known;
    const line = describe(message);
    this.lines.set(message, line);
    return line;
  }
}

async function describe(message: StoredMessage): Promise<InboxLine> {
  const email = await parse(message.raw);
  return {
    id: message.id,
    to: message.envelopeTo,
    subject: email.subject ?? '(no subject)',
    messageId: email.messageId ?? '',
    receivedAt: message.receivedAt.toISOString(),
    sizeBytes: message.raw.length,
  };
}

/** A message that no parser can read is still shown, by its raw source. */
async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    return { headers: [], headerLines: [], attachments: [], subject: '(unreadable)', text: raw.toString('utf8') };
  }
}
