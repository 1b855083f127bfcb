import { ADDRESS_FAULTS } from '#src/domain/address/parse-address.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import type { AddressBook } from './address-book.js';
import { personName } from './subscriber.dto.js';
import type { Newcomer } from './subscriber.repository.js';
import { readTimeZone } from './time-zone.js';

const COLUMNS = ['email', 'name', 'locale', 'time_zone'] as const;
export type ImportColumn = (typeof COLUMNS)[number];

/** `message` completes a sentence that begins with the field and never repeats its value. */
export type RowFault = { line: number; field: ImportColumn | 'row'; message: string };

/** Where each column stands in a row. */
export type ImportHeader = { [C in ImportColumn]?: number } & { email: number; width: number };

/** Reads the header row: `email`, and if there `name`, `locale`, `time_zone`, in any order and case; other columns are passed over. */
export function readHeader(fields: string[]): ImportHeader | { fault: string } {
  const names = fields.map((field) =>
    field
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const twice = COLUMNS.find((column) => names.filter((name) => name === column).length > 1);
  if (twice !== undefined) return { fault: `The header names the column “${twice}” twice.` };
  const at = (column: ImportColumn): number | undefined => (names.includes(column) ? names.indexOf(column) : undefined);
  const email = at('email');
  if (email === undefined) return { fault: 'The first row must name the columns, one of them “email”.' };
  const places = COLUMNS.flatMap((column) => {
    const place = at(column);
    return place === undefined ? [] : [[column, place] as const];
  });
  return { ...Object.fromEntries(places), email, width: names.length };
}

/** One person of the file, or the first thing that is wrong with the row. Empty cells take the defaults. */
export function readPerson(
  row: { line: number; fields: string[] },
  header: ImportHeader,
  defaults: { locale: Locale; timeZone: string },
  addresses: AddressBook,
): Newcomer | RowFault {
  const fault = (field: RowFault['field'], message: string): RowFault => ({ line: row.line, field, message });
  const cell = (column: ImportColumn): string => {
    const place = header[column];
    return place === undefined ? '' : (row.fields[place] ?? '').trim();
  };
  if (row.fields.length > header.width) {
    return fault(
      'row',
      `has ${row.fields.length} cells where the header has ${header.width} (a delimiter in an unquoted cell?)`,
    );
  }
  const address = addresses.read(row.fields[header.email] ?? '');
  if (typeof address === 'string') return fault('email', ADDRESS_FAULTS[address]);
  const name = cell('name') === '' ? null : personName.safeParse(cell('name'));
  if (name?.success === false) return fault('name', name.error.issues[0]?.message ?? 'is not usable');
  const locale = cell('locale') === '' ? defaults.locale : readLocale(cell('locale'));
  if (locale === undefined) return fault('locale', `is none of ${LOCALES.join(', ')}`);
  const timeZone = cell('time_zone') === '' ? defaults.timeZone : readTimeZone(cell('time_zone'));
  if (timeZone === undefined) return fault('time_zone', 'is no IANA time zone, such as Asia/Shanghai');
  return { hash: address.hash, email: address.email, name: name?.data ?? null, locale, timeZone };
}

/** Files come from people: `zh_cn` is as good as `zh-CN`. */
function readLocale(text: string): Locale | undefined {
  const wanted = text.replace('_', '-').toLowerCase();
  return LOCALES.find((locale) => locale.toLowerCase() === wanted);
}
