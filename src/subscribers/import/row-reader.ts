import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { joinName } from '#src/domain/reader/join-name.js';
import type { AddressBook } from '../address-book.js';
import { readTimeZone } from '#src/domain/schedule/time-zone.js';
import { readPersonName } from '../person-name.js';
import { Recollection } from '../recollection.js';
import type { ImportField, Places } from './columns.js';
import type { RowFaultCode, RowWarning } from './fault-words.js';
import type { TableRow } from './file-fault.js';

/** What a row says; null: the file does not say it. */
export type ImportedPerson = {
  line: number;
  /** In hex. */
  hash: string;
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

/** Reads people from the rows of one file. */
export class RowReader {
  /** A file names few zones, and Intl takes longer for one than all the rest of a row. */
  private readonly timeZones = new Recollection<string | undefined>(1_000);

  constructor(
    private readonly places: Places,
    private readonly addresses: AddressBook,
  ) {}

  /** The person, or the first thing that is wrong with the row. */
  read({ line, fields }: TableRow): StagedRow {
    const { places } = this;
    const fault = (field: RowFault['field'], word: RowFaultCode): RowFault => ({ line, field, fault: word });
    // Trailing empty cells are what spreadsheets leave behind.
    if (
      places.width !== null &&
      fields.length > places.width &&
      fields.slice(places.width).some((cell) => cell.trim() !== '')
    )
      return fault('row', 'too-many-cells');
    const address = this.addresses.parseNew(withoutGuard(fields[places.email] ?? ''));
    if (typeof address === 'string') return fault('email', address);
    const name = readName(this.wholeName(fields));
    if (name === undefined) return fault('name', 'faulty-name');
    const locale = readLocale(cellOf(fields, places.locale));
    if (locale === undefined) return fault('locale', 'unknown-locale');
    const zone = cellOf(fields, places.timeZone);
    const timeZone = zone === '' ? null : this.timeZones.of(zone, readTimeZone);
    if (timeZone === undefined) return fault('timeZone', 'unknown-time-zone');
    const { canonical, email, domain } = address;
    const hash = this.addresses.hashHex(canonical);
    return { line, hash, email, domain, name, locale, timeZone, isRepeat: false, warning: null };
  }

  private wholeName(fields: string[]): string {
    const { name, familyName, givenName } = this.places;
    const whole = cellOf(fields, name);
    if (whole !== '' || (familyName ?? givenName) === undefined) return whole;
    return joinName({ family: cellOf(fields, familyName), given: cellOf(fields, givenName) });
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
  return cell === '' ? null : readPersonName(cell);
}

/** Files come from people: `zh_cn` is as good as `zh-CN`. */
function readLocale(cell: string): Locale | null | undefined {
  if (cell === '') return null;
  const exact = LOCALES.find((locale) => locale === cell);
  if (exact !== undefined) return exact;
  const wanted = cell.replace('_', '-').toLowerCase();
  return LOCALES.find((locale) => locale.toLowerCase() === wanted);
}
