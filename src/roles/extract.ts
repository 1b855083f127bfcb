import { parseIsoDay } from '../domain/shift/date/calendar.js';
import { extractShifts } from '../domain/shift/extract-shifts.js';
import type { ShiftProposal } from '../domain/shift/shift.schema.js';
import { sha256 } from '../foundation/tokens/sha256.js';
import { readTextFile, TextFileError } from './text-file.js';

export interface ExtractOptions {
  json?: boolean | undefined;
  /** Publication day (2025-12-12) or instant. */
  published?: string | undefined;
  title?: string | undefined;
}

/**
 * Prints the shifts of a text file, without a database. The first line counts as the title when it looks like one (short, no full stop) and
 * is then no evidence. Offsets are UTF-16 code units into the whole file after removal of a byte order mark; line ends stay as they are.
 * Returns the exit code: 1, with one line on stderr, when the file cannot be used.
 */
export async function extractCommand(file: string, options: ExtractOptions = {}): Promise<number> {
  const { json = false, published, title } = options;
  if (published !== undefined && parseIsoDay(published) === null) {
    process.stderr.write(`--published ${published}: is no day such as 2025-12-12\n`);
    return 1;
  }
  let text: string;
  try {
    text = await readTextFile(file);
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const proposals = extractShifts({ text, title, publishedAt: published }, { sha256 });
  await print(json ? JSON.stringify(proposals, null, 2) : listOf(proposals));
  return 0;
}

/** Waits until a pipe has taken everything: the caller ends the process next. */
function print(output: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${output}\n`, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function listOf(proposals: readonly ShiftProposal[]): string {
  if (proposals.length === 0) return 'No strategy shift found.';
  return proposals.map(describe).join('\n\n');
}

function describe(proposal: ShiftProposal): string {
  const { actor, kind, from, to, object, amounts, date, modality, attribution, evidence, conflicts, confidence } =
    proposal;
  const facts = [
    object === null ? '' : `what: ${object}`,
    from === null ? '' : `from: ${from}`,
    to === null ? '' : `to: ${to}`,
    amounts.length === 0 ? '' : `amount: ${amounts.map((amount) => amount.text).join(', ')}`,
    date === null ? '' : `when: ${date.text}${date.start === null ? '' : ` (${date.start} to ${date.end ?? '…'})`}`,
    attribution === null ? '' : `said by: ${attribution}`,
    ...conflicts.map((conflict) => `conflict in ${conflict.field}: ${conflict.values.join(' / ')}`),
  ].filter((fact) => fact !== '');
  const quotes = evidence.map(({ start, end, quote }) => `  [${start}-${end}] ${quote.replaceAll(/\s+/gu, ' ')}`);
  return [
    `${actor.name} · ${kind} · ${modality} · ${confidence.toFixed(2)}`,
    ...facts.map((fact) => `  ${fact}`),
    ...quotes,
  ].join('\n');
}
