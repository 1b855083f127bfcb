import { displayWidth } from './display-width.js';
import { wrapText } from './wrap-text.js';

test.each([
  ['abc', 3],
  ['中文', 4],
  ['Meta：封闭', 10],
  ['，。', 4],
  ['한국', 4],
  ['e\u0301', 1],
  ['🚀', 2],
  ['a\u200bb', 2],
])('%s takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

const chinese =
  '这一周的主线是取舍：模型公司收紧开放，把钱投向算力；平台则用更低的费率换取本地履约。Meta 承诺投入 6000亿美元，“超智能”仍是目标。';

test('wraps Chinese by columns, and starts no line with a closing mark nor ends one with an opening mark', () => {
  for (let width = 10; width <= 72; width += 1) {
    const lines = wrapText(chinese, width).split('\n');
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    expect(lines.filter((line) => /^[，。；：”、）]/u.test(line) || /[“（]$/u.test(line))).toEqual([]);
    expect(lines.join('').replaceAll(' ', '')).toBe(chinese.replaceAll(' ', ''));
  }
});

test('wraps English at spaces', () => {
  expect(wrapText('one two three four', 9)).toBe('one two\nthree\nfour');
});

test('never breaks a URL or a slot', () => {
  const url = `https://news.example/${'a-b/'.repeat(30)}?x=1&y=2`;
  const wrapped = wrapText(`看这里 ${url} 谢谢 ⟦unsubscribe-url⟧`, 20);
  expect(wrapped.split('\n')).toEqual(['看这里', url, '谢谢', '⟦unsubscribe-url⟧']);
});

test('indents the first line and the rest', () => {
  expect(wrapText('one two three', 9, { first: '1. ', rest: '   ' })).toBe('1. one\n   two\n   three');
});
