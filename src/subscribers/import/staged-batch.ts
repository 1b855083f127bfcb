import type { RowIds } from './row-ids.js';
import type { ImportedPerson, RowFault, StagedRow } from './row-reader.js';

export const STAGED_COLUMNS = [
  ...['id', 'line', 'address_hash', 'email', 'name', 'locale', 'time_zone'],
  ...['is_repeat', 'fault', 'field', 'warning', 'detail'],
];
const FIRST_BYTES = 256 * 1024;

/**
 * The rows of one batch as COPY reads them, written down as they come and in a buffer that serves again: rows that were kept as objects would
 * outlive the young generation and pile up as garbage.
 */
export class StagedBatch {
  rows = 0;
  rejected = 0;
  /** Sound rows with a warning. */
  warned = 0;
  /** How much of the file was read with it, from 0 to 1. */
  share = 0;
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private used = 0;

  constructor(private readonly ids: RowIds) {}

  get text(): Buffer {
    return this.bytes.subarray(0, this.used);
  }

  add(row: StagedRow): void {
    const line = 'fault' in row ? faultLine(row) : personLine(row, this.ids.next());
    // A character of UTF-16 takes at most three bytes.
    if (this.used + line.length * 3 > this.bytes.length) {
      const wider = Buffer.allocUnsafe(this.bytes.length * 2 + line.length * 3);
      this.bytes.copy(wider, 0, 0, this.used);
      this.bytes = wider;
    }
    this.used += this.bytes.write(line, this.used);
    this.rows += 1;
    if ('fault' in row) this.rejected += 1;
    else if (row.warning !== null) this.warned += 1;
  }

  clear(): void {
    this.rows = 0;
    this.rejected = 0;
    this.warned = 0;
    this.used = 0;
  }
}

/** Lines of COPY's text format. What comes from the file is escaped; the rest are words of ours. */
function faultLine({ line, fault, field }: RowFault): string {
  return `\\N\t${line}\t\\N\t\\N\t\\N\t\\N\t\\N\tf\t${fault}\t${field}\t\\N\t\\N\n`;
}

function personLine(person: ImportedPerson, id: string): string {
  const { line, hash, email, name, locale, timeZone, isRepeat, warning } = person;
  return (
    `${id}\t${line}\t\\\\x${hash}\t${escaped(email)}\t${escaped(name)}\t${locale ?? '\\N'}\t${timeZone ?? '\\N'}\t` +
    `${isRepeat ? 't' : 'f'}\t\\N\t\\N\t${warning?.word ?? '\\N'}\t${escaped(warning?.detail ?? null)}\n`
  );
}

function escaped(text: string | null): string {
  if (text === null) return '\\N';
  return /[\\\n\r\t]/.test(text)
    ? text.replaceAll(/[\\\n\r\t]/g, (character) => `\\${ESCAPES[character] ?? character}`)
    : text;
}

const ESCAPES: Partial<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't' };
