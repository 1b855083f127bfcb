/** One message as it came over the wire, with its envelope (which may differ from its headers). */
export type StoredMessage = {
  /** Counts up from 1 in the order of arrival. */
  id: number;
  receivedAt: Date;
  envelopeFrom: string;
  envelopeTo: string[];
  raw: Buffer;
};

export type InboxLimits = { maxMessages: number; maxBytes: number };

/** The newest messages, bounded in number and bytes; whatever no longer fits is forgotten, but stays counted. */
export class InboxStore {
  private readonly messages = new Map<number, StoredMessage>();
  private heldBytes = 0;
  private received = 0;

  constructor(private readonly limits: InboxLimits) {}

  get receivedCount(): number {
    return this.received;
  }

  add(message: Omit<StoredMessage, 'id'>): StoredMessage {
    const stored = { ...message, id: ++this.received };
    this.messages.set(stored.id, stored);
    this.heldBytes += stored.raw.length;
    for (const oldest of this.messages.values()) {
      const fits = this.messages.size <= this.limits.maxMessages && this.heldBytes <= this.limits.maxBytes;
      if (fits || oldest.id === stored.id) break;
      this.messages.delete(oldest.id);
      this.heldBytes -= oldest.raw.length;
    }
    return stored;
  }

  find(id: number): StoredMessage | undefined {
    return this.messages.get(id);
  }

  newestFirst(): StoredMessage[] {
    return [...this.messages.values()].reverse();
  }
}
