import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { extractShifts } from '../extract-shifts.js';
import { byKind, parseProbes, scoreProbe, tallyOf } from './probe.js';
import { share } from './score-shifts.js';
import { parseValues, scoreAmounts, scoreDates } from './value-table.js';

const folder = join(import.meta.dirname, '../../../../test/fixtures/shifts');
const TODAY = '2026-11-20';
const results = ['zh-CN', 'zh-TW', 'en']
  .flatMap((language) => parseProbes(readFileSync(join(folder, `probes/${language}.tsv`), 'utf8')))
  .map((probe) => scoreProbe(probe, extractShifts({ text: probe.sentence, publishedAt: TODAY }, { sha256 })));

describe('the probe sentences', () => {
  it('cover every kind, and silence', () => {
    expect(results.length).toBeGreaterThanOrEqual(300);
    expect(byKind(results).size).toBe(27);
  });

  it('are read', () => {
    expect(
      share(tallyOf(results.filter(({ probe }) => probe.kinds.length > 0).map((one) => one.isRight))),
    ).toBeGreaterThanOrEqual(0.93);
    expect(share(tallyOf(results.map((one) => one.amount)))).toBeGreaterThanOrEqual(0.95);
    expect(share(tallyOf(results.map((one) => one.date)))).toBeGreaterThanOrEqual(0.95);
  });

  it('give nothing where nothing is said', () => {
    const silent = results.filter(({ probe }) => probe.kinds.length === 0);
    expect(share(tallyOf(silent.map((one) => one.isRight)))).toBeGreaterThanOrEqual(0.95);
  });

  it('are refused when a line has another number of columns', () => {
    expect(() => parseProbes('# a comment\nnone\t-\t-')).toThrow('line 2');
  });
});

describe('the tables of values', () => {
  const rows = (name: string) => parseValues(readFileSync(join(folder, `values/${name}.tsv`), 'utf8'));

  it('are read to the letter', () => {
    const amounts = scoreAmounts(rows('amounts'));
    const dates = scoreDates(rows('dates'), TODAY);
    expect(share(amounts.found)).toBeGreaterThanOrEqual(0.98);
    expect(share(amounts.exact)).toBeGreaterThanOrEqual(0.97);
    expect(share(dates.found)).toBeGreaterThanOrEqual(0.98);
    expect(share(dates.exact)).toBeGreaterThanOrEqual(0.97);
  });
});
