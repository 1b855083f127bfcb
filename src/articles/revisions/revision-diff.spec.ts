import fc from 'fast-check';
import { diffText, type DiffPart } from './revision-diff.js';

const older = (parts: DiffPart[]): string => parts.filter(({ is }) => is !== 'added').map(({ text }) => text).join(''); // prettier-ignore
const newer = (parts: DiffPart[]): string => parts.filter(({ is }) => is !== 'removed').map(({ text }) => text).join(''); // prettier-ignore

describe('the difference of two revisions', () => {
  it('in Chinese is told by character, within the sentence that changed', () => {
    const { parts } = diffText(
      '平台宣布上调费用。新规自一月起生效。卖家反应不一。',
      '平台宣布下调费用。新规自一月起生效。卖家反应不一。',
    );
    expect(parts).toEqual([
      { is: 'same', text: '平台宣布' },
      { is: 'removed', text: '上' },
      { is: 'added', text: '下' },
      { is: 'same', text: '调费用。新规自一月起生效。卖家反应不一。' },
    ]);
  });

  it('in English is told by word, and a number is one word', () => {
    const { parts } = diffText('The fee rises to $1.50 in May.', 'The fee rises to $1.75 in May.');
    expect(parts).toEqual([
      { is: 'same', text: 'The fee rises to $' },
      { is: 'removed', text: '1.50' },
      { is: 'added', text: '1.75' },
      { is: 'same', text: ' in May.' },
    ]);
  });

  it('shows an added paragraph whole', () => {
    expect(diffText('第一段。', '第一段。\n更正:第二段。').parts).toEqual([
      { is: 'same', text: '第一段。' },
      { is: 'added', text: '\n更正:第二段。' },
    ]);
  });

  it('of equal texts is one part, and of empty ones none', () => {
    expect(diffText('同样。', '同样。').parts).toEqual([{ is: 'same', text: '同样。' }]);
    expect(diffText('', '').parts).toEqual([]);
  });

  it('holds both texts letter for letter', () => {
    const word = fc.constantFrom(
      '关税',
      '上调',
      '。',
      '\n',
      ' ',
      'fee ',
      'Amazon',
      '1.5',
      '!',
      '“',
      '😀',
      'é',
      '\u0301',
      '，',
    );
    const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { parts } = diffText(a, b);
        expect(older(parts)).toBe(a);
        expect(newer(parts)).toBe(b);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('of very long and very different texts ends in time', () => {
    const long = (seed: number): string =>
      Array.from({ length: 30_000 }, (_, at) => `第${(at * seed) % 9973}句话${(at * seed * 7) % 7919}。`).join('');
    const begun = performance.now();
    const { parts } = diffText(long(3), long(5));
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(older(parts)).toBe(long(3));
  });
});
