import { readFile, stat } from 'node:fs/promises';
import { errorCode } from '#src/foundation/error-code.js';

/** A text that the demo cannot use, in one line for a person. */
export class ArticleFileError extends Error {
  readonly code = 'demo.article';
}

export type ArticleFile = { title: string; text: string };

const MAX_BYTES = 2_000_000;

/** Reads an article from a UTF-8 file: its first line is the title, the rest the text. */
export async function readArticleFile(path: string): Promise<ArticleFile> {
  const bytes = await readBytes(path);
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n').trim();
  } catch (error) {
    throw new ArticleFileError(`${path}: is not UTF-8 text`, { cause: error });
  }
  if (/\p{Cc}/u.test(whole.replaceAll(/[\n\t]/g, '')))
    throw new ArticleFileError(`${path}: is not a text (it holds control characters)`);
  const [first = '', ...rest] = whole.split('\n');
  const text = rest.join('\n').trim();
  if (first.trim() === '' || text === '') {
    throw new ArticleFileError(`${path}: needs a title on its first line and a text below it`);
  }
  return { title: first.trim().slice(0, 300), text };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new ArticleFileError(`${path}: is larger than ${MAX_BYTES / 1_000_000} MB`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof ArticleFileError) throw error;
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist',
      EISDIR: 'is a folder',
      EACCES: 'may not be read',
    };
    throw new ArticleFileError(`${path}: ${reasons[errorCode(error) ?? ''] ?? 'cannot be read'}`, { cause: error });
  }
}
