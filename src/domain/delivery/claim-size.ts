/** A claim is meant to last about this long: short enough that a worker that dies holds little back, long enough to cost little. */
const SHORT_SECONDS = 1;
const LONG_SECONDS = 4;

const SMALLEST = 10;

/** How many deliveries to claim next, when the last claim of `size` was used up in `seconds`. */
export function nextClaimSize(size: number, seconds: number, largest: number): number {
  if (seconds < SHORT_SECONDS) return Math.min(size * 2, largest);
  if (seconds > LONG_SECONDS) return Math.min(Math.max(Math.floor(size / 2), SMALLEST), largest);
  return Math.min(size, largest);
}
