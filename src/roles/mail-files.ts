import { lstat, open, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readReport } from '../domain/feedback/bounce/read-report.js';
import { MAX_MAIL_BYTES } from '../domain/feedback/bounce/mail/read-mail.js';
import type { BounceReport } from '../domain/feedback/bounce/bounce-report.js';
import { errorCode } from '../foundation/error-code.js';

export type ReadMailFile = { file: string; report: BounceReport } | { file: string; error: string };

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read',
  ENOTDIR: 'does not exist',
  ELOOP: 'is a link that leads nowhere',
};

/** Reads files, and folders with everything below them, one after another; what cannot be read is said in its place. */
export async function* readMailFiles(paths: readonly string[]): AsyncGenerator<ReadMailFile> {
  for (const path of paths) {
    for await (const found of filesUnder(path)) {
      yield typeof found === 'string' ? await readMailFile(found) : found;
    }
  }
}

export async function readMailFile(file: string): Promise<ReadMailFile> {
  try {
    return { file, report: await readReport(await firstBytes(file)) };
  } catch (error) {
    return { file, error: reasonOf(error) };
  }
}

/** Below a folder, links to folders are not followed, and what is neither file nor folder is passed over: a pipe would never end. */
async function* filesUnder(path: string, isGiven = true): AsyncGenerator<string | { file: string; error: string }> {
  try {
    const found = isGiven ? await stat(path) : await lstat(path);
    if (found.isDirectory()) {
      const names: string[] = [];
      for await (const entry of await opendir(path)) names.push(entry.name);
      for (const name of names.sort()) yield* filesUnder(join(path, name), false);
    } else if (found.isFile() || (found.isSymbolicLink() && (await stat(path)).isFile())) yield path;
    else if (isGiven) yield { file: path, error: 'is neither a file nor a folder' };
  } catch (error) {
    yield { file: path, error: reasonOf(error) };
  }
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, MAX_MAIL_BYTES));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

function reasonOf(error: unknown): string {
  return REASONS[errorCode(error) ?? ''] ?? 'cannot be read';
}
