import type { BounceReport } from '../domain/feedback/bounce/bounce-report.js';
import { REPLY_RULES } from '../domain/feedback/bounce/rules/rules.data.js';
import { errorCode } from '../foundation/error-code.js';
import { readMailFiles, type ReadMailFile } from './mail-files.js';

/**
 * Prints what each mail file says about whom, without a database: a JSON line per file, or a table for people. Folders are walked through. Exit code 1
 * when a file could not be read; the others are printed all the same.
 */
export async function classifyBounces(
  paths: readonly string[],
  options: { json?: boolean | undefined } = {},
): Promise<number> {
  const lineOf = options.json === true ? jsonLine : tableLines;
  let code = 0;
  // Without a listener a closed pipe ends the process; the write below tells of it too.
  process.stdout.on('error', ignore);
  try {
    for await (const read of readMailFiles(paths)) {
      if ('error' in read) code = 1;
      await print(lineOf(read));
    }
  } catch (error) {
    // Whoever reads the pipe has seen enough.
    if (errorCode(error) !== 'EPIPE') throw error;
  }
  return code;
}

function ignore(): void {
  // Said above.
}

/** Waits until the pipe has taken it: memory stays flat, and nothing is lost when the caller ends the process next. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function jsonLine(read: ReadMailFile): string {
  if ('error' in read) return JSON.stringify({ file: read.file, error: read.error, recipients: [] });
  const { kind, sign, recipients, token, originalMessageId } = read.report;
  return JSON.stringify({ file: read.file, kind, sign, recipients, token, originalMessageId });
}

function tableLines(read: ReadMailFile): string {
  if ('error' in read) return `${read.file}: ${read.error}`;
  const { kind, sign, recipients } = read.report;
  return [`${read.file}: ${kind} (${sign})`, ...recipients.map(recipientLine)].join('\n');
}

function recipientLine({ address, class: found, status, rule, reply }: BounceReport['recipients'][number]): string {
  return `  ${found.padEnd(11)} ${(status ?? '-').padEnd(7)} ${address.padEnd(32)} ${rule.padEnd(22)} ${(reply ?? '').slice(0, 100)}`.trimEnd();
}

/** The table of rules, for an operator who wonders why. */
export function printRules(): number {
  for (const rule of REPLY_RULES) {
    const places = [
      (rule.text ?? rule.raw) === undefined ? [] : ['words'],
      rule.enhanced === undefined ? [] : [`code ${rule.enhanced.source}`],
      rule.code === undefined ? [] : [`reply ${rule.code.source}`],
    ];
    console.log(`${rule.name.padEnd(24)} ${rule.class.padEnd(12)} ${rule.why} (${places.flat().join(', ')})`);
  }
  return 0;
}
