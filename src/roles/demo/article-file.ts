import { readTextFile, TextFileError } from '../text-file.js';

export type ArticleFile = { title: string; text: string };

/** Reads an article from a UTF-8 file: its first line is the title, the rest the text. */
export async function readArticleFile(path: string): Promise<ArticleFile> {
  const whole = (await readTextFile(path)).replaceAll(/\r\n?/g, '\n').trim();
  const [first = '', ...rest] = whole.split('\n');
  const text = rest.join('\n').trim();
  if (text === '') throw new TextFileError(`${path}: needs a title on its first line and a text below it`);
  return { title: first.trim().slice(0, 300), text };
}
