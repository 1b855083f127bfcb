import type { FeedbackClass } from '../../feedback-class.js';

/**
 * One way to read a refusal. Every condition that is given must hold, a list by any of its patterns; the first rule that fits decides.
 *
 * - `text` is looked for in the reply with addresses, hosts and links taken out, so that a server called spam.example says nothing;
 *   `raw` in the reply as it came.
 * - `enhanced` is the RFC 3463 code, `code` the SMTP reply code.
 * - `isWeak`: only where the report has nothing better elsewhere.
 */
export type ReplyRule = {
  name: string;
  class: Extract<FeedbackClass, 'hard' | 'soft' | 'block' | 'unsubscribe'>;
  enhanced?: RegExp;
  code?: RegExp;
  text?: readonly RegExp[];
  raw?: readonly RegExp[];
  isWeak?: true;
  why: string;
};
