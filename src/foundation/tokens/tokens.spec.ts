import { equalSecrets, Tokens } from './tokens.js';

const id = '0198c0de-0000-7000-8000-00000000abcd';
const key = (n: number) => Buffer.alloc(32, n).toString('base64url');

describe('tokens', () => {
  const tokens = new Tokens(`k1:${key(1)}`);

  it('give back the subject they were signed for', () => {
    expect(tokens.verify('unsubscribe', tokens.sign('unsubscribe', id))).toBe(id);
  });

  it('may carry what they were given out with', () => {
    const other = '0198c0de-0000-7000-8000-00000000ffff';
    const token = tokens.sign('unsubscribe', id, other);
    expect(tokens.open('unsubscribe', token)).toEqual({ subjectId: id, withId: other });
    expect(tokens.verify('unsubscribe', token)).toBe(id);
    expect(tokens.open('unsubscribe', tokens.sign('unsubscribe', id))).toEqual({ subjectId: id, withId: undefined });
  });

  it('open nothing but their own purpose', () => {
    expect(tokens.verify('preferences', tokens.sign('unsubscribe', id))).toBeUndefined();
  });

  it('are refused after any changed character', () => {
    const token = tokens.sign('unsubscribe', id);
    for (let i = 0; i < token.length - 1; i++) {
      const forged = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      expect(tokens.verify('unsubscribe', forged)).toBeUndefined();
    }
  });

  it('verify under an older key after rotation, and hash addresses as before', () => {
    const rotated = new Tokens(`k2:${key(2)},k1:${key(1)}`);
    expect(rotated.verify('unsubscribe', tokens.sign('unsubscribe', id))).toBe(id);
    expect(rotated.sign('unsubscribe', id)).toMatch(/^k2\./);
    expect(rotated.hashAddress('a@b.example')).toEqual(tokens.hashAddress('a@b.example'));
  });

  it('have a short form that survives a change of case and a rotation of keys, and opens nothing when it is forged', () => {
    const token = tokens.signShort('bounce', id);
    expect(token).toMatch(/^[0-9a-f]{52}$/);
    expect(tokens.verifyShort('bounce', token.toUpperCase())).toBe(id);
    expect(new Tokens(`k2:${key(2)},k1:${key(1)}`).verifyShort('bounce', token)).toBe(id);
    expect(tokens.verifyShort('unsubscribe', token)).toBeUndefined();
    for (let i = 0; i < token.length; i++) {
      const forged = token.slice(0, i) + (token[i] === '0' ? '1' : '0') + token.slice(i + 1);
      expect(tokens.verifyShort('bounce', forged)).toBeUndefined();
    }
    for (const nonsense of ['', token.slice(1), `${token}0`, 'g'.repeat(52)])
      expect(tokens.verifyShort('bounce', nonsense)).toBeUndefined();
  });

  describe('of many numbers', () => {
    const numbers = [0, 1, 5, 6, 7, 12, 255, 65_536, 4_294_967_295];

    it('are short, each its own, and give back subject and number', () => {
      const many = tokens.signNumbered('click', id, numbers);
      expect(new Set(many).size).toBe(numbers.length);
      for (const [index, token] of many.entries()) {
        expect(token).toMatch(/^[\w-]{40}$/);
        expect(tokens.openNumbered('click', token)).toEqual({ subjectId: id, number: numbers[index] });
        expect(tokens.signNumbered('click', id, [numbers[index]!])).toEqual([token]);
      }
    });

    it('open nothing after any changed bit, nor for another purpose, subject or number', () => {
      const [token = ''] = tokens.signNumbered('click', id, [7]);
      const bytes = Buffer.from(token, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const forged = Buffer.from(bytes);
        forged[bit >> 3]! ^= 1 << (bit & 7);
        expect(tokens.openNumbered('click', forged.toString('base64url'))).toBeUndefined();
      }
      expect(tokens.openNumbered('open', token)).toBeUndefined();
      const [other = ''] = tokens.signNumbered('click', id, [8]);
      const mixed = Buffer.concat([Buffer.from(other, 'base64url').subarray(0, 20), bytes.subarray(20)]);
      expect(tokens.openNumbered('click', mixed.toString('base64url'))).toBeUndefined();
      expect(new Tokens(`k1:${key(3)}`).openNumbered('click', token)).toBeUndefined();
    });

    it('survive a rotation of keys, and refuse nonsense', () => {
      const [token = ''] = tokens.signNumbered('open', id, [0]);
      expect(new Tokens(`k2:${key(2)},k1:${key(1)}`).openNumbered('open', token)).toEqual({ subjectId: id, number: 0 });
      for (const nonsense of ['', token.slice(1), `${token}A`, `${token.slice(0, 39)}=`, `${token.slice(0, 39)}é`])
        expect(tokens.openNumbered('open', nonsense)).toBeUndefined();
    });
  });

  it('contain no address and refuse nonsense', () => {
    for (const nonsense of ['', '.', 'k1', 'k1..', 'k9.a.b', 'k1.a.b.c'])
      expect(tokens.verify('unsubscribe', nonsense)).toBeUndefined();
  });
});

test('secrets of different length compare without an error', () => {
  expect(equalSecrets('a', 'abc')).toBe(false);
  expect(equalSecrets('abc', 'abc')).toBe(true);
});
