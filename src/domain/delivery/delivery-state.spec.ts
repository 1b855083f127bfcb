import { noDeliveries, outcomeOf } from './delivery-state.js';

describe('a run', () => {
  it.each([
    ['finished', { accepted: 5 }, 'sent'],
    ['finished', { accepted: 5, suppressed: 1 }, 'sent'],
    ['finished', { accepted: 5, uncertain: 2 }, 'finished with 2 uncertain'],
    ['finished', { failed: 5 }, 'finished with 5 failed'],
    ['finished', { accepted: 1, failed: 5, uncertain: 1 }, 'finished with 5 failed, 1 uncertain'],
    ['cancelled', { accepted: 1, cancelled: 3 }, 'cancelled'],
    ['cancelled', { uncertain: 1, cancelled: 3 }, 'cancelled with 1 uncertain'],
    ['sending', { accepted: 1 }, null],
    ['paused', { accepted: 1 }, null],
  ] as const)('that is %s with %j is called "%s"', (state, counts, outcome) => {
    expect(outcomeOf(state, { ...noDeliveries(), ...counts })).toBe(outcome);
  });
});
