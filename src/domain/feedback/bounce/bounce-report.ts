import type { Provider } from '../../delivery/provider.js';
import type { FeedbackClass } from '../feedback-class.js';

/** What one mail says about one address. */
export type ReportedRecipient = {
  /** As the report writes it: the address that was mailed (Original-Recipient) where the report tells, else the one that failed. */
  address: string;
  class: FeedbackClass;
  /** RFC 3463 code, e.g. 5.1.1; null when the report has none. */
  status: string | null;
  /** What the other server said, on one line; null when the report has no words for this address. */
  reply: string | null;
  /** Name of the rule that decided: one of `rules/rules.data.ts`, or how the mail was recognised (`out-of-office`, `arf-abuse` …). */
  rule: string;
  provider?: Provider;
};

/** `other`: none of our business, such as an answer of a person or somebody's newsletter. */
export type ReportKind = 'bounce' | 'complaint' | 'unsubscribe' | 'auth-report' | 'auto-reply' | 'other';

export type BounceReport = {
  kind: ReportKind;
  /** Why it is of this kind. */
  sign: string;
  /** Empty when the mail says nothing about an address; a `bounce` without one is for a person to look at. */
  recipients: ReportedRecipient[];
  /** The part after `bounce+` (VERP) or `leave+` of the address the mail was sent to. Found, not verified: who acts on it checks its HMAC. */
  token?: string;
  /** Message-ID of the mail that came back or is answered, without angle brackets. */
  originalMessageId?: string;
};
