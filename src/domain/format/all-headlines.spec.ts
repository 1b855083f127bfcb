import fc from 'fast-check';
import { LOCALES } from '../locale/locale.js';
import { ACTORS } from '../shift/actors/actor-lexicon.js';
import { findAmounts } from '../shift/amount/find-amounts.js';
import { MODALITIES, SHIFT_KINDS, type Amount } from '../shift/shift.schema.js';
import { foldText } from '../text/fold-text.js';
import { formatAmount } from './amount.js';
import { displayWidth } from './display-width.js';
import { CHINESE_NAMES } from './name.data.js';
import { MAX_HEADLINE_WIDTH, structuredHeadline, type HeadlineFacts } from './structured-headline.js';

const facts = (part: Partial<HeadlineFacts>): HeadlineFacts => ({
  kind: 'invest',
  actorName: 'Meta',
  from: null,
  to: null,
  object: null,
  amounts: [],
  date: null,
  modality: 'done',
  negated: false,
  attribution: null,
  language: 'zh-CN',
  ...part,
});
const money = (value: number, currency = 'USD'): Amount => ({
  text: 'x',
  value,
  min: value,
  max: value,
  approx: false,
  currency,
  unit: 'money',
  role: 'total',
  start: 0,
  end: 1,
});

describe('a headline from data', () => {
  it.each(SHIFT_KINDS)('says %s in every language, each in its own script', (kind) => {
    const [simplified, traditional, english] = LOCALES.map((locale) => structuredHeadline(facts({ kind }), locale));
    expect(simplified).toMatch(/^Meta：\p{Script=Han}/u);
    expect(traditional).toMatch(/^Meta：\p{Script=Han}/u);
    expect(english).toMatch(/^Meta: [A-Za-z →,-]+$/u);
  });

  it.each(LOCALES)('shows that it is hedged in %s, and for what is done says nothing', (locale) => {
    expect(structuredHeadline(facts({}), locale)).not.toMatch(/report|据报|據報|计划|計畫/u);
    for (const modality of MODALITIES.filter((one) => one !== 'done')) {
      expect(structuredHeadline(facts({ modality }), locale)).toMatch(
        /report|rumour|announce|plan|consider|据报|據報|传闻|傳聞|宣布|计划|計畫|考虑|考慮/u,
      );
    }
    expect(structuredHeadline(facts({ modality: 'planned', attribution: '据知情人士透露' }), locale)).toMatch(
      /reportedly planned|据报道计划中|據報導計畫中/u,
    );
  });

  it('is never wider than a subject line, and never drops how sure it is (property)', () => {
    const words = fc.option(
      fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('坚持多年的开源路线', 'Avocado', '6%', '8%')),
    );
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...SHIFT_KINDS),
          actorName: fc.string({ minLength: 1, maxLength: 60 }),
          from: words,
          to: words,
          object: words,
          value: fc.option(fc.integer({ min: 1, max: 1e12 })),
        }),
        fc.constantFrom(...LOCALES),
        fc.boolean(),
        ({ value, ...part }, locale, hasDate) => {
          const date = hasDate
            ? {
                text: '2026年春季',
                start: '2026-03-01',
                end: '2026-05-31',
                precision: 'season' as const,
                relative: false,
                role: 'planned' as const,
              }
            : null;
          const line = structuredHeadline(
            facts({ ...part, date, amounts: value === null ? [] : [money(value)], modality: 'reported' }),
            locale,
          );
          expect(displayWidth(line)).toBeLessThanOrEqual(MAX_HEADLINE_WIDTH);
          expect(line).toMatch(/reportedly|据报道|據報導/u);
        },
      ),
    );
  });
});

test('a written amount is read back to the same value and currency (property)', () => {
  const currency = fc.constantFrom('USD', 'CNY', 'EUR', 'GBP', 'HKD', 'INR');
  const value = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(1, 10, 100, 1e4, 1e6, 1e8));
  fc.assert(
    fc.property(currency, value, fc.constantFrom(...LOCALES), (code, [mantissa, scale], locale) => {
      // The reader of amounts does not know CN¥ yet.
      fc.pre(!(locale === 'en' && code === 'CNY'));
      const amount = money(mantissa * scale, code);
      const words = formatAmount(amount, locale);
      const [read] = findAmounts(foldText(words), words, { yuan: 'CNY' });
      expect({ words, value: read?.value, currency: read?.currency }).toEqual({
        words,
        value: amount.value,
        currency: code,
      });
    }),
  );
});

test('every Chinese name belongs to an actor of the lexicon', () => {
  const ids = new Set(ACTORS.map(({ id }) => id));
  expect(Object.keys(CHINESE_NAMES).filter((id) => !ids.has(id))).toEqual([]);
});
