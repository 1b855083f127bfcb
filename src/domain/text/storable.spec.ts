import { isStorable, storableText } from './storable.js';

describe('a text', () => {
  it('is stored with LF, without control characters and lone surrogates', () => {
    expect(storableText('\uFEFFa\r\nb\u0000\u0007\rc\ud800 \n')).toBe('a\nb\nc\ufffd');
  });
});

describe('a short text', () => {
  it.each([
    ['words, tabs\tand\nlines', true],
    ['a\u0000b', false],
    ['bell \u0007', false],
    ['half \ud800', false],
    ['whole 😀', true],
  ])('%j is storable: %s', (text, storable) => {
    expect(isStorable(text)).toBe(storable);
    expect(isStorable(text)).toBe(storable);
  });
});
