import { createHmac } from 'node:crypto';
import { KeyedHash } from './keyed-hash.js';

describe('a keyed hash', () => {
  // RFC 4231 §4.2, §4.3, §4.7.
  it.each([
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      Buffer.alloc(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('is HMAC-SHA-256', (key, text, expected) => {
    expect(new KeyedHash(key).digest(text, 'hex')).toBe(expected);
  });

  it('is that of node for texts of any length and script, one after the other', () => {
    const key = Buffer.alloc(32, 9);
    const ours = new KeyedHash(key);
    for (const text of ['', 'a', '退订'.repeat(50), 'x'.repeat(5_000), 'short again'])
      expect(ours.digest(text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
  });
});
