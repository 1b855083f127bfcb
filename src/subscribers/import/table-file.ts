import { decode, readText } from './text-rows.js';
import { sniffDelimiter } from './delimiter.js';
import type { Encoding } from './encoding.js';
import type { FileBytes } from './file-bytes.js';
import { FileFault, type TableRow } from './file-fault.js';
import { XlsxBook } from './xlsx-book.js';
import { readSheet } from './xlsx-rows.js';
import { ZipArchive } from './zip-archive.js';

/** How a table is read out of its file. */
export type TableForm =
  { format: 'text'; encoding: Encoding; delimiter: string } | { format: 'xlsx'; sheet: string | undefined };

/** What is wanted of the form; the rest is found out. */
export type WantedForm = {
  encoding?: Encoding | undefined;
  delimiter?: string | undefined;
  sheet?: string | undefined;
};

export type StoredTable = { format: 'text' | 'xlsx'; encoding: Encoding | null; file: FileBytes };

const HEAD_BYTES = 64 * 1024;

/** A table in CSV or XLSX, read again from the start as often as wanted, in constant memory. */
export class TableFile {
  constructor(
    private readonly stored: StoredTable,
    private readonly maxUnpackedBytes: number,
  ) {}

  /** Names of the sheets to choose from; null for a file of text. */
  async sheetNames(): Promise<string[] | null> {
    if (this.stored.format === 'text') return null;
    return (await XlsxBook.open(await this.archive())).sheetNames;
  }

  async form(wanted: WantedForm): Promise<TableForm> {
    if (this.stored.format === 'xlsx') {
      return { format: 'xlsx', sheet: wanted.sheet ?? (await this.sheetNames())?.[0] };
    }
    const encoding = wanted.encoding ?? this.stored.encoding;
    if (encoding === null) {
      throw new FileFault(
        'unknown-encoding',
        'The file is none of UTF-8, UTF-16 and GB18030: say what it is (encoding), or save it as “CSV UTF-8”.',
      );
    }
    return { format: 'text', encoding, delimiter: wanted.delimiter ?? (await this.sniffDelimiter(encoding)) };
  }

  /** `onShare` is told how much of the file has been read, from 0 to 1. */
  async *rows(form: TableForm, onShare: (share: number) => void = () => undefined): AsyncGenerator<TableRow[]> {
    const { file } = this.stored;
    if (form.format === 'text') {
      yield* readText(counted(file, onShare), form);
      return;
    }
    const archive = await this.archive();
    let rows = 0;
    for await (const part of readSheet(archive, await XlsxBook.open(archive), form.sheet, onShare)) {
      rows += part.length;
      yield part;
    }
    if (rows === 0) throw new FileFault('empty', 'The sheet is empty.');
  }

  /** The first rows, at most `count`. A fault after them does not matter yet. */
  async firstRows(form: TableForm, count: number): Promise<TableRow[]> {
    const rows: TableRow[] = [];
    try {
      for await (const part of this.rows(form)) {
        rows.push(...part.slice(0, count - rows.length));
        if (rows.length === count) break;
      }
    } catch (error) {
      if (rows.length === 0 || !(error instanceof FileFault)) throw error;
    }
    if (rows.length === 0) throw new FileFault('empty', 'The file has no rows.');
    return rows;
  }

  private archive(): Promise<ZipArchive> {
    return ZipArchive.open(this.stored.file, this.maxUnpackedBytes);
  }

  private async sniffDelimiter(encoding: Encoding): Promise<string> {
    for await (const text of decode(this.stored.file.read(0, HEAD_BYTES), encoding)) return sniffDelimiter(text);
    return ',';
  }
}

async function* counted(file: FileBytes, onShare: (share: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of file.read()) {
    yield chunk;
    bytes += chunk.length;
    onShare(bytes / file.size);
  }
}
