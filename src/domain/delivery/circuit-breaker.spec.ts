import { afterFailure, afterFault, CLOSED, isHalfOpen, isOpen, type Breaker } from './circuit-breaker.js';

const failing = (breaker: Breaker, times: number, now: number): Breaker =>
  times === 0 ? breaker : failing(afterFailure(breaker, 'lost', now), times - 1, now);

describe('the breaker of a relay', () => {
  it('opens after three failures in a row, for five seconds, and then lets one try', () => {
    expect(isOpen(failing(CLOSED, 2, 0), 0)).toBe(false);
    const open = failing(CLOSED, 3, 1_000);
    expect(open).toMatchObject({ openUntil: 6_000, reason: 'lost' });
    expect([isOpen(open, 5_999), isOpen(open, 6_000), isHalfOpen(open, 6_000)]).toEqual([true, false, true]);
  });

  it('stays open twice as long each time the one who tries fails, at most five minutes', () => {
    let breaker = failing(CLOSED, 3, 0);
    const waits: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const now = breaker.openUntil ?? 0;
      breaker = afterFailure(breaker, 'lost', now);
      waits.push((breaker.openUntil ?? 0) - now);
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000]);
  });

  it('opens at once when the fault is ours', () => {
    expect(afterFault(CLOSED, 'auth: 535', 500)).toMatchObject({ openUntil: 5_500, reason: 'auth: 535' });
  });
});
