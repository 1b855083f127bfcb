import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evalSummary } from './eval-summary.js';

let folder: string;
let out = '';
let err = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'summary-'));
  [out, err] = ['', ''];
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => {
    out += `${String(line)}\n`;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const ARTICLE = '换挡\n2026年2月,Shopee裁减了500个职位。天气一直很好,商家都在准备节日的商品。';

test('exits with 0 for a summary like the one wanted, else with 1', async () => {
  const article = file('a.txt', ARTICLE);
  const wanted = JSON.stringify({ goldSummary_zh: '2026年2月,Shopee裁减了500个职位。' });
  expect(await evalSummary({ article, gold: file('g.json', wanted) })).toBe(0);
  expect(out).toContain('The bar is met.');
  const other = JSON.stringify({ goldSummary_zh: '完全无关的另一段文字,谈的是海运价格。' });
  expect(await evalSummary({ article, gold: file('h.json', other) })).toBe(1);
});

test('says in one line what is wrong with the gold file', async () => {
  const article = file('a.txt', ARTICLE);
  expect(await evalSummary({ article, gold: file('g.json', '{}') })).toBe(1);
  expect(await evalSummary({ article, gold: file('h.json', 'nope') })).toBe(1);
  expect(err.trimEnd().split('\n')).toHaveLength(2);
});
