import { createHmac } from 'node:crypto';
import { KeyedHash } from './keyed-hash.js';

describe('the keyed hash', () => {
  it.each([0, 1, 31, 32, 64])('is HMAC-SHA-256 under a key of %i bytes', (length) => {
    const key = Buffer.from(Array.from({ length }, (_, at) => (at * 7 + 200) % 256));
    const hash = new KeyedHash(key);
    const texts = [
      '',
      'a@b.example',
      '用户@xn--fsqu00a.xn--fiqs8s',
      '𠮷'.repeat(3_000),
      'x'.repeat(5_000),
      'a@b.example',
    ];
    for (const text of texts) expect(hash.of(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
  });

  it('refuses a key that would have to be hashed first', () => {
    expect(() => new KeyedHash(Buffer.alloc(65))).toThrow('64');
  });
});
