import { FileFault, MAX_COLUMNS, MAX_RECORD_CHARACTERS, type TableRow } from './file-fault.js';
import type { XlsxBook } from './xlsx-book.js';
import type { XlsxStrings } from './xlsx-strings.js';
import { walkXml } from './xml-parts.js';
import type { ZipArchive } from './zip-archive.js';

/** Excel's own limit (2^20). */
const MOST_ROWS = 1_048_576;

/** Rows of one sheet as text, while the sheet is unpacked. `line` is the row's number in Excel; rows without content are passed over. */
export async function* readSheet(
  archive: ZipArchive,
  book: XlsxBook,
  sheet: string | undefined,
  onShare?: (share: number) => void,
): AsyncGenerator<TableRow[]> {
  const cells = new SheetCells(await book.strings());
  const bytes = archive.read(book.sheetEntry(sheet), onShare);
  const steps = walkXml(bytes, 'sheet', {
    open: (name, attributes) => {
      cells.open(name, attributes);
    },
    text: (text) => {
      cells.text(text);
    },
    close: (name) => {
      cells.close(name);
    },
  });
  try {
    while ((await steps.next()).done !== true) {
      const rows = cells.take();
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    const rows = cells.take();
    if (rows.length > 0) yield rows;
    if (!(error instanceof FileFault)) throw error;
    throw new FileFault(error.code, `${error.message} (after row ${cells.line})`, cells.line, { cause: error });
  }
}

class SheetCells {
  line = 0;
  private rows: TableRow[] = [];
  private row: TableRow | undefined;
  private characters = 0;
  private column = 0;
  private type = 'n';
  private value = '';
  private isValue = false;
  private phonetic = 0;

  constructor(private readonly strings: XlsxStrings) {}

  take(): TableRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.row = { line: Number(attributes['r'] ?? this.line + 1), fields: [] };
      this.characters = 0;
      this.column = 0;
    } else if (name === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column;
      this.type = attributes['t'] ?? 'n';
      this.value = '';
    } else if (name === 'rPh') this.phonetic += 1;
    else if (name === 'v' || name === 't') this.isValue = this.phonetic === 0;
  }

  text(text: string): void {
    if (!this.isValue || this.row === undefined) return;
    this.value += text;
    this.characters += text.length;
    if (this.characters > MAX_RECORD_CHARACTERS)
      throw new FileFault('broken', `A row is longer than ${MAX_RECORD_CHARACTERS} characters`);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'rPh') this.phonetic -= 1;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
  }

  private endCell(): void {
    if (this.row === undefined) return;
    if (this.column >= MAX_COLUMNS) throw new FileFault('broken', `A row has a cell beyond column ${MAX_COLUMNS}`);
    while (this.row.fields.length < this.column) this.row.fields.push('');
    this.row.fields[this.column] = this.read();
    this.column += 1;
  }

  private endRow(): void {
    const { row } = this;
    this.row = undefined;
    if (row === undefined) return;
    if (!(row.line >= 1 && row.line <= MOST_ROWS))
      throw new FileFault('broken', 'A row has no number that Excel knows');
    this.line = row.line;
    if (row.fields.some((field) => field !== '')) this.rows.push(row);
  }

  /** As text. A long number (a phone) keeps its digits; a formula is its last result. */
  private read(): string {
    if (this.type === 's') {
      const text = this.strings.get(Number(this.value));
      if (text === undefined) throw new FileFault('broken', 'A cell names a string that the workbook does not have');
      return text;
    }
    if (this.type === 'b') return this.value === '1' ? 'TRUE' : 'FALSE';
    if (this.type !== 'n' || !/e/i.test(this.value)) return this.value;
    const number = Number(this.value);
    return Number.isSafeInteger(number) ? String(number) : this.value;
  }
}

/** `C5` → 2. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
