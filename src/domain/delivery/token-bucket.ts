/** Most messages in any second, minute, hour or day. */
export type Limits = {
  perSecond?: number | undefined;
  perMinute?: number | undefined;
  perHour?: number | undefined;
  perDay?: number | undefined;
};

export const SPANS = { perSecond: 1, perMinute: 60, perHour: 3_600, perDay: 86_400 } as const;
export type Span = keyof typeof SPANS;

/** A bucket holds at most `capacity` tokens, and gains `refillPerSecond`. Urgent mail may take `reserve` more than there are. */
export type Bucket = { span: Span | 'learnt'; capacity: number; refillPerSecond: number; reserve: number };

/** How much of a limit may go at once. The rest flows in, so that burst and flow together never exceed it. */
const BURST_SHARE = 0.1;

/** How much of a limit is kept for urgent mail. Digests never touch it, so it is there however greedily they empty the bucket. */
const RESERVED_SHARE = 0.02;

/**
 * Buckets that together keep all limits: in no stretch of time of that length (its end left out) are more tokens given than the limit
 * says. What is given in a stretch is at most the capacity, the reserve, and what flows in meanwhile. A limit below fifty has no whole
 * token to spare: urgent mail may go beyond it by one.
 */
export function bucketsOf(limits: Limits): Bucket[] {
  const buckets: Bucket[] = [];
  for (const span of spans()) {
    const limit = limits[span];
    if (limit === undefined) continue;
    const capacity = Math.max(1, Math.floor(limit * BURST_SHARE));
    const reserved = Math.floor(limit * RESERVED_SHARE);
    // With a single token there is one for each part of the span, and none more for a part that is not over.
    const flow = capacity === 1 ? limit : limit - capacity - reserved;
    buckets.push({ span, capacity, refillPerSecond: flow / SPANS[span], reserve: Math.max(1, reserved) });
  }
  return buckets;
}

/** A rate that was learnt from refusals: a second's worth at once. */
export function learntBucket(ratePerSecond: number): Bucket {
  return { span: 'learnt', capacity: Math.max(1, ratePerSecond / 2), refillPerSecond: ratePerSecond, reserve: 1 };
}

/** Tokens after so many seconds; a bucket that was made smaller meanwhile holds no more than it can. */
export function refilled(tokens: number, { capacity, refillPerSecond }: Bucket, seconds: number): number {
  return Math.min(capacity, tokens + Math.max(0, seconds) * refillPerSecond);
}

/** Tokens that may be taken when so many are there. */
export function takeable(tokens: number, { reserve }: Bucket, isUrgent: boolean): number {
  return isUrgent ? tokens + reserve : tokens;
}

/** Seconds until a whole token is there. */
export function secondsToNext(tokens: number, { refillPerSecond }: Bucket): number {
  return tokens >= 1 ? 0 : (1 - tokens) / refillPerSecond;
}

function spans(): Span[] {
  return ['perSecond', 'perMinute', 'perHour', 'perDay'];
}
