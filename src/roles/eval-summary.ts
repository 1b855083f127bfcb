import { z } from 'zod';
import { rouge } from '../domain/summary/eval/rouge.js';
import { SUMMARY_BUDGETS } from '../domain/summary/summary-length.js';
import { summarise } from '../domain/summary/summarise.js';
import { extractShifts } from '../domain/shift/extract-shifts.js';
import { sha256 } from '../foundation/tokens/sha256.js';
import { readTextFile, TextFileError } from './text-file.js';

const goldSchema = z.object({
  source: z.object({ publishedAt: z.string().nullish() }).optional(),
  goldSummary_zh: z.string().min(1),
});
const BAR = { budget: 240, rouge1: 0.6, rouge2: 0.34, rougeL: 0.39 };

/**
 * Compares the summaries of an article, made from the shifts that the rules find, with the one in its gold file. Exit code 0 when the bar for
 * 240 characters is met, else 1; a file that cannot be used gives one line on stderr and 1.
 */
export async function evalSummary(options: {
  article: string;
  gold: string;
  published?: string | undefined;
}): Promise<number> {
  try {
    const text = await readTextFile(options.article);
    const gold = readGold(await readTextFile(options.gold), options.gold);
    const publishedAt = options.published ?? gold.source?.publishedAt ?? null;
    const shifts = extractShifts({ text, publishedAt }, { sha256 }).map((shift) => ({
      ...shift,
      dateText: shift.date?.text ?? null,
      status: 'proposed' as const,
    }));
    let isMet = false;
    for (const budget of SUMMARY_BUDGETS) {
      const { basis, sentences } = summarise({ text, shifts, budget });
      const words = sentences.map(({ start, end }) => text.slice(start, end)).join('');
      const score = rouge(words, gold.goldSummary_zh);
      const [r1, r2, rl] = [score.rouge1, score.rouge2, score.rougeL].map((value) => value.toFixed(3));
      console.log(`${budget} characters (${basis}): ROUGE-1 ${r1}  ROUGE-2 ${r2}  ROUGE-L ${rl}\n  ${words}`);
      if (budget === BAR.budget)
        isMet = score.rouge1 >= BAR.rouge1 && score.rouge2 >= BAR.rouge2 && score.rougeL >= BAR.rougeL;
    }
    console.log(isMet ? 'The bar is met.' : 'Below the bar.');
    return isMet ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function readGold(json: string, path: string): z.infer<typeof goldSchema> {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    throw new TextFileError(`${path}: is not JSON`, { cause: error });
  }
  const parsed = goldSchema.safeParse(content);
  if (!parsed.success) throw new TextFileError(`${path}: holds no goldSummary_zh`);
  return parsed.data;
}
