import { etaSeconds } from './eta.js';

describe('the time that is left', () => {
  it.each([
    [1_000, 100, 10],
    [1_001, 100, 11],
    [0, 0, 0],
    [-3, 5, 0],
    [10, 0, null],
  ])('for %i at %d per second is %s', (open, perSecond, seconds) => {
    expect(etaSeconds(open, perSecond)).toBe(seconds);
  });
});
