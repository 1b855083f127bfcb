import { isBlockedBy } from './block-gate.js';

describe('blocks that come back as bounces', () => {
  it.each([
    ['google', 9, 9, false],
    ['google', 10, 500, true],
    ['google', 10, 501, false],
    ['google', 10, 0, true],
    ['other', 500, 500, false],
  ] as const)('%s: %i of %i is %s', (provider, blocked, accepted, expected) => {
    expect(isBlockedBy(provider, blocked, accepted)).toBe(expected);
  });
});
