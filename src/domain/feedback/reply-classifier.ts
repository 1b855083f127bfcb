import type { Provider } from '../delivery/provider.js';
import type { FeedbackClass } from './feedback-class.js';

/** What a server said about one recipient. `code`: SMTP reply code; `enhancedCode`: RFC 3463. */
export type Refusal = {
  provider?: Provider | undefined;
  code?: number | null;
  enhancedCode?: string | null;
  text: string;
};
/** `rule` names what decided, for operators; `unmatched`: nothing did. */
export type ReplyVerdict = { class: Extract<FeedbackClass, 'hard' | 'soft' | 'block' | 'unsubscribe'>; rule: string };

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

/** What a refusal says about the reader. Nobody is suppressed for a reply that no rule knows. */
export function classifyReply({ code, enhancedCode, text }: Refusal): ReplyVerdict {
  const status = enhancedCode ?? /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![.\d])/.exec(text.slice(0, 2_000))?.[0] ?? '';
  const byStatus = BY_STATUS.find(({ matches }) => matches.test(status));
  if (byStatus !== undefined) return { class: byStatus.class, rule: `status:${byStatus.name}` };
  const said = `${code ?? ''} ${text.slice(0, 2_000)}`.trim();
  const byText = BY_TEXT.find(({ matches }) => matches.test(said));
  return byText === undefined
    ? { class: 'soft', rule: 'unmatched' }
    : { class: byText.class, rule: `text:${byText.name}` };
}
