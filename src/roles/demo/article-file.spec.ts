import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArticleFile } from './article-file.js';

const folder = mkdtempSync(join(tmpdir(), 'tradewind-article-'));
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('an article file', () => {
  it('has its title on the first line and its text below', async () => {
    const path = file('ok.txt', '\uFEFF标题\r\n\r\n第一段。\r\n第二段。\r\n');
    expect(await readArticleFile(path)).toEqual({ title: '标题', text: '第一段。\n第二段。' });
  });

  it.each([
    ['is missing', join(folder, 'nowhere.txt'), /nowhere\.txt: does not exist/],
    ['is a folder', folder, /is a folder/],
    ['is empty', file('empty.txt', ''), /is empty/],
    ['is a title only', file('title.txt', 'Only a title'), /needs a title on its first line and a text/],
    ['is not UTF-8', file('gbk.txt', Buffer.from([0xb1, 0xea, 0xcc, 0xe2, 0x0a, 0xb1, 0xea])), /is not UTF-8/],
    ['is binary', file('bin.txt', 'a\n\u0000\u0001b'), /not a text/],
  ])('is refused in one line when it %s', async (_, path, message) => {
    await expect(readArticleFile(path)).rejects.toThrow(message);
  });
});
