import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { findColumns, parseExpectedRow, type ExpectedRow } from '../domain/feedback/bounce/eval/expected-row.js';
import { formatScore } from '../domain/feedback/bounce/eval/format-score.js';
import { meetsBar, scoreBounces, type ClassifiedFile } from '../domain/feedback/bounce/eval/score-bounces.js';
import { readMailFile } from './mail-files.js';
import { readTextFile, TextFileError } from './text-file.js';

/**
 * Scores the classifier on the files of a folder against a table (columns file, address, class; several rows per file; empty address and
 * class: no bounce). Exit code 0 when the bar is met, else 1; a table that cannot be used gives one line on stderr and 1.
 */
export async function evalBounces({
  dir,
  expected,
  json,
}: {
  dir: string;
  expected: string;
  json?: boolean | undefined;
}): Promise<number> {
  try {
    const rows = readExpected(await readTextFile(expected), expected);
    const files: ClassifiedFile[] = [];
    for (const name of new Set(rows.map(({ file }) => file))) files.push(await classify(dir, name));
    const score = scoreBounces(files, rows);
    const isMet = meetsBar(score);
    console.log(
      json === true
        ? JSON.stringify({ ...score, meetsBar: isMet }, null, 2)
        : `${formatScore(score)}\n${isMet ? 'The bar is met.' : 'Below the bar.'}`,
    );
    return isMet ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TextFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** The names in the table are below the folder, or stand as they are. */
async function classify(dir: string, name: string): Promise<ClassifiedFile> {
  const below = join(dir, name);
  const read = await readMailFile(existsSync(below) ? below : name);
  return 'error' in read
    ? { file: name, recipients: [], error: read.error }
    : { file: name, recipients: read.report.recipients };
}

function readExpected(text: string, path: string): ExpectedRow[] {
  let records: Record<string, string>[];
  let titles: string[] = [];
  try {
    records = parse<Record<string, string>>(text, {
      bom: true,
      columns: (header: string[]) => (titles = header),
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw new TextFileError(`${path}: is no CSV (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  }
  const columns = findColumns(titles);
  if (typeof columns === 'string') throw new TextFileError(`${path}: ${columns}`);
  return records.map((record, index) => {
    const parsed = parseExpectedRow(record, columns);
    if (!parsed.ok) throw new TextFileError(`${path}, row ${index + 2}: ${parsed.fault}`);
    return parsed.row;
  });
}
