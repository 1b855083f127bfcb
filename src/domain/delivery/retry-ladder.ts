import type { ReplyReason } from './reply-rules.js';

/** Five minutes, a quarter of an hour, one, three, eight hours, a day, when the first step is five minutes. */
const LADDER = [1, 3, 12, 36, 96, 288];

/**
 * Whole seconds until the next try after the `attempt`-th one (from 1), ±20 % and never sooner, so that readers of one provider do not all come back at once.
 * `base` is the first step; `random` is in [0, 1).
 */
export function retryLadderSeconds(attempt: number, base: number, random: number): number {
  const step = LADDER[Math.min(Math.max(attempt, 1), LADDER.length) - 1] ?? 1;
  return Math.ceil(base * step * (0.8 + random * 0.4));
}

/** A relay that could not be reached is not asked for the same reader at once. */
export const UNREACHED_SECONDS = 2;

/** A reader at whom the line broke is tried again soon for so many times, later and later, and then waits like a deferral. */
const SOON_TRIES = 3;
const SOON_SECONDS = 5;

/** What becomes of a reader at whom the line broke before the body, after so many tries before this one. */
export function afterLoss(
  triesBefore: number,
  ladderSeconds: (attempt: number) => number,
): { state: 'pending' | 'deferred'; retrySeconds: number } {
  return triesBefore < SOON_TRIES
    ? { state: 'pending', retrySeconds: triesBefore * SOON_SECONDS }
    : { state: 'deferred', retrySeconds: ladderSeconds(triesBefore + 1) };
}

/** Which step a reader is on. That we were too fast, or are not wanted, says nothing about him, so he does not climb for it. */
export function ladderStep(reason: ReplyReason, triesBefore: number): number {
  return reason === 'throttle' || reason === 'block' ? 1 : triesBefore + 1;
}
