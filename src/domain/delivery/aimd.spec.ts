import { linesBeside, recoveredRate, slowedRate } from './aimd.js';

describe('the pace of a lane', () => {
  it.each([
    [null, 200, 100],
    [100, 90, 45],
    [100, 200, 70],
    [40, 0, 20],
    [null, 0, 1],
  ])('of %s per second with %i taken of late falls to %d', (rate, accepted, slowed) => {
    expect(slowedRate(rate, accepted)).toBeCloseTo(slowed);
  });

  it('comes back step by step, and is free again after a long quiet', () => {
    expect([0, 4, 5, 60].map((seconds) => recoveredRate(40, seconds))).toEqual([40, 40, 42, 64]);
    expect(recoveredRate(40, 900)).toBeNull();
  });

  it('finds a limit of fifty within half a minute, and stays about it', () => {
    let [rate, slowedAt]: [number | null, number] = [null, -100];
    const sent: number[] = [];
    for (let second = 0; second < 120; second += 1) {
      const now: number = (rate === null ? null : recoveredRate(rate, second - slowedAt)) ?? 1_000;
      sent.push(now);
      if (now > 50 && second - slowedAt >= 3) [rate, slowedAt] = [slowedRate(rate, 50), second];
    }
    expect(Math.max(...sent.slice(30))).toBeLessThan(60);
    expect(sent.slice(30).reduce((sum, now) => sum + now, 0) / 90).toBeGreaterThan(30);
  });

  it.each([
    [3, 3],
    [1, 1],
    [0, 1],
  ])('with %i lines beside the one that was refused keeps %i', (others, lines) => {
    expect(linesBeside(others)).toBe(lines);
  });
});
