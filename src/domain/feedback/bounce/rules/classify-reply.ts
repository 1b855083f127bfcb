import type { Provider } from '../../../delivery/provider.js';
import { reasonOf } from '../../../delivery/reply-rules.js';
import type { ReplyRule } from './reply-rule.js';
import { REPLY_RULES } from './rules.data.js';

/** What a server said about one recipient. `code`: SMTP reply code; `enhancedCode`: RFC 3463. */
export type Refusal = {
  provider?: Provider | undefined;
  code?: number | null;
  enhancedCode?: string | null;
  text: string;
};
export type ReplyVerdict = { class: ReplyRule['class']; rule: string };
/** `isWeak`: a report may hold better evidence elsewhere. `isText`: the words decided, not a code. */
export type RefusalReading = ReplyVerdict & { isWeak: boolean; isText: boolean };

const MAX_TEXT = 2_000;
/** Marks that only one provider uses; its mail servers also serve domains that do not show it. */
const PROVIDER_MARKS: readonly (readonly [Provider, RegExp])[] = [
  ['netease', /\b(?:HL|DT|MI|RP):[A-Z]{3}\b/],
  ['qq', /frequency limited|suspected (?:spam ip|bounce attacks)|\bmail\.qq\.com/i],
  ['yahoo', /\[TSS?\d+\]/],
];

/** For an SMTP reply as the delivery side hears it, by the same table as bounces. */
export function classifyReply(refusal: Refusal): ReplyVerdict {
  const { class: found, rule } = readRefusal(refusal);
  return { class: found, rule };
}

export function readRefusal(refusal: Refusal): RefusalReading {
  const raw = refusal.text.slice(0, MAX_TEXT).replace(/\s+/g, ' ');
  const code = String(refusal.code ?? smtpCode(raw) ?? '');
  const enhanced = refusal.enhancedCode ?? enhancedCodeIn(raw) ?? '';
  // RFC 5321 §4.2.1: the first digit tells; a 4xx is about this moment, whatever it says of the mailbox.
  const isTransient = code.startsWith('4') || (code === '' && enhanced.startsWith('4'));
  const ofProvider = readByProvider(refusal.provider, Number(code || enhanced[0] || 5), raw);
  if (ofProvider !== undefined) return ofProvider;
  const text = withoutNames(raw);
  const rule = REPLY_RULES.find((candidate) => fits(candidate, { code, enhanced, text, raw }));
  if (rule === undefined) return { class: 'soft', rule: 'unmatched', isWeak: true, isText: false };
  const isText = rule.text !== undefined || rule.raw !== undefined;
  const softened = isTransient && rule.class === 'hard';
  return {
    class: softened ? 'soft' : rule.class,
    rule: softened ? `${rule.name}-4xx` : rule.name,
    isWeak: rule.isWeak === true,
    isText,
  };
}

/** What the delivery side knows of single providers stands there once; its general rules are about pace and say nothing of the class. */
function readByProvider(known: Provider | undefined, code: number, raw: string): RefusalReading | undefined {
  const marked = PROVIDER_MARKS.find(([, marks]) => marks.test(raw))?.[0];
  const provider = marked ?? known ?? 'other';
  const fullCode = code < 10 ? code * 100 + 50 : code;
  const reason = reasonOf(provider, fullCode, raw);
  const isOfAll = marked === undefined && reason !== 'block' && reason === reasonOf('other', fullCode, raw);
  if (reason === 'other' || isOfAll) return undefined;
  return { class: 'block', rule: `${provider}-${reason}`, isWeak: false, isText: true };
}

function fits(rule: ReplyRule, found: { code: string; enhanced: string; text: string; raw: string }): boolean {
  if (rule.code !== undefined && !rule.code.test(found.code)) return false;
  if (rule.enhanced !== undefined && !rule.enhanced.test(found.enhanced)) return false;
  if (rule.text !== undefined && !rule.text.some((pattern) => pattern.test(found.text))) return false;
  return rule.raw === undefined || rule.raw.some((pattern) => pattern.test(found.raw));
}

const LINK = /\bhttps?:\/\/\S{1,500}/gi;
const ADDRESS = /<?"?[\w.!#$%&'*+/=?^`{|}~-]{1,128}"?@[\w.-]{1,200}>?/g;
/** Two dots, a known end or an IP behind it: "unknown.Please" is no host. */
const HOST =
  /\b(?:(?:[a-z0-9_-]{1,63}\.){2,8}[a-z]{2,24}|[a-z0-9_-]{1,63}\.(?:com|net|org|info|biz|edu|gov|mil|io|co|jp|cn|de|fr|uk|ru|it|es|nl|br|pl|se|ch|at|be|eu|au|ca|in|kr|tw|hk|us|invalid|test|example|local))(?:\.?\[[\da-f.:]{2,45}\])?(?![\w-])/gi;
const EXCHANGE_WORDS = /^(?:resolver|smtpsend|routing|storedrv|queue|smtp)\./i;

function withoutNames(raw: string): string {
  return raw
    .replace(LINK, ' ')
    .replace(ADDRESS, '@')
    .replace(HOST, (name) => (EXCHANGE_WORDS.test(name) ? name.replace(/\./g, ' ') : 'host'))
    .replace(/\s+/g, ' ');
}

const SMTP_CODE =
  /(?<![\w.$/])([45]\d\d)(?![\w%]|\.\d)(?!\s*(?:bytes|kb|mb|hours|days|seconds|minutes|recipients|messages))/i;

/** The first reply code of a refusal; codes of success, as a transcript also shows them, are passed over. */
export function smtpCode(text: string): number | null {
  const found = SMTP_CODE.exec(text.slice(0, MAX_TEXT));
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** The most precise code in a reply: one with a detail wins over x.0.0. An IP address is none. */
export function enhancedCodeIn(text: string): string | null {
  const codes = [...text.slice(0, MAX_TEXT).matchAll(/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/g)].map(
    (match) => match[1] ?? '',
  );
  return codes.find((code) => !isGeneral(code)) ?? codes[0] ?? null;
}

export function isGeneral(code: string): boolean {
  return /^[245]\.0\.0$/.test(code);
}
