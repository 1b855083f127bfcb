import { complaintGate } from './complaint-gate.js';

describe('the gate of complaints', () => {
  it.each([
    [10_000, 0, 'open'],
    [10, 1, 'open'],
    [10, 2, 'warn'],
    [10_000, 7, 'open'],
    [10_000, 8, 'warn'],
    [10_000, 19, 'warn'],
    [10_000, 20, 'pause'],
    [100, 3, 'pause'],
    [0, 3, 'pause'],
  ] as const)('with %i accepted and %i complaints is %s', (accepted, complaints, verdict) => {
    expect(complaintGate(accepted, complaints)).toBe(verdict);
  });
});
