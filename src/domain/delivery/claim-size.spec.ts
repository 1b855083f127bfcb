import { nextClaimSize } from './claim-size.js';

describe('the size of the next claim', () => {
  it.each([
    [100, 0.2, 500, 200],
    [400, 0.2, 500, 500],
    [100, 2, 500, 100],
    [100, 5, 500, 50],
    [15, 60, 500, 10],
    [10, 60, 5, 5],
    [100, 2, 20, 20],
  ])('after %i in %d s, at most %i, is %i', (size, seconds, largest, next) => {
    expect(nextClaimSize(size, seconds, largest)).toBe(next);
  });
});
