import { aClaim } from '../../test/support/claims.js';
import type { EditionItem } from '../domain/edition/edition.schema.js';
import { digestViewSchema } from '../rendering/digest-view.schema.js';
import { editionView, type ViewFacts } from './edition-view.js';

const QUOTE = '平台将佣金从6%上调至8%,自2026年2月1日起生效。';
const amount = (text: string, value: number) => ({
  text,
  value,
  min: value,
  max: value,
  approx: false,
  currency: null,
  unit: 'percent' as const,
  role: 'share' as const,
  start: 0,
  end: text.length,
});

function anItem(given: Partial<EditionItem> = {}): EditionItem {
  const claim = aClaim(QUOTE, QUOTE, {
    kind: 'pricing',
    from: '6%',
    to: '8%',
    object: '佣金',
    amounts: [amount('6%', 6), amount('8%', 8), amount('15%', 15)],
  });
  const article = {
    id: crypto.randomUUID(),
    title: '费率',
    sourceUrl: null,
    publisher: null,
    publishedAt: null,
    language: 'zh-CN' as const,
  };
  return {
    shiftId: crypto.randomUUID(),
    shiftVersion: 1,
    revisionId: crypto.randomUUID(),
    claim,
    headline: {},
    impact: {},
    article,
    ...given,
  };
}

const facts = (given: Partial<ViewFacts> = {}): ViewFacts => ({
  edition: { number: 3, title: '第三期', subject: {}, intro: {} },
  items: [anItem()],
  locale: 'zh-CN',
  date: new Date('2026-01-05T01:00:00Z'),
  previousDate: new Date('2025-12-29T01:00:00Z'),
  mastheadName: 'Tradewind',
  postalAddress: 'Street 1',
  ...given,
});

describe('the view of an edition', () => {
  it.each(['zh-CN', 'zh-TW', 'en'] as const)('is one that the renderer takes (%s)', (locale) => {
    expect(digestViewSchema.safeParse(editionView(facts({ locale }))).error).toBeUndefined();
  });

  it('says an amount once: not beside the ends that it is', () => {
    const [shift] = editionView(facts()).shifts;
    expect(shift?.amounts.map(({ text }) => text)).toEqual(['15%']);
    const layoff = anItem({
      claim: aClaim(QUOTE, QUOTE, { kind: 'layoff', object: '8%', amounts: [amount('8%', 8)], from: null, to: null }),
    });
    expect(editionView(facts({ items: [layoff] })).shifts[0]).toMatchObject({
      object: null,
      amounts: [{ text: '8%' }],
    });
  });

  it('makes the subject from the first shift and counts the others', () => {
    const items = [anItem({ headline: { 'zh-CN': '平台涨价' } }), anItem(), anItem()];
    expect(editionView(facts({ items })).subject).toBe('平台涨价，另有 2 则');
    expect(editionView(facts({ items, locale: 'zh-TW' })).subject).toBe('平台漲價，另有 2 則');
    expect(editionView(facts({ items, locale: 'en' })).subject).toMatch(/^Meta: Pricing, 6% → 8%.*, and 2 more$/);
    const edition = { number: 3, title: 'x', subject: { en: 'Own words' }, intro: {} };
    expect(editionView(facts({ items, locale: 'en', edition })).subject).toBe('Own words');
  });

  it('says the day as it is where its readers live', () => {
    const date = new Date('2026-01-04T23:00:00Z');
    expect(editionView(facts({ date })).edition.date).toBe('2026-01-05');
    expect(editionView(facts({ date, locale: 'en' })).edition.date).toBe('2026-01-04');
  });

  it('carries dates as days and the edition before', () => {
    expect(editionView(facts())).toMatchObject({
      edition: { number: 3, date: '2026-01-05' },
      previousEditionDate: '2025-12-29',
    });
  });
});
