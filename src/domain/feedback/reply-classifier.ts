import type { Provider } from '../delivery/provider.js';
import type { FeedbackClass } from './feedback-class.js';

/** A refusal in the words of SMTP: reply code (null: none was told), RFC 3463 code, and the text. */
export type RefusalReply = {
  provider?: Provider;
  code: number | null;
  enhancedCode: string | null;
  text: string;
};
/** `rule` names what decided, for operators. */
export type ReplyVerdict = { class: Extract<FeedbackClass, 'hard' | 'soft' | 'block'>; rule: string };
export type ReplyClassifier = (reply: RefusalReply) => ReplyVerdict;

type Rule = { name: string; matches: RegExp; class: ReplyVerdict['class'] };

/** By RFC 3463 code; the first that fits decides. Policy (X.7) and content (X.6) are about us, not about the reader. */
const BY_STATUS: readonly Rule[] = [
  { name: 'policy', matches: /^[45]\.7\./, class: 'block' },
  { name: 'content', matches: /^[45]\.6\./, class: 'block' },
  { name: 'temporary', matches: /^4\./, class: 'soft' },
  { name: 'no-such-address', matches: /^5\.1\.(0|1|2|3|6|10)$/, class: 'hard' },
  { name: 'mailbox-disabled', matches: /^5\.2\.1$/, class: 'hard' },
  { name: 'mailbox', matches: /^5\.2\./, class: 'soft' },
  { name: 'network', matches: /^5\.[34]\./, class: 'soft' },
];

/** For replies without one. */
const BY_TEXT: readonly Rule[] = [
  { name: 'temporary', matches: /^4|temporar/i, class: 'soft' },
  { name: 'full', matches: /^552|quota|mailbox (is )?full/i, class: 'soft' },
  { name: 'no-such-address', matches: /^55[0-9].*(no such|unknown (user|recipient)|(user|mailbox|recipient|address) (is )?(unknown|not found|does(n't| not) exist))/i, class: 'hard' },
]; // prettier-ignore

/** What a refusal says about the reader. In doubt it is about us: nobody is suppressed for a reply that no rule knows. */
export const classifyReply: ReplyClassifier = ({ code, enhancedCode, text }) => {
  if (enhancedCode !== null) {
    const rule = BY_STATUS.find(({ matches }) => matches.test(enhancedCode));
    if (rule !== undefined) return { class: rule.class, rule: `status:${rule.name}` };
  }
  const rule = BY_TEXT.find(({ matches }) => matches.test(`${code ?? ''} ${text}`));
  return rule === undefined
    ? { class: 'block', rule: 'unknown-refusal' }
    : { class: rule.class, rule: `text:${rule.name}` };
};
