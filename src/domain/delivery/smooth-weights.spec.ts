import { nextTurn } from './smooth-weights.js';

describe('turns by weight', () => {
  it('are exact over a round, and spread', () => {
    const all = [
      { name: 'a', weight: 5, credit: 0 },
      { name: 'b', weight: 1, credit: 0 },
      { name: 'c', weight: 1, credit: 0 },
    ];
    expect(Array.from({ length: 14 }, () => nextTurn(all)?.name).join('')).toBe('aabacaaaabacaa');
  });

  it('are nobody’s when there is nobody', () => {
    expect(nextTurn([])).toBeUndefined();
  });
});
