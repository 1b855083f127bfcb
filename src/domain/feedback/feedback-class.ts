/**
 * What a mail that came back, or a provider's event, says about one reader:
 *
 * - `hard`: the address is gone. `soft`: not now (full, away, too busy). `block`: we are refused (our IP, domain, content, rate or
 *   authentication), which never touches the reader.
 * - `complaint`: the reader called it spam. `unsubscribe`: the reader asked to leave.
 * - `auth-report`: a report about authentication (RFC 6591, DMARC). `auto-reply`: a machine answered for the reader (RFC 3834).
 * - `delayed`, `delivered`: a report that is no failure (RFC 3464).
 */
export const FEEDBACK_CLASSES = [
  'hard',
  'soft',
  'block',
  'complaint',
  'unsubscribe',
  'auth-report',
  'auto-reply',
  'delayed',
  'delivered',
] as const;

export type FeedbackClass = (typeof FEEDBACK_CLASSES)[number];
