import { Base64Part } from './base64-part.js';

const filled = (texts: string[], values: string[]) => {
  const pieces: Buffer[] = [];
  new Base64Part(texts.map((text) => Buffer.from(text))).pour(
    values.map((value) => Buffer.from(value)),
    pieces,
  );
  return Buffer.concat(pieces).toString('latin1');
};

describe('a base64 part', () => {
  const lengths = [0, 1, 2, 3, 4, 5, 56, 57, 58, 120];
  it.each(lengths)('reads right around slots of any length, with %i bytes between them', (length) => {
    const between = 'b'.repeat(length);
    for (const first of lengths) {
      for (const second of lengths) {
        const texts = ['a'.repeat(second), between, 'c'.repeat(first)];
        const values = ['1'.repeat(first), '2'.repeat(second)];
        const encoded = filled(texts, values);
        const plain = `${texts[0]}${values[0]}${between}${values[1]}${texts[2]}`;
        expect(Buffer.from(encoded, 'base64').toString()).toBe(plain);
        expect(encoded.replaceAll('\r\n', '')).toBe(Buffer.from(plain).toString('base64'));
        for (const line of encoded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
        expect(encoded).toMatch(/^$|\r\n$/);
      }
    }
  });
});
