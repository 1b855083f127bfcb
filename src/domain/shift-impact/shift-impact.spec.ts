import { LOCALES } from '../locale/locale.js';
import { figuresIn } from '../evidence/number-lock.js';
import { SHIFT_KINDS, type ShiftProposal } from '../shift/shift.schema.js';
import { impactFaults } from './impact-faults.js';
import { RULES } from './impact-rules.data.js';
import { impactFactsSchema } from './impact.schema.js';
import { suggestImpact } from './suggest-impact.js';

const QUOTE = '自2026年4月15日起,佣金从8%降至6%。';
const aClaim = (given: Partial<ShiftProposal> = {}): ShiftProposal => ({
  actor: { id: 'amazon', name: 'Amazon', surface: '亚马逊', resolvedBy: 'lexicon' },
  kind: 'pricing',
  object: '佣金',
  from: '8%',
  to: '6%',
  counterparty: [],
  amounts: [],
  date: {
    text: '2026年4月15日',
    start: '2026-04-15',
    end: '2026-04-15',
    precision: 'day',
    relative: false,
    role: 'effective',
  },
  modality: 'announced',
  negated: false,
  attribution: null,
  evidence: [{ start: 0, end: QUOTE.length, quote: QUOTE, sha256: 'a'.repeat(64) }],
  conflicts: [],
  confidence: 0.8,
  source: 'rules@1',
  ...given,
});
const facts = (given: object) => impactFactsSchema.parse(given);
const SOURCE = { body: `${QUOTE}卖家应在5月1日前确认。`, publishedAt: '2026-03-01' };

describe('what rules suggest to sellers', () => {
  it('is marked as a rule’s, and names platform, horizon and the deadline that the text says', () => {
    expect(suggestImpact(aClaim())).toMatchObject([
      {
        rule: 'platform-pricing',
        by: 'rule',
        facts: {
          affected: ['fees'],
          platforms: ['Amazon'],
          horizon: 'quarter',
          deadline: { day: '2026-04-15', text: '2026年4月15日' },
        },
      },
    ]);
  });

  it('has no deadline where the date is not a day from which something holds', () => {
    const [spring] = suggestImpact(aClaim({ date: null }));
    expect(spring?.facts.deadline).toBeNull();
  });

  it.each([
    ['open_to_closed', 'meta', 'model-closes'],
    ['invest', 'meta', 'ad-seller-invests'],
    ['layoff', 'shopee', 'platform-layoff'],
  ] as const)('of %s by %s is %s', (kind, id, rule) => {
    const actor = { id, name: id, surface: id, resolvedBy: 'lexicon' } as const;
    expect(suggestImpact(aClaim({ kind, actor })).map((one) => one.rule)).toEqual([rule]);
  });

  it('of a tariff asks for costs, and other policies for other things', () => {
    const of = (object: string) =>
      suggestImpact(aClaim({ kind: 'policy', object, evidence: [] })).map(({ rule }) => rule);
    expect(of('小额免税')).toEqual(['tariff-policy']);
    expect(of('seller verification')).toEqual(['platform-policy']);
    expect(of('school lunches')).toEqual([]);
  });

  it('is nothing for what is said not to happen, or is an investment of somebody who sells no ads', () => {
    expect(suggestImpact(aClaim({ negated: true }))).toEqual([]);
    const actor = { id: 'maersk', name: 'Maersk', surface: 'Maersk', resolvedBy: 'lexicon' } as const;
    expect(suggestImpact(aClaim({ kind: 'invest', actor }))).toEqual([]);
  });

  it('says no number in any language, and has kinds that exist', () => {
    for (const { check, kinds } of RULES) {
      for (const locale of LOCALES) expect(figuresIn(check[locale])).toEqual([]);
      for (const kind of kinds) expect(SHIFT_KINDS).toContain(kind);
    }
  });
});

describe('the facts of an impact', () => {
  it('may say what the evidence says', () => {
    const given = facts({
      check: { en: 'Compare 8% with 6%' },
      deadline: { day: '2026-04-15', text: '2026年4月15日' },
    });
    expect(impactFaults(given, aClaim(), SOURCE)).toEqual([]);
  });

  it('may not say another number, by the name of its locale', () => {
    expect(impactFaults(facts({ check: { en: 'Plan for 9%' } }), aClaim(), SOURCE)).toEqual([
      { field: 'impactFacts.check.en', reason: 'number-without-evidence', numbers: ['9'] },
    ]);
  });

  it('may name a deadline only in words of the article, and the day that they mean', () => {
    const of = (day: string, text: string) =>
      impactFaults(facts({ deadline: { day, text } }), aClaim(), SOURCE).map(({ reason }) => reason);
    expect(of('2026-05-01', '5月1日')).toEqual([]);
    expect(of('2026-05-02', '5月1日')).toEqual(['deadline-other-day']);
    expect(of('2026-05-01', '6月1日')).toEqual(['deadline-not-found']);
  });
});
