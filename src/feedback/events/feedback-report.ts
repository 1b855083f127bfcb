import type { KnownDelivery } from '#src/delivery/index.js';
import type { FeedbackClass } from '#src/domain/feedback/feedback-class.js';

/** What a source tells about one mail and one reader. The address is used to find the reader, and never kept. */
export type FeedbackReport = {
  kind: FeedbackClass;
  /** Who told it: `smtp` (the relay's reply), `ses`, `sendgrid`, …, or an operator's word. */
  source: string;
  /** The source's own id of the event: what is told again under it is known. Null: the source has none. */
  externalId: string | null;
  /** Which rule found the class. */
  rule: string;
  /** RFC 3463 code. */
  status: string | null;
  /** What the server said. */
  reply: string | null;
  deliveryId: string | null;
  /** It names a mail of another system. */
  isForeign: boolean;
  /** The provider's own id of the mail. */
  providerMessageId: string | null;
  recipient: string | null;
  /** Of a single mail: whom it was for. */
  addressee?: Addressee;
  /** When it happened; null: now. */
  at: Date | null;
};

/** `subscriberId`: null for somebody who does not subscribe. `addressHash`: null where the address is never to be suppressed for it. */
export type Addressee = { subscriberId: string | null; addressHash: Buffer | null; provider: string };

/** What a source that knows the mail, and nothing more, leaves out. */
export const NOTHING_MORE = {
  externalId: null,
  status: null,
  reply: null,
  isForeign: false,
  providerMessageId: null,
  recipient: null,
  at: null,
} as const satisfies Partial<FeedbackReport>;

export const MATCHES = ['ledger', 'mail', 'message-id', 'provider-id', 'address', 'none'] as const;
export type MatchedBy = (typeof MATCHES)[number];

export type MatchedReport = FeedbackReport & {
  matchedBy: MatchedBy;
  delivery: KnownDelivery | null;
  subscriberId: string | null;
};

export const EVENT_ACTIONS = ['none', 'suppressed', 'left'] as const;
export type EventAction = (typeof EVENT_ACTIONS)[number];

/** What became of one report. */
export type TakenReport = { report: MatchedReport; eventId: string | null; action: EventAction };
