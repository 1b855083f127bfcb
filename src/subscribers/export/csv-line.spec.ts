import { csvLine } from './csv-line.js';

it.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['a;b', '"a;b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['', ''],
  ['李雷', '李雷'],
  [' padded ', '" padded "'],
  ['=1+1', "'=1+1"],
  ['+86 138', "'+86 138"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['  =1+1', "'  =1+1"],
  ['\u3000=1', "'\u3000=1"],
  ['＝1+1', "'＝1+1"],
  ['＠x', "'＠x"],
  ['a\n=1+1', `"'a\n=1+1"`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a=b', 'a=b'],
  ["'quoted", "'quoted"],
  ["'=1", "''=1"],
])('the cell %j is written as %j', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

it('cells are joined by commas', () => {
  expect(csvLine(['a', '', 'b'])).toBe('a,,b\r\n');
});
