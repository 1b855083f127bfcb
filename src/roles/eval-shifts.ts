import { formatScore } from '../domain/shift/eval/format-score.js';
import { goldSchema, type Gold } from '../domain/shift/eval/gold.schema.js';
import { meetsBar, scoreShifts } from '../domain/shift/eval/score-shifts.js';
import { extractShifts } from '../domain/shift/extract-shifts.js';
import { sha256 } from '../foundation/tokens/sha256.js';
import { readTextFile, TextFileError } from './text-file.js';

/**
 * Scores the extractor on an article against its gold file and prints the table. Exit code 0 when the bar is met (every "must", precision
 * 0.90, no trap, every amount), else 1; a file that cannot be used gives one line on stderr and 1.
 */
export async function evalShifts(options: {
  article: string;
  gold: string;
  published?: string | undefined;
}): Promise<number> {
  try {
    const text = await readTextFile(options.article);
    const gold = await readGold(options.gold);
    const publishedAt = options.published ?? gold.source?.publishedAt ?? null;
    const score = scoreShifts(extractShifts({ text, publishedAt }, { sha256 }), gold);
    const isMet = meetsBar(score);
    console.log(`${formatScore(score)}\n${isMet ? 'The bar is met.' : 'Below the bar.'}`);
    return isMet ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

export async function readGold(path: string): Promise<Gold> {
  const json = await readTextFile(path);
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw new TextFileError(`${path}: is not JSON`, { cause: error });
  }
  const parsed = goldSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TextFileError(`${path}: is no gold file (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`);
}
