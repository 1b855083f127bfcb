import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { goldSchema } from './eval/gold.schema.js';
import { formatScore } from './eval/format-score.js';
import { meetsBar, scoreShifts } from './eval/score-shifts.js';
import { isQuoteIntact } from './evidence.js';
import { extractShifts } from './extract-shifts.js';
import { shiftProposalSchema } from './shift.schema.js';

const folder = join(import.meta.dirname, '../../../test/fixtures/shifts');
const names = [
  'marketplaces.zh-CN',
  'chips-and-models.zh-CN',
  'trade-rules.zh-TW',
  'platforms.en',
  'carriers.en',
  'models.zh-CN',
];

function load(name: string) {
  const text = readFileSync(join(folder, `${name}.txt`), 'utf8');
  const gold = goldSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.gold.json`), 'utf8')));
  return { text, gold, proposals: extractShifts({ text, publishedAt: gold.source?.publishedAt }, { sha256 }) };
}

/** A cheap generator with a fixed seed, so that a failure can be repeated. */
function* numbers(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

describe('the annotated articles', () => {
  it.each(names)('%s quotes its own text', (name) => {
    const { text, gold } = load(name);
    for (const { start, end, quote } of [...gold.shifts.flatMap((shift) => shift.evidence), ...gold.negatives]) expect(text.slice(start, end)).toBe(quote);
  }); // prettier-ignore

  it.each(names)('%s is read well enough', (name) => {
    const { gold, proposals } = load(name);
    const score = scoreShifts(proposals, gold);
    const bar = { recall: 0.8, precision: 0.85, traps: 0, amounts: 0.8 };
    if (!meetsBar(score, bar)) throw new Error(formatScore(score));
  });

  it.each(names)('every proposal of %s fits the schema, and its quotes are intact', (name) => {
    const { text, proposals } = load(name);
    for (const proposal of proposals) {
      shiftProposalSchema.parse(proposal);
      for (const evidence of proposal.evidence) expect(isQuoteIntact(text, evidence, sha256)).toBe(true);
      for (const amount of proposal.amounts) expect(text.slice(amount.start, amount.end)).toBe(amount.text);
    }
  });

  it('keeps its offsets true on any slice of any article', () => {
    const random = numbers(20_261_125);
    const next = (): number => random.next().value as number;
    const joins = ['\n', '\r\n', ' 😀 ', '\ud83d', '\u3000', '', '“'];
    for (let round = 0; round < 150; round += 1) {
      const { text } = load(names[Math.floor(next() * names.length)] ?? 'platforms.en');
      const from = Math.floor(next() * text.length);
      const slice = text.slice(from, from + Math.floor(next() * 900));
      const joint = joins[Math.floor(next() * joins.length)] ?? '';
      const mixed = `${joint}${slice}${joint}${text.slice(0, Math.floor(next() * 300))}`;
      for (const proposal of extractShifts({ text: mixed, publishedAt: '2026-11-20' }, { sha256 })) {
        shiftProposalSchema.parse(proposal);
        for (const evidence of proposal.evidence) expect(isQuoteIntact(mixed, evidence, sha256)).toBe(true);
        for (const amount of proposal.amounts) expect(mixed.slice(amount.start, amount.end)).toBe(amount.text);
      }
    }
  });
});
