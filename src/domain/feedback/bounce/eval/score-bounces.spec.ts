import { findColumns, parseExpectedRow } from './expected-row.js';
import { meetsBar, scoreBounces, type ClassifiedFile } from './score-bounces.js';
import { formatScore } from './format-score.js';

const said = (file: string, ...recipients: [string, 'hard' | 'soft' | 'block' | 'auto-reply'][]): ClassifiedFile => ({
  file,
  recipients: recipients.map(([address, found]) => ({ address, class: found, rule: 'r' })),
});

describe('the score of the classifier', () => {
  const score = scoreBounces(
    [
      said('1', ['A@x.example', 'hard'], ['b@x.example', 'soft']),
      said('2', ['c@x.example', 'hard']),
      said('3', ['d@x.example', 'block']),
      said('4', ['e@x.example', 'auto-reply']),
      { file: '5', recipients: [], error: 'cannot be read' },
    ],
    [
      { file: '1', address: 'a@x.example', class: 'hard' },
      { file: '1', address: 'b@x.example', class: 'hard' },
      { file: '2', address: 'other@x.example', class: 'hard' },
      { file: '3', address: null, class: null },
      { file: '4', address: null, class: null },
      { file: '5', address: 'f@x.example', class: 'soft' },
    ],
  );

  it('counts by address, whatever the case of its letters', () => {
    expect(score.hardPrecision).toEqual({ hit: 1, of: 2 });
    expect(score.hardRecall).toEqual({ hit: 1, of: 3 });
    expect(score.classAccuracy).toEqual({ hit: 1, of: 4 });
    expect(score.recipientsExact).toEqual({ hit: 1, of: 3 });
    expect(score.falseBounces).toEqual({ hit: 1, of: 2 });
    expect(score.errors).toEqual(['5: cannot be read']);
    expect(meetsBar(score)).toBe(false);
  });

  it('shows every fault', () => {
    expect(score.confusion).toMatchObject({ hard: { hard: 1, soft: 1, none: 1 }, none: { hard: 1, block: 1 } });
    expect(formatScore(score)).toContain('1  b@x.example  hard → soft (r)');
  });
});

describe('the table of expected results', () => {
  it('may have its columns in any order, and further ones', () => {
    expect(findColumns(['Class', 'note', 'File', 'Recipient'])).toEqual({
      file: 'File',
      address: 'Recipient',
      class: 'Class',
    });
    expect(findColumns(['file', 'who'])).toContain('address, class');
  });

  it.each([
    ['hard', 'hard'],
    ['Hard-Bounce', 'hard'],
    ['permanent', 'hard'],
    ['soft_bounce', 'soft'],
    ['blocked', 'block'],
    ['autoreply', 'auto-reply'],
    ['out of office', 'auto-reply'],
    ['', null],
    ['none', null],
  ])('knows "%s"', (word, found) => {
    const columns = { file: 'file', address: 'address', class: 'class' };
    expect(parseExpectedRow({ file: 'a', address: '', class: word }, columns)).toEqual({
      ok: true,
      row: { file: 'a', address: null, class: found },
    });
    expect(parseExpectedRow({ file: 'a', class: 'sometimes' }, columns)).toMatchObject({ ok: false });
    expect(parseExpectedRow({ file: '', class: 'hard' }, columns)).toEqual({ ok: false, fault: 'file is empty' });
  });
});
