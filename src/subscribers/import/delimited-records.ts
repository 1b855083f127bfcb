import { isSeparatorLine } from './delimiter.js';
import { FileFault, MAX_COLUMNS, MAX_RECORD_CHARACTERS, type TableRow } from './file-fault.js';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** `fault`: what stands behind the rows. */
export type Taken = { rows: TableRow[]; fault?: FileFault };

/**
 * Cuts delimited text into records as it comes (RFC 4180): a field may be quoted, a quote in it is doubled, and a record ends with CRLF, LF or CR,
 * which files that went through several programs mix. Rows of uneven length are the caller's to judge, since it knows which columns matter.
 * Of ours, because a list of half a million rows spends more time here than on anything else.
 */
export class DelimitedRecords {
  /** From the beginning of a record that is not complete. */
  private text = '';
  private at = 0;
  private isLast = false;
  /** Line ends that were passed. */
  private lines = 0;
  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  take(text: string): Taken {
    this.text = this.text === '' ? text : this.text + text;
    const rows: TableRow[] = [];
    let begin = 0;
    try {
      for (this.at = 0; this.at < this.text.length; begin = this.at) {
        const fields = this.record();
        if (fields === undefined) break;
        if (fields.length > MAX_COLUMNS) throw broken(`A row has more than ${MAX_COLUMNS} cells`);
        const row = { line: this.lines, fields };
        if (fields.length > 0 && !isSeparatorLine(row)) rows.push(row);
      }
      this.text = this.text.slice(begin);
      if (this.text.length > MAX_RECORD_CHARACTERS)
        throw broken(`A row is longer than ${MAX_RECORD_CHARACTERS} characters (a quote that is never closed?)`);
      return { rows };
    } catch (fault) {
      if (fault instanceof FileFault) return { rows, fault };
      throw fault;
    }
  }

  /** What stands behind the last line end. */
  end(): Taken {
    this.isLast = true;
    return this.take('');
  }

  /** The fields of the record that begins here; none: an empty line. Undefined when its end has not come yet. */
  private record(): string[] | undefined {
    const { text, delimiter } = this;
    const lines = this.lines;
    const fields: string[] = [];
    const isEmpty = isLineEnd(text.charCodeAt(this.at));
    for (;;) {
      const field = text.charCodeAt(this.at) === QUOTE ? this.quoted() : this.bare();
      if (field !== undefined) fields.push(field);
      const next = text.charCodeAt(this.at);
      if (field !== undefined && next === delimiter) {
        this.at += 1;
        continue;
      }
      if (field !== undefined && this.passLineEnd(next)) return isEmpty ? [] : fields;
      this.lines = lines;
      return undefined;
    }
  }

  private bare(): string | undefined {
    const { text, delimiter } = this;
    let end = this.at;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === delimiter || code === LINE_FEED || code === CARRIAGE_RETURN) break;
      if (code === QUOTE) throw broken('A quote is opened in the middle of a field');
    }
    if (end === text.length && !this.isLast) return undefined;
    const field = text.slice(this.at, end);
    this.at = end;
    return field;
  }

  private quoted(): string | undefined {
    const { text } = this;
    let isDoubled = false;
    for (let from = this.at + 1; ; from += 2) {
      from = text.indexOf('"', from);
      if (from < 0 || (from + 1 === text.length && !this.isLast)) {
        if (this.isLast) throw broken('A quote is opened and never closed');
        return undefined;
      }
      if (text.charCodeAt(from + 1) === QUOTE) {
        isDoubled = true;
        continue;
      }
      const field = text.slice(this.at + 1, from);
      this.at = from + 1;
      const next = text.charCodeAt(this.at);
      if (this.at < text.length && next !== this.delimiter && !isLineEnd(next))
        throw broken('A quote is closed in the middle of a field');
      this.lines += lineEndsIn(field);
      return isDoubled ? field.replaceAll('""', '"') : field;
    }
  }

  /** False when the end of the line has not come, or may still go on. */
  private passLineEnd(code: number): boolean {
    if (this.at === this.text.length) {
      if (this.isLast) this.lines += 1;
      return this.isLast;
    }
    const isPair = code === CARRIAGE_RETURN && this.text.charCodeAt(this.at + 1) === LINE_FEED;
    if (code === CARRIAGE_RETURN && this.at + 1 === this.text.length && !this.isLast) return false;
    this.at += isPair ? 2 : 1;
    this.lines += 1;
    return true;
  }
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN;
}

function lineEndsIn(field: string): number {
  return field.includes('\n') || field.includes('\r') ? (field.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

function broken(message: string): FileFault {
  return new FileFault('broken', message);
}
