import type { Amount, ShiftProposal } from '../shift/shift.schema.js';
import { findConflicts } from './find-conflicts.js';
import { jointConfidence } from './joint-confidence.js';
import { actorKeyOf, keyOf, matterOf } from './matter.js';
import { successionOf } from './supersedes.js';

const anAmount = (given: Partial<Amount>): Amount => ({
  text: '1',
  value: null,
  min: null,
  max: null,
  approx: false,
  currency: 'USD',
  unit: 'money',
  role: 'total',
  start: 0,
  end: 1,
  ...given,
});
const aClaim = (given: Partial<ShiftProposal> = {}): ShiftProposal => ({
  actor: { id: 'meta', name: 'Meta', surface: 'Meta', resolvedBy: 'lexicon' },
  kind: 'open_to_closed',
  object: 'Avocado',
  from: null,
  to: null,
  counterparty: [],
  amounts: [],
  date: null,
  modality: 'announced',
  negated: false,
  attribution: null,
  evidence: [{ start: 0, end: 8, quote: '12345678', sha256: 'a'.repeat(64) }],
  conflicts: [],
  confidence: 0.8,
  source: 'rules@1',
  ...given,
});
const day = (start: string, end = start) =>
  ({ text: start, start, end, precision: 'day', relative: false, role: 'effective' }) as const;

describe('the matter of a claim', () => {
  it('is equal whatever script, case and marks its words have', () => {
    expect(keyOf('「資料 中心」')).toBe(keyOf('资料中心'));
    expect(keyOf('Llama-4 Scout')).toBe('llama4scout');
  });

  it('knows an actor by its name as by its slug', () => {
    expect(actorKeyOf({ id: null, name: 'Meta' })).toBe('meta');
    expect(actorKeyOf({ id: null, name: '亚马逊' })).toBe('amazon');
    expect(actorKeyOf({ id: null, name: 'Nobody & Sons' })).toBe('nobodysons');
  });

  it('takes money and positions, and no percentage', () => {
    const amounts = [anAmount({ value: 6e11 }), anAmount({ value: 6, unit: 'percent', currency: null })];
    expect(matterOf(aClaim({ object: null, amounts }))).toEqual({
      actorKey: 'meta',
      objectKey: null,
      amountKeys: ['money:USD:600000000000-600000000000'],
    });
  });
});

describe('conflicts', () => {
  const against = (one: Partial<ShiftProposal>, other: Partial<ShiftProposal>) =>
    findConflicts([
      { shiftId: 'a', claim: aClaim(one) },
      { shiftId: 'b', claim: aClaim(other) },
    ]);

  it('keep both values with the shifts that say them', () => {
    const amounts = (value: number) => ({ amounts: [anAmount({ value, text: String(value) })] });
    expect(against(amounts(10), amounts(12))).toEqual([
      {
        field: 'amount',
        values: [
          { value: '10', shiftIds: ['a'] },
          { value: '12', shiftIds: ['b'] },
        ],
      },
    ]);
  });

  it('are none between amounts that overlap or cannot be compared', () => {
    expect(
      against({ amounts: [anAmount({ min: 2, max: 9 })] }, { amounts: [anAmount({ min: 5, qualifier: 'gt' })] }),
    ).toEqual([]);
    expect(
      against({ amounts: [anAmount({ value: 1 })] }, { amounts: [anAmount({ value: 2, currency: 'EUR' })] }),
    ).toEqual([]);
  });

  it('are dates apart, not a day within a season', () => {
    const spring = { ...day('2026-03-01', '2026-05-31'), text: '2026年春季' };
    expect(against({ date: spring }, { date: day('2026-04-02') })).toEqual([]);
    expect(against({ date: spring }, { date: { ...day('2026-01-01', '2026-02-28') } })).toMatchObject([
      { field: 'date' },
    ]);
  });

  it('are a denial beside an affirmation, and other words for one end', () => {
    expect(against({ negated: true }, {})).toMatchObject([{ field: 'negated' }]);
    expect(against({ to: '封闭模型' }, { to: '封闭' })).toEqual([]);
    expect(against({ to: '封闭' }, { to: '继续开源' })).toMatchObject([{ field: 'to' }]);
    expect(against({ to: '封闭' }, { to: 'closed' })).toEqual([]);
  });

  it('are no rumour beside an announcement', () => {
    expect(against({ modality: 'reported' }, { modality: 'announced' })).toEqual([]);
  });
});

describe('joint confidence', () => {
  const of = (...sources: [string | null, number][]) =>
    jointConfidence(sources.map(([publisher, confidence]) => ({ publisher, confidence })));

  it('rises with each publisher, and not with a second article of one', () => {
    expect(of(['A', 0.6], ['B', 0.5])).toBe(0.8);
    expect(of(['A', 0.6], ['A', 0.5])).toBe(0.6);
    expect(of([null, 0.6], [null, 0.6])).toBe(0.6);
  });

  it('never is a certainty, and never less than the surest', () => {
    expect(of(['A', 0.95], ['B', 0.95])).toBe(0.99);
    expect(of(['A', 1], ['B', 0.1])).toBe(1);
    expect(of()).toBe(0);
  });
});

describe('succession', () => {
  it.each([
    ['a rumour that was announced', { modality: 'reported' }, { modality: 'announced' }, 'continues'],
    ['what was announced and is done', { modality: 'announced' }, { modality: 'done' }, 'continues'],
    ['the same once more', {}, {}, null],
    ['a step back in certainty', { modality: 'done' }, { modality: 'reported' }, null],
    ['what is said not to happen', { modality: 'planned' }, { modality: 'announced', negated: true }, 'calls_off'],
    [
      'the opposite course under another name',
      { kind: 'open_to_closed' },
      { kind: 'closed_to_open', object: 'Llama' },
      'reverses',
    ],
    [
      'the sale of what was bought',
      { kind: 'acquire', object: 'Manus' },
      { kind: 'divest', object: 'Manus' },
      'reverses',
    ],
    ['the sale of something else', { kind: 'acquire', object: 'Manus' }, { kind: 'divest', object: 'Giphy' }, null],
    ['a launch that is cancelled', { kind: 'product_launch' }, { kind: 'product_cancel' }, 'calls_off'],
    ['a launch that is put off', { kind: 'product_launch' }, { kind: 'product_delay' }, 'continues'],
    ['another object', { object: 'Avocado' }, { object: 'Behemoth', modality: 'done' }, null],
  ] as [string, Partial<ShiftProposal>, Partial<ShiftProposal>, string | null][])(
    'of %s is told',
    (_, earlier, later, as) => {
      expect(successionOf(aClaim(earlier), aClaim(later))).toBe(as);
    },
  );

  it('is never one of another actor', () => {
    const google = { id: 'google', name: 'Google', surface: 'Google', resolvedBy: 'lexicon' } as const;
    expect(successionOf(aClaim({ modality: 'reported' }), aClaim({ actor: google, modality: 'done' }))).toBeNull();
  });
});
