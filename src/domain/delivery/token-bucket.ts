/** Most messages in any second, minute, hour or day. */
export type Limits = {
  perSecond?: number | undefined;
  perMinute?: number | undefined;
  perHour?: number | undefined;
  perDay?: number | undefined;
};

export const SPANS = { perSecond: 1, perMinute: 60, perHour: 3_600, perDay: 86_400 } as const;
export type Span = keyof typeof SPANS;

/** A bucket holds at most `capacity` tokens, and gains `refillPerSecond`. */
export type Bucket = { span: Span | 'learnt'; capacity: number; refillPerSecond: number };

/** How much of a limit may go at once. The rest flows in, so that burst and flow together never exceed it. */
const BURST_SHARE = 0.1;

/**
 * Buckets that together keep all limits: in no stretch of time of that length (its end left out) are more tokens given than the limit
 * says. What is given in a stretch is at most the capacity and what flows in meanwhile.
 */
export function bucketsOf(limits: Limits): Bucket[] {
  const buckets: Bucket[] = [];
  for (const span of spans()) {
    const limit = limits[span];
    if (limit === undefined) continue;
    const capacity = Math.max(1, Math.floor(limit * BURST_SHARE));
    // With a single token there is one for each part of the span, and none more for a part that is not over.
    const flow = capacity === 1 ? limit : limit - capacity;
    buckets.push({ span, capacity, refillPerSecond: flow / SPANS[span] });
  }
  return buckets;
}

/** A rate that was learnt from refusals: a second's worth at once. */
export function learntBucket(ratePerSecond: number): Bucket {
  return { span: 'learnt', capacity: Math.max(1, ratePerSecond / 2), refillPerSecond: ratePerSecond };
}

/** Tokens after so many seconds; a bucket that was made smaller meanwhile holds no more than it can. */
export function refilled(tokens: number, { capacity, refillPerSecond }: Bucket, seconds: number): number {
  return Math.min(capacity, tokens + Math.max(0, seconds) * refillPerSecond);
}

/** Seconds until a whole token is there. */
export function secondsToNext(tokens: number, { refillPerSecond }: Bucket): number {
  return tokens >= 1 ? 0 : (1 - tokens) / refillPerSecond;
}

function spans(): Span[] {
  return ['perSecond', 'perMinute', 'perHour', 'perDay'];
}
