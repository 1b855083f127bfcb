import { LOCALES } from '../locale/locale.js';
import { blockHeadline, structuredHeadline, type HeadlineFacts } from './structured-headline.js';

function facts(part: Partial<HeadlineFacts>): HeadlineFacts {
  return {
    kind: 'open_to_closed',
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
  };
}
const inAll = (shift: HeadlineFacts) => LOCALES.map((locale) => structuredHeadline(shift, locale));

test('says a shift in three languages from one set of data', () => {
  const shift = facts({
    from: '开源',
    to: '封闭',
    object: 'Avocado',
    modality: 'considering',
    attribution: '据知情人士透露',
    date: { text: '2026年春季', start: '2026-03-01', end: '2026-05-31', precision: 'season', relative: false, role: 'planned' }, // prettier-ignore
  });
  expect(inAll(shift)).toEqual([
    'Meta：开源 → 封闭（Avocado），据报道考虑中，2026年春季',
    'Meta：開源 → 封閉（Avocado），據報導考慮中，2026年春季',
    'Meta: open source → closed, reportedly considered, Mar–May 2026',
  ]);
});

test('leaves out words that a reader could not read, and keeps the numbers', () => {
  const shift = facts({
    kind: 'layoff',
    object: '人工智能部门',
    amounts: [{ text: '600个职位', value: 600, min: null, max: null, approx: false, currency: null, unit: 'positions', role: 'total', start: 0, end: 6 }], // prettier-ignore
  });
  expect(inAll(shift)).toEqual(['Meta：裁员（人工智能部门），600个职位', 'Meta：裁員（人工智慧部門），600個職位', 'Meta: Layoffs, 600 jobs']); // prettier-ignore
});

test('says an amount once, also where it is all that the source names', () => {
  const shift = facts({
    kind: 'layoff',
    object: '600个职位',
    amounts: [{ text: '600个职位', value: 600, min: null, max: null, approx: false, currency: null, unit: 'positions', role: 'total', start: 0, end: 6 }], // prettier-ignore
  });
  expect(inAll(shift)).toEqual(['Meta：裁员，600个职位', 'Meta：裁員，600個職位', 'Meta: Layoffs, 600 jobs']);
  expect(blockHeadline(shift, 'zh-CN')).toBe('Meta：裁员，600个职位');
});

test('says both ends once, and the kind where the ends do not tell it', () => {
  expect(structuredHeadline(facts({ kind: 'pricing', from: '8%', to: '6%', object: '6%' }), 'en')).toBe('Meta: Pricing, 8% → 6%'); // prettier-ignore
});

test('leaves out words that are too long for a headline', () => {
  const long = '坚持多年、由社区共同维护并向所有外部开发者开放的开源路线';
  expect(inAll(facts({ from: long, to: '封闭', object: long }))).toEqual(['Meta：开源 → 封闭', 'Meta：開源 → 封閉', 'Meta: open source → closed']); // prettier-ignore
  expect(structuredHeadline(facts({ kind: 'reallocate', from: long, to: long }), 'zh-CN')).toBe('Meta：资源重新分配');
});

test('heads a block without what the block shows beside it', () => {
  const shift = facts({ from: '开源', to: '封闭', object: 'Avocado', modality: 'considering' });
  expect(LOCALES.map((locale) => blockHeadline(shift, locale))).toEqual(['Meta：由开源转封闭（Avocado）', 'Meta：由開源轉封閉（Avocado）', 'Meta: Open to closed (Avocado)']); // prettier-ignore
});
