import { createHash } from 'node:crypto';
import { SeenHashes } from './seen-hashes.js';

const hashOf = (value: number) => createHash('sha256').update(String(value)).digest('hex');

describe('the memory of an import', () => {
  it('knows every address it has met, and no other', () => {
    const seen = new SeenHashes();
    for (let value = 0; value < 20_000; value += 1) expect(seen.add(hashOf(value))).toBe(true);
    for (let value = 0; value < 20_000; value += 7) expect(seen.add(hashOf(value))).toBe(false);
    expect(seen.add(hashOf(20_001))).toBe(true);
  });

  it('can hold a hash of zeros', () => {
    const seen = new SeenHashes();
    expect(seen.add('0'.repeat(64))).toBe(true);
    expect(seen.add('0'.repeat(64))).toBe(false);
  });
});
