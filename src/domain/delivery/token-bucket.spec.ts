import fc from 'fast-check';
import { bucketsOf, refilled, secondsToNext, SPANS, takeable } from './token-bucket.js';

/** Takes what is there at each of these moments, and gives the moments of all that was taken. Every `urgentEach`-th takes for urgent mail. */
function takenAt(limit: number, gaps: number[], urgentEach = Number.POSITIVE_INFINITY): number[] {
  const [bucket] = bucketsOf({ perMinute: limit });
  if (bucket === undefined) throw new Error('no bucket');
  const taken: number[] = [];
  let [tokens, now] = [bucket.capacity, 0];
  for (const [index, gap] of gaps.entries()) {
    now += gap;
    tokens = refilled(tokens, bucket, gap);
    const whole = Math.max(0, Math.floor(takeable(tokens, bucket, (index + 1) % urgentEach === 0) + 1e-9));
    tokens -= whole;
    for (let one = 0; one < whole; one += 1) taken.push(now);
  }
  return taken;
}

describe('a limit', () => {
  it('is never exceeded in any stretch of its length, however greedily its bucket is emptied', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.double({ min: 0.001, max: 90, noNaN: true }), { minLength: 1, maxLength: 80 }),
        fc.constantFrom(1, 2, 5, Number.POSITIVE_INFINITY),
        (limit, gaps, urgentEach) => {
          const taken = takenAt(limit, gaps, urgentEach);
          const most = limit < 50 && Number.isFinite(urgentEach) ? limit + 1 : limit;
          for (const [index, from] of taken.entries()) {
            const within = taken.slice(index).filter((at) => at < from + SPANS.perMinute - 1e-6).length;
            expect(within).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });

  it('keeps a fiftieth for urgent mail, which digests cannot take', () => {
    const [bucket] = bucketsOf({ perDay: 1_000 });
    expect(takeable(0, bucket!, false)).toBe(0);
    expect(takeable(0, bucket!, true)).toBe(20);
  });

  it('is nearly used up by a steady flow', () => {
    const taken = takenAt(
      100,
      Array.from({ length: 6_000 }, () => 0.1),
    );
    expect(taken.length / 10).toBeGreaterThan(88);
  });

  it.each([
    [{ perSecond: 50 }, [{ span: 'perSecond', capacity: 5, refillPerSecond: 44, reserve: 1 }]],
    [{ perSecond: 1 }, [{ span: 'perSecond', capacity: 1, refillPerSecond: 1, reserve: 1 }]],
    [{}, []],
  ])('%j has the buckets %j', (limits, buckets) => {
    expect(bucketsOf(limits)).toEqual(buckets);
  });

  it('tells how long until the next message', () => {
    const [bucket] = bucketsOf({ perMinute: 6 });
    expect(secondsToNext(1, bucket!)).toBe(0);
    expect(secondsToNext(0, bucket!)).toBe(10);
  });
});
