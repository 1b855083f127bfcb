import { finished, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { CsvError, parse, type Parser } from 'csv-parse';

/** `line` counts from 1, the header included; of a row that spans lines it is the last one. */
export type CsvRow = { line: number; fields: string[] };

export type CsvStopReason = 'cut-off' | 'not-utf8' | 'broken' | 'too-large';

/** Reading ended before the end of the file, after `line`; the rows before it are good. */
export class CsvStopped extends Error {
  constructor(
    readonly reason: CsvStopReason,
    readonly line: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const MAX_BYTES = 50 * 1024 * 1024;
const MAX_RECORD_CHARACTERS = 64 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads CSV from a stream of UTF-8 bytes in constant memory: a byte-order mark is skipped, the delimiter (comma, semicolon or tab) is the one
 * that the header row has most of. Throws CsvStopped for whatever makes further reading senseless. The source is never destroyed: whoever
 * owns it may still have to answer over the same socket.
 */
export async function* readCsv(source: Readable): AsyncGenerator<CsvRow> {
  let line = 0;
  try {
    const text = decode(source);
    const head = await readFirstLine(text);
    const parser = new CsvParser(sniffDelimiter(head));
    for await (const chunk of resume(head, text)) {
      // A fault comes after the rows before it: they are good, and they say where it is.
      const fault = await parser.write(chunk);
      for (const row of parser.take()) {
        line = row.line;
        yield row;
      }
      if (fault) throw fault;
    }
    const fault = await parser.end();
    for (const row of parser.take()) {
      line = row.line;
      yield row;
    }
    if (fault) throw fault;
  } catch (error) {
    throw stopped(error, line);
  }
}

/** csv-parse as a plain function of chunks: a stream that fails throws away the rows it had ready. */
class CsvParser {
  private rows: CsvRow[] = [];
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
        this.rows.push({ line: lines, fields });
        return null;
      },
    });
    // Every fault comes back from write or end; without a listener the process would end.
    this.parser.on('error', () => undefined);
    this.parser.resume();
  }

  write(chunk: string): Promise<Error | null | undefined> {
    return new Promise((resolve) => this.parser.write(chunk, resolve));
  }

  end(): Promise<Error | null | undefined> {
    return new Promise((resolve) => {
      finished(this.parser, resolve);
      this.parser.end();
    });
  }

  take(): CsvRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}

/** Outside quotes nobody writes a delimiter into the name of a column, so the most frequent one is it. */
export function sniffDelimiter(head: string): ',' | ';' | '\t' {
  const line = /^[^\r\n]*/.exec(head)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function* decode(source: Readable): AsyncGenerator<string> {
  // It drops a byte-order mark by itself, and refuses GB18030 and UTF-16 instead of storing rubbish.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  const chunks: AsyncIterator<Uint8Array | string> = source.iterator({ destroyOnReturn: false });
  try {
    for (;;) {
      const next = await chunks.next().catch((cause: unknown) => {
        throw new CsvStopped('cut-off', 0, 'The file was cut off on its way.', { cause });
      });
      if (next.done === true) break;
      const chunk = typeof next.value === 'string' ? Buffer.from(next.value) : next.value;
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) throw new CsvStopped('too-large', 0, 'The file is larger than 50 MB.');
      yield decodeStrictly(decoder, chunk);
    }
    yield decodeStrictly(decoder);
  } finally {
    // Lets go of the source, so that its owner can pass over the rest.
    await chunks.return?.();
  }
}

function decodeStrictly(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new CsvStopped('not-utf8', 0, 'The file is not UTF-8; save it as “CSV UTF-8”.', { cause });
  }
}

async function readFirstLine(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < MAX_RECORD_CHARACTERS && !/[\r\n]/.test(head)) {
    const next = await text.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

async function* resume(head: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const more of text) if (more !== '') yield more;
}

/** Knows the last good line, which the place of the fault did not. */
function stopped(error: unknown, line: number): unknown {
  if (error instanceof CsvStopped) return new CsvStopped(error.reason, line, error.message, { cause: error.cause });
  if (!(error instanceof CsvError)) return error;
  const what = BROKEN[error.code] ?? 'The file is no CSV that we can read';
  return new CsvStopped('broken', line, `${what} after line ${line}.`, { cause: error });
}

const BROKEN: Partial<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'A quote is closed in the middle of a field',
  CSV_MAX_RECORD_SIZE: 'A row is longer than 65,536 characters (a quote that is never closed?)',
  INVALID_OPENING_QUOTE: 'A quote is opened in the middle of a field',
};
