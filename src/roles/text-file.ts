import { readFile, stat } from 'node:fs/promises';
import { errorCode } from '../foundation/error-code.js';

/** A file that cannot be used, in one line for a person. */
export class TextFileError extends Error {}

const MAX_BYTES = 20_000_000;
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
  ENOTDIR: 'does not exist',
};

/** The text of a UTF-8 file as it stands, without a byte order mark: offsets into it are offsets into the file's characters. */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TextFileError(`${path}: is not UTF-8 text`, { cause: error });
  }
  if (text.includes('\u0000')) throw new TextFileError(`${path}: is not a text (it holds NUL characters)`);
  if (text.trim() === '') throw new TextFileError(`${path}: is empty`);
  return text;
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) throw new TextFileError(`${path}: is larger than ${MAX_BYTES / 1_000_000} MB`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof TextFileError) throw error;
    throw new TextFileError(`${path}: ${REASONS[errorCode(error) ?? ''] ?? 'cannot be read'}`, { cause: error });
  }
}
