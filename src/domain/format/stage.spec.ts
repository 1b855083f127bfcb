import { SHIFT_KINDS, type Modality } from '../shift/shift.schema.js';
import { LOCALES } from '../locale/locale.js';
import { attributionClass, attributionLabel, type Attribution } from './attribution.js';
import { kindLabel } from './labels.js';
import { stageLabel, stageOf, type Stage } from './stage.js';

test.each<[string | null, Attribution]>([
  ['据知情人士透露', 'anonymous'],
  ['據知情人士透露', 'anonymous'],
  ['据透露', 'anonymous'],
  ['外媒援引知情人士称', 'anonymous'],
  ['people familiar with the matter said', 'anonymous'],
  ['according to sources', 'anonymous'],
  ['外媒曾对此进行报道', 'other_media'],
  ['Reuters reported', 'other_media'],
  ['公司在公告中表示', 'document'],
  ['according to an SEC filing', 'document'],
  ['according to a notice to sellers', 'document'],
  ['扎克伯格在财报电话会议上表示', 'on_record'],
  ['Meta 发言人表示', 'on_record'],
  ['CEO Jane Roe said', 'on_record'],
  ['分析师认为', 'inference'],
  ['analysts estimate', 'inference'],
  [null, 'source'],
])('takes the words %s as %s', (words, expected) => {
  expect(attributionClass(words)).toBe(expected);
});

test.each<[Modality, Attribution, Stage]>([
  ['done', 'source', 'in_force'],
  ['done', 'anonymous', 'in_force'],
  ['announced', 'on_record', 'announced'],
  ['planned', 'on_record', 'announced'],
  ['planned', 'source', 'announced'],
  ['planned', 'anonymous', 'rumoured'],
  ['announced', 'other_media', 'rumoured'],
  ['considering', 'on_record', 'rumoured'],
  ['reported', 'other_media', 'rumoured'],
  ['speculated', 'inference', 'rumoured'],
])('a shift that is %s by %s is %s', (modality, attribution, expected) => {
  expect(stageOf({ modality, kind: 'pricing', negated: false }, attribution)).toBe(expected);
});

test('calls off what was cancelled and what will not happen, but not on hearsay', () => {
  expect(stageOf({ modality: 'done', kind: 'product_cancel', negated: false }, 'source')).toBe('abandoned');
  expect(stageOf({ modality: 'announced', kind: 'pricing', negated: true }, 'on_record')).toBe('abandoned');
  expect(stageOf({ modality: 'considering', kind: 'product_cancel', negated: false }, 'anonymous')).toBe('rumoured');
});

test('has a word for every kind, stage and attribution in every locale', () => {
  for (const locale of LOCALES) {
    const words = [
      ...SHIFT_KINDS.map((kind) => kindLabel(kind, locale)),
      stageLabel('rumoured', locale),
      attributionLabel('inference', locale),
    ];
    expect(words.every((word) => word.length > 0)).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  }
});
