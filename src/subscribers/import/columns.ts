import { FileFault } from './file-fault.js';

/** `name` is the whole of it; a row without one takes `familyName` and `givenName`. */
export const IMPORT_FIELDS = ['email', 'name', 'familyName', 'givenName', 'locale', 'timeZone'] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** A column by its name in the header, or by its number from 1. */
export type ColumnName = string | number;
export type ColumnMapping = { email: ColumnName } & { [F in ImportField]?: ColumnName | undefined };

/** Where each field stands in a row, counted from 0. `width`: cells of the header, null without one. */
export type Places = { email: number; width: number | null } & { [F in ImportField]?: number | undefined };

/** Names that people give these columns, after `fold`. */
const KNOWN: Record<ImportField, readonly string[]> = {
  email: [
    ...['email', 'mail', 'emailaddress', 'mailaddress', 'emailid', 'useremail', 'contactemail'],
    ...[
      '邮箱',
      '电子邮箱',
      '邮箱地址',
      '电子邮件',
      '邮件',
      '邮件地址',
      '电子邮件地址',
      '邮箱账号',
      '电邮',
      '订阅邮箱',
      '联系邮箱',
    ],
    ...['郵箱', '電子郵箱', '電子郵件', '電子郵件地址', '郵件', '郵件地址', '信箱', '電子信箱', '電郵', '電郵地址'],
  ],
  name: [
    ...['name', 'fullname', 'displayname', 'contactname', 'contact', 'username', 'customername', 'recipient'],
    ...['姓名', '名字', '名称', '称呼', '昵称', '联系人', '联系人姓名', '客户姓名', '收件人', '全名'],
    ...['名稱', '稱呼', '暱稱', '聯絡人', '聯絡人姓名', '客戶姓名', '收件者'],
  ],
  familyName: [
    ...['familyname', 'lastname', 'surname', 'secondname'],
    ...['姓', '姓氏', '客户姓氏', '联系人姓氏', '客戶姓氏', '聯絡人姓氏'],
  ],
  givenName: [
    ...['givenname', 'givennames', 'firstname', 'firstnames', 'forename', 'christianname'],
    ...['名', '名字', '客户名字', '联系人名字', '客戶名字', '聯絡人名字'],
  ],
  locale: [
    ...['locale', 'language', 'lang', 'preferredlanguage', 'languagecode'],
    ...['语言', '语种', '首选语言', '語言', '語系', '偏好語言'],
  ],
  timeZone: ['timezone', 'tz', 'tzname', '时区', '時區'],
};

export type Guess = { hasHeader: boolean; columns: { [F in ImportField]?: number } };

/**
 * What the first rows look like: a header with names that we know (numbers from 1), or rows without one, whose column of addresses shows by
 * its @.
 */
export function guessColumns(rows: readonly string[][]): Guess {
  const [first = []] = rows;
  const hasHeader = !first.some(looksLikeAddress);
  if (!hasHeader) return { hasHeader, columns: { email: first.findIndex(looksLikeAddress) + 1 } };
  const names = first.map(fold);
  const columns: Guess['columns'] = {};
  for (const field of IMPORT_FIELDS) {
    // The order of the known names decides: a file may have both `email` and `address`.
    const known = KNOWN[field].find((name) => names.includes(name));
    if (known !== undefined) columns[field] = names.indexOf(known) + 1;
  }
  // 名字 is the whole name, unless another column holds the family's.
  if (columns.name === columns.givenName) {
    if (columns.familyName === undefined) delete columns.givenName;
    else delete columns.name;
  }
  if (columns.email === undefined) {
    const byContent = rows[1]?.findIndex(looksLikeAddress) ?? -1;
    if (byContent >= 0) columns.email = byContent + 1;
  }
  return { hasHeader, columns };
}

/** Finds the columns that a caller named; without a mapping those that are guessed. FileFault `columns`. */
export function placeColumns(
  rows: readonly string[][],
  given: { hasHeader?: boolean | undefined; columns?: ColumnMapping | undefined },
): Places & { hasHeader: boolean } {
  const guess = guessColumns(rows);
  const hasHeader = given.hasHeader ?? guess.hasHeader;
  const header = hasHeader ? (rows[0] ?? []) : undefined;
  const wanted: { [F in ImportField]?: ColumnName | undefined } = given.columns ?? guess.columns;
  const places: { [F in ImportField]?: number } = {};
  for (const field of IMPORT_FIELDS) {
    const column = wanted[field];
    if (column !== undefined) places[field] = placeOf(field, column, header);
  }
  const { email } = places;
  if (email === undefined) {
    throw new FileFault('columns', 'No column of addresses was found: say which one it is (columns.email).');
  }
  const used = Object.values(places);
  if (new Set(used).size < used.length) throw new FileFault('columns', 'Two fields are to be read from one column.');
  return { ...places, email, width: header?.length ?? null, hasHeader };
}

function placeOf(field: ImportField, column: ColumnName, header: string[] | undefined): number {
  if (typeof column === 'number') {
    if (header === undefined || column <= header.length) return column - 1;
    throw new FileFault('columns', `columns.${field}: the file has ${header.length} columns.`);
  }
  if (header === undefined) throw new FileFault('columns', `columns.${field}: give a number, the file has no header.`);
  const names = header.map(fold);
  const at = names.indexOf(fold(column));
  if (at < 0) throw new FileFault('columns', `columns.${field}: the header names no such column.`);
  if (names.lastIndexOf(fold(column)) !== at)
    throw new FileFault('columns', `columns.${field}: the header names this column twice; give its number.`);
  return at;
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-*:：()（）]+/g, '');
}

function looksLikeAddress(cell: string): boolean {
  return /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(cell);
}
