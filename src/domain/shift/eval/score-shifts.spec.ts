import { goldSchema } from './gold.schema.js';
import { formatScore } from './format-score.js';
import { meetsBar, scoreShifts } from './score-shifts.js';
import type { ShiftProposal } from '../shift.schema.js';

function aProposal(over: { actor?: string; id?: string | null; kind?: ShiftProposal['kind']; at: [number, number]; amounts?: [number, string][] }): ShiftProposal {
  const name = over.actor ?? 'Meta';
  return {
    actor: { id: over.id === undefined ? 'meta' : over.id, name, surface: name, resolvedBy: 'lexicon' },
    kind: over.kind ?? 'invest', object: null, from: null, to: null, counterparty: [],
    amounts: (over.amounts ?? []).map(([value, currency]) => ({ text: 'x', value, min: value, max: value, approx: false, currency, unit: 'money', role: 'total', start: 0, end: 1 })),
    date: null, modality: 'done', negated: false, attribution: null,
    evidence: [{ start: over.at[0], end: over.at[1], quote: 'x', sha256: '0'.repeat(64) }],
    conflicts: [], confidence: 0.8, source: 'rules@1',
  };
} // prettier-ignore

const gold = goldSchema.parse({
  shifts: [
    {
      id: 'S1',
      tier: 'must',
      actor: '臉書',
      kind: 'invest',
      amount: { text: '5', value: 5, currency: 'USD' },
      evidence: [{ start: 0, end: 10 }],
    },
    { id: 'S2', tier: 'must', actor: 'Meta', kind: 'layoff', mergeable: ['S1'], evidence: [{ start: 20, end: 30 }] },
    {
      id: 'S3',
      tier: 'should',
      actor: 'Norwick',
      kind: 'divest',
      kindsAccepted: ['divest', 'invest'],
      evidence: [{ start: 40, end: 50 }],
    },
    { id: 'S4', tier: 'may', actor: 'Meta', kind: 'hire', evidence: [{ start: 60, end: 70 }] },
  ],
  negatives: [{ id: 'N1', why: 'a trap', start: 80, end: 90 }],
});

describe('scoring proposals against a gold file', () => {
  it('matches by actor under any of its names, by an accepted kind and by overlapping evidence', () => {
    const score = scoreShifts(
      [aProposal({ at: [9, 12] }), aProposal({ actor: 'norwick', id: null, at: [45, 46] })],
      gold,
    );
    expect(score).toMatchObject({
      must: { hit: 1, of: 2 },
      should: { hit: 1, of: 1 },
      precision: { hit: 2, of: 2 },
      missed: ['S2'],
    });
  });

  it.each([
    ['another actor', aProposal({ actor: 'Google', id: 'google', at: [0, 10] })],
    ['another kind', aProposal({ kind: 'policy', at: [0, 10] })],
    ['evidence that only touches', aProposal({ at: [10, 20] })],
  ])('counts %s as wrong', (_why, proposal) => {
    expect(scoreShifts([proposal], gold)).toMatchObject({ must: { hit: 0, of: 2 }, precision: { hit: 0, of: 1 } });
  });

  it('accepts a record that is folded into another one while its quote is kept', () => {
    const merged = aProposal({ at: [0, 10] });
    merged.evidence.push({ start: 22, end: 25, quote: 'x', sha256: '0'.repeat(64) });
    expect(scoreShifts([merged], gold).must).toEqual({ hit: 2, of: 2 });
  });

  it('gives a "may" record neither credit nor penalty', () => {
    expect(scoreShifts([aProposal({ kind: 'hire', at: [60, 61] })], gold).precision).toEqual({ hit: 0, of: 0 });
  });

  it('counts a trap that a wrong proposal quotes', () => {
    expect(scoreShifts([aProposal({ at: [85, 86] })], gold)).toMatchObject({
      traps: { hit: 1, of: 1 },
      sprung: ['N1'],
    });
  });

  it('compares amounts by value and currency', () => {
    expect(scoreShifts([aProposal({ at: [0, 10], amounts: [[5, 'USD']] })], gold).amounts).toEqual({ hit: 1, of: 1 });
    expect(scoreShifts([aProposal({ at: [0, 10], amounts: [[5, 'EUR']] })], gold).amounts).toEqual({ hit: 0, of: 1 });
  });

  it('meets the bar only when nothing is missing', () => {
    const score = scoreShifts(
      [aProposal({ at: [0, 10], amounts: [[5, 'USD']] }), aProposal({ kind: 'layoff', at: [20, 21] })],
      gold,
    );
    expect(meetsBar(score)).toBe(true);
    expect(meetsBar({ ...score, traps: { hit: 1, of: 1 } })).toBe(false);
    expect(formatScore(score)).toContain('must recall');
    expect(formatScore(scoreShifts([aProposal({ at: [85, 86] })], gold))).toContain('proposed wrongly');
  });
});
