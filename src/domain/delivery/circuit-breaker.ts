/**
 * Whether a relay may be asked. `failures`: lines lost or refused in a row. `openUntil`: nobody asks before; then one may try, and the
 * others wait for what he finds. Times in milliseconds of any clock that only goes forward.
 */
export type Breaker = { failures: number; openings: number; openUntil: number | null; reason: string | null };

export const CLOSED: Breaker = { failures: 0, openings: 0, openUntil: null, reason: null };

/** A relay that drops a line now and then is normal; one that drops so many in a row is down. */
const FAILURES_IN_A_ROW = 3;
const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

export function afterFailure(breaker: Breaker, reason: string, now: number): Breaker {
  const failures = breaker.failures + 1;
  if (failures < FAILURES_IN_A_ROW && breaker.openings === 0) return { ...breaker, failures };
  return opened({ ...breaker, failures }, reason, now);
}

/** A fault of ours (login, certificate, name, a refused sender) is none of chance: one is enough. */
export function afterFault(breaker: Breaker, reason: string, now: number): Breaker {
  return opened(breaker, reason, now);
}

function opened({ failures, openings }: Breaker, reason: string, now: number): Breaker {
  const wait = Math.min(FIRST_MS * 2 ** openings, LONGEST_MS);
  return { failures, openings: openings + 1, openUntil: now + wait, reason };
}

export function isOpen({ openUntil }: Breaker, now: number): boolean {
  return openUntil !== null && now < openUntil;
}

/** Its time is over, but nobody has succeeded yet: one may try. */
export function isHalfOpen({ openUntil }: Breaker, now: number): boolean {
  return openUntil !== null && now >= openUntil;
}
