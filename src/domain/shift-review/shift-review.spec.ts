import { LOCALES } from '../locale/locale.js';
import { rejectReasons } from './reject-reasons.js';
import { reviewScore } from './review-score.js';

const money = (value: number) =>
  ({ text: '1', value, min: null, max: null, approx: false, currency: 'USD', unit: 'money', role: 'total', start: 0, end: 1 }) as const; // prettier-ignore

it('a proposal weighs more the surer it is, the more its kind means to sellers, and the more money it says', () => {
  const of = (confidence: number, kind: 'policy' | 'hire', amounts: ReturnType<typeof money>[] = []) =>
    reviewScore({ confidence, kind, amounts });
  expect(of(0.9, 'hire')).toBeGreaterThan(of(0.5, 'hire'));
  expect(of(0.5, 'policy')).toBeGreaterThan(of(0.5, 'hire'));
  expect(of(0.5, 'hire', [money(6e11)])).toBeGreaterThan(of(0.5, 'hire', [money(1e6)]));
  expect([of(0, 'hire'), of(1, 'policy', [money(1e13)])]).toEqual([60, 1000]);
});

it('every reason to reject has a label in each language', () => {
  for (const { label } of rejectReasons()) for (const locale of LOCALES) expect(label[locale]).not.toBe('');
});
