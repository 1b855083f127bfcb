import { ladderStep, retryLadderSeconds } from './retry-ladder.js';

describe('the wait before the next try', () => {
  it('grows by the ladder and ends at a day', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 30].map((attempt) => retryLadderSeconds(attempt, 300, 0.5))).toEqual([
      300, 300, 900, 3_600, 10_800, 28_800, 86_400, 86_400, 86_400,
    ]);
  });

  it('is spread by a fifth to both sides', () => {
    expect(retryLadderSeconds(1, 300, 0)).toBe(240);
    expect(retryLadderSeconds(1, 300, 0.9999)).toBe(360);
  });

  it('is never rounded to less than four fifths of its step', () => {
    expect([1, 2, 3].map((attempt) => retryLadderSeconds(attempt, 1, 0))).toEqual([1, 3, 10]);
  });
});

it.each([
  ['other', 4, 5],
  ['connections', 0, 1],
  ['throttle', 4, 1],
  ['block', 4, 1],
] as const)('a refusal for reason %s after %i tries is on step %i', (reason, tries, step) => {
  expect(ladderStep(reason, tries)).toBe(step);
});
