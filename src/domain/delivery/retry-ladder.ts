import type { ReplyReason } from './reply-rules.js';

/** Five minutes, a quarter of an hour, one, three, eight hours, a day, when the first step is five minutes. */
const LADDER = [1, 3, 12, 36, 96, 288];

/**
 * Seconds until the next try after the `attempt`-th one (from 1), ±20 % so that readers of one provider do not all come back at once.
 * `base` is the first step; `random` is in [0, 1).
 */
export function retryLadderSeconds(attempt: number, base: number, random: number): number {
  const step = LADDER[Math.min(Math.max(attempt, 1), LADDER.length) - 1] ?? 1;
  return Math.round(base * step * (0.8 + random * 0.4));
}

/** Which step a reader is on. That we were too fast, or are not wanted, says nothing about him, so he does not climb for it. */
export function ladderStep(reason: ReplyReason, triesBefore: number): number {
  return reason === 'throttle' || reason === 'block' ? 1 : triesBefore + 1;
}
