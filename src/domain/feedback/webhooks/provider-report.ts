import { ECHO_NAME } from '../../delivery/webhook-echo.js';
import type { FeedbackClass } from '../feedback-class.js';
import { classifyReply, type ReplyVerdict } from '../bounce/rules/classify-reply.js';

/** One event about one recipient, as a provider's webhook tells it. */
export type ProviderReport = {
  /** The provider's own id of it, the same however often it is told. */
  externalId: string;
  kind: FeedbackClass;
  rule: string;
  /** RFC 3463 code. */
  status: string | null;
  reply: string | null;
  /** The Message-ID that it quotes; null: none. */
  messageId: string | null;
  /** The token that our mail told the provider, as it came back; null: none. */
  echo: string | null;
  providerMessageId: string | null;
  recipient: string | null;
  at: Date | null;
};

/** `ignored`: events that are no feedback (sent, opened …). `unreadable`: events that should be, but lack what they must have. */
export type ReadEvents = { reports: ProviderReport[]; ignored: number; unreadable: number };

export const NOTHING_READ: ReadEvents = { reports: [], ignored: 0, unreadable: 0 };

export function inTotal(parts: readonly ReadEvents[]): ReadEvents {
  return {
    reports: parts.flatMap(({ reports }) => reports),
    ignored: parts.reduce((sum, { ignored }) => sum + ignored, 0),
    unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

export type Verdict = { kind: FeedbackClass; rule: string };
export type Words = { reply: string | null; status: string | null; code?: number | null };

/**
 * A bounce that the provider calls permanent or temporary, seen with the words of the receiving server: these tell what is about us, and
 * what is permanent is hard only when they do not say otherwise. What the provider calls temporary is never hard.
 */
export function bounceVerdict(type: 'hard' | 'soft', name: string, words: Words): Verdict {
  const said = wordsVerdict(words);
  if (said === undefined || (type === 'soft' && said.class !== 'block' && said.class !== 'unsubscribe'))
    return { kind: type, rule: name };
  return { kind: said.class, rule: said.rule };
}

function wordsVerdict({ reply, status, code }: Words): ReplyVerdict | undefined {
  if (reply === null && status === null && (code ?? null) === null) return undefined;
  const verdict = classifyReply({ code: code ?? codeIn(reply), enhancedCode: status, text: reply ?? '' });
  return verdict.rule === 'unmatched' ? undefined : verdict;
}

function codeIn(reply: string | null): number | null {
  const code = /^(?:\s*smtp\s*;)?\s*([45]\d\d)\b/i.exec(reply ?? '')?.[1];
  return code === undefined ? null : Number(code);
}

/** An RFC 3463 code and nothing else. */
export function statusOf(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && /^[245]\.\d{1,3}\.\d{1,3}$/.test(text.trim()) ? text.trim() : null;
}

export function momentOf(text: string | null | undefined): Date | null {
  const at = new Date(text ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

export function secondsOf(seconds: number | null | undefined): Date | null {
  const at = new Date((seconds ?? Number.NaN) * 1_000);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** What came back under our name. Only a word of the right form: anybody's variables may stand there. */
export function echoIn(told: unknown): string | null {
  const value: unknown = typeof told === 'object' && told !== null ? Reflect.get(told, ECHO_NAME) : undefined;
  const word: unknown = Array.isArray(value) ? value[0] : value;
  return typeof word === 'string' && /^[a-z0-9]{1,100}$/.test(word) ? word : null;
}
