import { parse } from 'csv-parse/sync';
import { DelimitedRecords } from './delimited-records.js';

/** Numbers that repeat from run to run. */
function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

function cut(text: string, roll: (most: number) => number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + roll(9);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}

function read(pieces: string[]): string[][] | 'broken' {
  const records = new DelimitedRecords(',');
  const rows: string[][] = [];
  for (const taken of [...pieces.map((piece) => records.take(piece)), records.end()]) {
    rows.push(...taken.rows.map(({ fields }) => fields));
    if (taken.fault !== undefined) return 'broken';
  }
  return rows;
}

function judge(text: string): string[][] | 'broken' {
  try {
    const form = { record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, skip_empty_lines: true };
    return parse(text, form);
  } catch {
    return 'broken';
  }
}

describe('records of delimited text', () => {
  it('are those that another reader finds, wherever the text is cut', () => {
    const roll = dice(7);
    const signs = ['a', '李', ',', ',', '\n', '\r\n', '\r', '"', '""', '"x"', ' ', '"a\n""b,"'];
    const outcomes = { sound: 0, broken: 0 };
    for (let round = 0; round < 4_000; round += 1) {
      const text = Array.from({ length: roll(12) }, () => signs[roll(signs.length)]).join('');
      const expected = judge(text);
      outcomes[expected === 'broken' ? 'broken' : 'sound'] += 1;
      expect([text, read([text])]).toEqual([text, expected]);
      expect([text, read(cut(text, roll))]).toEqual([text, expected]);
    }
    expect(Math.min(outcomes.sound, outcomes.broken)).toBeGreaterThan(500);
  });

  it('know on which line they end', () => {
    const records = new DelimitedRecords(',');
    const lines = records.take('a\r\n\r\n"b\nb",c\rd\n"e\r\nf"').rows.concat(records.end().rows);
    expect(lines.map(({ line }) => line)).toEqual([1, 4, 5, 7]);
  });
});
