import fc from 'fast-check';
import { judgeTranslation, type TranslationFault } from './judge-translation.js';
import { lockValues } from './lock-values.js';

const SOURCE = '亚马逊承诺到2027年投入90亿美元扩建海外仓,佣金降到12%。';
const locked = () => lockValues(SOURCE, 'zh-CN', 'en')!;
const GOOD = '⟦n1⟧ pledged ⟦n3⟧ by ⟦n2⟧ for more overseas warehouses and cuts its commission to ⟦n4⟧.';

test('takes amounts, dates and names out, and knows them in the other language', () => {
  expect(locked().text).toBe('⟦n1⟧承诺到⟦n2⟧投入⟦n3⟧扩建海外仓,佣金降到⟦n4⟧。');
  expect([...locked().values.values()]).toEqual(['Amazon', '2027', 'US$9 billion', '12%']);
});

test('puts them back where the translation wants them', () => {
  expect(judgeTranslation(locked(), GOOD, 'zh-CN', 'en')).toEqual({
    ok: true,
    text: 'Amazon pledged US$9 billion by 2027 for more overseas warehouses and cuts its commission to 12%.',
  });
});

test.each<[string, string, TranslationFault]>([
  ['loses a mark', GOOD.replace('by ⟦n2⟧ ', ''), 'mark-missing'],
  ['says a mark twice', `${GOOD} ⟦n2⟧`, 'mark-twice'],
  ['makes a mark up', `${GOOD} ⟦n9⟧`, 'mark-unknown'],
  ['breaks a mark', GOOD.replace('⟦n4⟧', '⟦n4'), 'mark-unknown'],
  ['writes a number itself', `${GOOD} That is 90 times.`, 'number-written'],
  ['writes a number in words', `${GOOD} That is a billion.`, 'number-written'],
  ['is far too long', `${GOOD} ${'And so it goes on and on. '.repeat(20)}`, 'too-long'],
  ['is far too short', '⟦n1⟧⟦n2⟧⟦n3⟧⟦n4⟧', 'too-short'],
  ['stays in Chinese', `${GOOD}扩建海外仓`, 'not-translated'],
  ['misses a word of the trade', GOOD.replace('commission', 'price'), 'glossary'],
  ['is empty', '  ', 'empty'],
])('is not used when it %s', (_what, answer, fault) => {
  const source = fault === 'too-short' ? { ...locked(), text: `${SOURCE}${locked().text}` } : locked();
  expect(judgeTranslation(source, answer, 'zh-CN', 'en')).toEqual({ ok: false, fault });
});

test('takes no text that spells marks itself', () => {
  expect(lockValues('亚马逊⟦n1⟧', 'zh-CN', 'en')).toBeNull();
});

test('never lets a number through that was not locked (property)', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 0, max: 1e6 }), (words, number) => {
      const result = judgeTranslation(locked(), `${GOOD} ${words}${number}`, 'zh-CN', 'en');
      expect(result.ok).toBe(false);
    }),
  );
});
