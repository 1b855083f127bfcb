import { finished } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { CsvError, parse, type Parser } from 'csv-parse';
import { isSeparatorLine } from './delimiter.js';
import type { Encoding } from './encoding.js';
import { FileFault, MAX_COLUMNS, MAX_RECORD_CHARACTERS, type TableRow } from './file-fault.js';

export type TextForm = { encoding: Encoding; delimiter: string };

/** Characters that are parsed without letting anybody else run: some milliseconds. */
const SLICE = 32 * 1024;

/**
 * Reads delimited text (RFC 4180, with mixed line ends) in constant memory; what it gives at a time are the rows of one slice. Throws
 * FileFault, after the rows before the fault.
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>, form: TextForm): AsyncGenerator<TableRow[]> {
  const parser = new DelimitedParser(form.delimiter);
  let line = 0;
  try {
    for await (const text of decode(bytes, form.encoding)) {
      const fault = await parser.write(text);
      const rows = parser.take();
      line = rows.at(-1)?.line ?? line;
      if (rows.length > 0) yield rows;
      if (fault) throw fault;
      await breathe();
    }
    const fault = await parser.end();
    const rows = parser.take();
    line = rows.at(-1)?.line ?? line;
    if (rows.length > 0) yield rows;
    if (fault) throw fault;
  } catch (error) {
    throw faultAfter(line, error);
  }
}

/** csv-parse as a plain function of chunks: a stream that fails throws away the rows it had ready. */
class DelimitedParser {
  private rows: TableRow[] = [];
  private readonly parser: Parser;

  constructor(delimiter: string) {
    this.parser = parse({
      delimiter,
      // Files that went through several programs mix them; csv-parse by itself keeps to the first one it meets.
      record_delimiter: ['\r\n', '\n', '\r'],
      // Rows of uneven length are the caller's to judge, since it knows which columns matter.
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      on_record: (fields: string[], { lines }) => {
        const row = { line: lines, fields };
        if (fields.length > MAX_COLUMNS) throw new FileFault('broken', `A row has more than ${MAX_COLUMNS} cells`);
        if (!isSeparatorLine(row)) this.rows.push(row);
        return null;
      },
    });
    // Every fault comes back from write or end; without a listener the process would end.
    this.parser.on('error', () => undefined);
    this.parser.resume();
  }

  write(text: string): Promise<Error | null | undefined> {
    return new Promise((resolve) => this.parser.write(text, resolve));
  }

  end(): Promise<Error | null | undefined> {
    return new Promise((resolve) => {
      finished(this.parser, resolve);
      this.parser.end();
    });
  }

  take(): TableRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}

/** Text without its byte-order mark, in slices. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let isFirst = true;
  for await (const chunk of bytes) {
    const text = decodeStrictly(decoder, encoding, chunk);
    for (let at = 0; at < text.length; at += SLICE) {
      const slice = text.slice(at, at + SLICE);
      yield isFirst ? slice.replace(/^\ufeff/, '') : slice;
      isFirst = false;
    }
  }
  const rest = decodeStrictly(decoder, encoding);
  if (rest !== '') yield rest;
}

function decodeStrictly(decoder: TextDecoder, encoding: Encoding, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new FileFault('wrong-encoding', `The file is not ${encoding.toUpperCase()}`, 0, { cause });
  }
}

/** Knows the last good line, which the place of the fault did not. */
function faultAfter(line: number, error: unknown): unknown {
  const where = line === 0 ? '.' : ` after line ${line}.`;
  if (error instanceof FileFault) return new FileFault(error.code, error.message + where, line, { cause: error.cause });
  if (!(error instanceof CsvError)) return error;
  const what = BROKEN[error.code] ?? 'The file is no table that we can read';
  return new FileFault('broken', what + where, line, { cause: error });
}

const BROKEN: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'A quote is closed in the middle of a field',
  CSV_MAX_RECORD_SIZE: `A row is longer than ${MAX_RECORD_CHARACTERS} characters (a quote that is never closed?)`,
  INVALID_OPENING_QUOTE: 'A quote is opened in the middle of a field',
};
