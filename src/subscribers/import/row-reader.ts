import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import type { AddressBook } from '../address-book.js';
import { personName } from '../subscriber.dto.js';
import { readTimeZone } from '#src/domain/schedule/time-zone.js';
import type { ImportField, Places } from './columns.js';
import type { RowFaultCode, RowWarning } from './fault-words.js';
import type { TableRow } from './file-fault.js';

/** What a row says; null: the file does not say it. */
export type ImportedPerson = {
  line: number;
  hash: Buffer;
  email: string;
  domain: string;
  name: string | null;
  locale: Locale | null;
  timeZone: string | null;
  /** An earlier row of the file had the address. */
  isRepeat: boolean;
  warning: RowWarningNote | null;
};

/** `detail`: the domain that was probably meant. */
export type RowWarningNote = { word: RowWarning; detail: string | null };

export type RowFault = { line: number; field: ImportField | 'row'; fault: RowFaultCode };
export type StagedRow = ImportedPerson | RowFault;

/** A file names few zones and languages, and Intl takes longer for one than all the rest of a row. */
const MOST_REMEMBERED = 1_000;

/** Reads people from the rows of one file. */
export class RowReader {
  private readonly timeZones = new Map<string, string | undefined>();

  constructor(
    private readonly places: Places,
    private readonly addresses: AddressBook,
  ) {}

  /** The person, or the first thing that is wrong with the row. */
  read({ line, fields }: TableRow): StagedRow {
    const { places } = this;
    const fault = (field: RowFault['field'], word: RowFaultCode): RowFault => ({ line, field, fault: word });
    // Trailing empty cells are what spreadsheets leave behind.
    if (places.width !== null && fields.slice(places.width).some((cell) => cell.trim() !== ''))
      return fault('row', 'too-many-cells');
    const address = this.addresses.read(withoutGuard(fields[places.email] ?? ''));
    if (typeof address === 'string') return fault('email', address);
    const name = readName(cellOf(fields, places.name));
    if (name === undefined) return fault('name', 'faulty-name');
    const locale = readLocale(cellOf(fields, places.locale));
    if (locale === undefined) return fault('locale', 'unknown-locale');
    const timeZone = this.readTimeZone(cellOf(fields, places.timeZone));
    if (timeZone === undefined) return fault('timeZone', 'unknown-time-zone');
    const { hash, email, domain } = address;
    return { line, hash, email, domain, name, locale, timeZone, isRepeat: false, warning: null };
  }

  private readTimeZone(cell: string): string | null | undefined {
    if (cell === '') return null;
    if (this.timeZones.has(cell)) return this.timeZones.get(cell);
    const zone = readTimeZone(cell);
    if (this.timeZones.size < MOST_REMEMBERED) this.timeZones.set(cell, zone);
    return zone;
  }
}

function cellOf(fields: string[], place: number | undefined): string {
  return place === undefined ? '' : withoutGuard(fields[place] ?? '').trim();
}

/** Exports put an apostrophe before what a spreadsheet would run as a formula; here it is taken off again. */
function withoutGuard(cell: string): string {
  return cell.startsWith("'") && /^'+\s*[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function readName(cell: string): string | null | undefined {
  return cell === '' ? null : personName.safeParse(cell).data;
}

/** Files come from people: `zh_cn` is as good as `zh-CN`. */
function readLocale(cell: string): Locale | null | undefined {
  if (cell === '') return null;
  const wanted = cell.replace('_', '-').toLowerCase();
  return LOCALES.find((locale) => locale.toLowerCase() === wanted);
}
