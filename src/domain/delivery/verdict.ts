import type { ReplyReason } from './reply-rules.js';

/** How far one hand-off came. `body`: bytes were written but never the final dot. `dot`: the dot may have left. */
export const PHASES = ['connect', 'auth', 'mail', 'rcpt', 'data', 'body', 'dot'] as const;
export type Phase = (typeof PHASES)[number];

/** Why a hand-off did not end in a 2xx. `code` is the SMTP reply code, null when the line was lost or time ran out. */
export type HandOffFailure = {
  phase: Phase;
  code: number | null;
  reply: string;
  /** `login`: there is no way to log in at all, e.g. no mechanism both sides know. */
  fault?: 'dns' | 'tls' | 'login';
  /** A line that has carried mail was ended by a 421 before a word about this reader: it is spent, and another one is opened. */
  isGoodbye?: true;
  /** The relay was left in peace, so this says nothing new about it. */
  wasAsked?: false;
};

/** A relay that is down, or a lane that is held, is not asked. */
export function notAsked(reason: string): HandOffFailure {
  return { phase: 'connect', code: null, reply: `not asked: ${reason}`, wasAsked: false };
}

/**
 * What becomes of the delivery. `release`: nothing happened, somebody may try again soon; `again`: at once, on another line. `lost`: the line broke, or was one too many,
 * before the body with this reader's name on it, which is safe to try again. `pause`: the fault is ours or the relay's, so the
 * whole run stops before it burns readers.
 */
export type Verdict = 'deferred' | 'failed' | 'uncertain' | 'lost' | 'release' | 'again' | 'pause';

/** A line that is gone without a word of the relay. */
const LOST_AT = { mail: 'lost', rcpt: 'lost', data: 'lost', body: 'deferred', dot: 'uncertain' } as const;

/**
 * Whether the fault is ours or the relay's: no way in (name, certificate, login), or a refusal of the line, of the login or of the sender.
 * It is none of the reader's.
 */
export function isOurFault({ phase, code, fault }: HandOffFailure): boolean {
  if (fault !== undefined) return true;
  return code !== null && code >= 500 && (phase === 'connect' || phase === 'auth' || phase === 'mail');
}

/**
 * Judges a failed hand-off (RFC 5321 §4.2.1, §4.5.3.2). Only a lost line after the dot is uncertain; a line lost before it is safe to retry.
 * A provider that blocks us says nothing about the reader, so he waits, also when it says so with a 5xx.
 */
export function judge(failure: HandOffFailure, reason: ReplyReason): Verdict {
  const { phase, code } = failure;
  if (reason === 'block') return 'deferred';
  if (isOurFault(failure)) return 'pause';
  if (phase === 'connect' || phase === 'auth') return 'release';
  // Too many lines of ours, before a word about the reader. (Not `release`: over HTTP the hand-off is in the ledger by then.)
  if (reason === 'connections' && phase === 'mail') return 'lost';
  if (failure.isGoodbye === true) return 'again';
  if (code === null) return LOST_AT[phase];
  if (code < 400) return phase === 'dot' ? 'uncertain' : 'deferred';
  return code < 500 ? 'deferred' : 'failed';
}

/** RFC 3463 code of a reply such as "550 5.1.1 no such user"; null when it has none. */
export function enhancedCode(reply: string): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
}
