import { warmUpLimit } from './warm-up.js';

describe('the warm-up of a relay', () => {
  const curve = { startsOn: '2026-11-01', firstDay: 200, growth: 1.5 };
  it.each([
    ['2026-10-31T23:59:59Z', 0],
    ['2026-11-01T00:00:00Z', 200],
    ['2026-11-02T12:00:00Z', 300],
    ['2026-11-04T00:00:00Z', 675],
    ['2027-11-04T00:00:00Z', undefined],
  ])('allows on %s: %s', (now, limit) => {
    expect(warmUpLimit(curve, new Date(now))).toBe(limit);
  });
});
