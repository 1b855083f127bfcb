/** What became of a request, as far as the rules need it. */
export type CallOutcome =
  | { kind: 'answer'; body: string }
  | { kind: 'status'; status: number; retryAfterSeconds: number | null }
  | { kind: 'lost'; why: 'timeout' | 'connection' | 'too-large' | 'wrong-type' };

/** What to do about a failure: ask again later, ask in another way, or stop asking (the key is wrong). */
export type FailureVerdict = 'later' | 'unsupported' | 'denied';

export const MAX_TRIES = 3;
/** So many failures in a row open the circuit for OPEN_SECONDS. */
export const BREAK_AFTER = 5;
export const OPEN_SECONDS = 300;
const FIRST_WAIT_SECONDS = 20;
const LONGEST_WAIT_SECONDS = 3_600;

export function judgeFailure(outcome: Exclude<CallOutcome, { kind: 'answer' }>): FailureVerdict {
  if (outcome.kind === 'lost') return 'later';
  if ([401, 402, 403].includes(outcome.status)) return 'denied';
  if (outcome.status === 408 || outcome.status === 425 || outcome.status === 429 || outcome.status >= 500)
    return 'later';
  return 'unsupported';
}

/** Seconds before the next try: what the server asks for, else doubling; never beyond an hour. `spread` is between 0 and 1. */
export function waitSeconds(tries: number, retryAfterSeconds: number | null, spread: number): number {
  const own = FIRST_WAIT_SECONDS * 2 ** Math.max(0, tries - 1) * (1 + spread / 2);
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(retryAfterSeconds ?? 0, own));
}

/** Seconds of a Retry-After header (RFC 9110 §10.2.3): a number, or a date that `nowMs` is subtracted from. Null when it is neither. */
export function retryAfter(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,6}$/u.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1_000));
}
