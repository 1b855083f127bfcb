/** What a lane has learnt about its pace. null: no limit found. */
export type LearntRate = number | null;

/** Refusals that come within this time after a slow-down were caused by what went out before it. */
export const SETTLE_SECONDS = 3;

const SLOWEST = 1;

/** Half of what was really taken of late, and less than before in any case. */
export function slowedRate(rate: LearntRate, acceptedPerSecond: number): number {
  const half = acceptedPerSecond / 2;
  return Math.max(SLOWEST, rate === null ? half : Math.min(half > 0 ? half : rate / 2, rate * 0.7));
}

/** A twentieth more for every few seconds without a refusal; after a quarter of an hour without one there is no limit any more. */
const STEP_SECONDS = 5;
const STEP = 0.05;
const FORGIVEN_SECONDS = 900;

/** `quietSeconds`: since the last slow-down. */
export function recoveredRate(rateWhenSlowed: number, quietSeconds: number): LearntRate {
  if (quietSeconds >= FORGIVEN_SECONDS) return null;
  const steps = Math.floor(quietSeconds / STEP_SECONDS);
  return rateWhenSlowed * (1 + STEP * steps);
}

/** Lines that a relay bears: those that were there beside the one it refused, and one more after each quiet minute. */
export function linesBeside(others: number): number {
  return Math.max(1, others);
}
export const LINE_BACK_SECONDS = 60;
