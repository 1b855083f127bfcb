import { nextTurn, type Turn } from './smooth-weights.js';

describe('turns by weight', () => {
  it('are exact over a round, and spread', () => {
    const all = [
      { name: 'a', weight: 5, credit: 0 },
      { name: 'b', weight: 1, credit: 0 },
      { name: 'c', weight: 1, credit: 0 },
    ];
    const turns: string[] = [];
    while (turns.length < 14) turns.push(nextTurn(all)?.name ?? '-');
    expect(turns.join('')).toBe('aabacaaaabacaa');
  });

  it('are nobody’s when there is nobody', () => {
    const nobody: Turn[] = [];
    expect(nextTurn(nobody)).toBeUndefined();
  });
});
