import { FEEDBACK_CLASSES, type FeedbackClass } from '../../feedback-class.js';

/** One line of the table of expected results: this file says this of that address. Address and class `null`: the file is no bounce. */
export type ExpectedRow = { file: string; address: string | null; class: FeedbackClass | null };
export type ParsedRow = { ok: true; row: ExpectedRow } | { ok: false; fault: string };

const COLUMNS = {
  file: ['file', 'filename', 'file name', 'path', 'mail', 'name'],
  address: ['address', 'recipient', 'email', 'rcpt', 'addr'],
  class: ['class', 'category', 'expected', 'label', 'type', 'kind'],
} as const;
const SYNONYMS: Readonly<Record<string, FeedbackClass | null>> = {
  '': null, none: null, no: null, null: null, other: null, ham: null, nonbounce: null, notabounce: null, notbounce: null, nobounce: null,
  hardbounce: 'hard', permanent: 'hard', invalid: 'hard', unknown: 'hard', userunknown: 'hard',
  softbounce: 'soft', transient: 'soft', temporary: 'soft', full: 'soft', mailboxfull: 'soft',
  blocked: 'block', blockbounce: 'block', policy: 'block', spam: 'block', rejected: 'block',
  abuse: 'complaint', feedback: 'complaint', arf: 'complaint', fbl: 'complaint', unsub: 'unsubscribe', optout: 'unsubscribe',
  dmarc: 'auth-report', auth: 'auth-report', authfailure: 'auth-report', vacation: 'auto-reply', ooo: 'auto-reply', outofoffice: 'auto-reply', auto: 'auto-reply',
  delay: 'delayed', deferred: 'delayed', success: 'delivered', relayed: 'delivered',
}; // prettier-ignore

export type ColumnNames = { file: string; address: string; class: string };

/** Which column is which, by its title in any order; further columns are let be. A string tells what is missing. */
export function findColumns(titles: readonly string[]): ColumnNames | string {
  const find = (names: readonly string[]): string | undefined =>
    names.flatMap((name) => titles.find((title) => title.trim().toLowerCase() === name) ?? [])[0];
  const found = { file: find(COLUMNS.file), address: find(COLUMNS.address), class: find(COLUMNS.class) };
  if (found.file === undefined || found.address === undefined || found.class === undefined) {
    const missing = (['file', 'address', 'class'] as const).filter((name) => found[name] === undefined);
    return `has no column ${missing.join(', ')} (its first line must name file, address and class)`;
  }
  return { file: found.file, address: found.address, class: found.class };
}

export function parseExpectedRow(record: Readonly<Record<string, string>>, columns: ColumnNames): ParsedRow {
  const file = record[columns.file]?.trim() ?? '';
  const address = (record[columns.address] ?? '').trim().replace(/^<|>$/g, '');
  const word = (record[columns.class] ?? '').trim().toLowerCase();
  if (file === '') return { ok: false, fault: 'file is empty' };
  const name = FEEDBACK_CLASSES.find((each) => each === word || each.replace('-', '') === squeezed(word));
  const found = name ?? SYNONYMS[squeezed(word)];
  if (found === undefined) return { ok: false, fault: `class "${word}" is none of ${FEEDBACK_CLASSES.join(', ')}` };
  return { ok: true, row: { file, address: address === '' ? null : address, class: found } };
}

function squeezed(word: string): string {
  return word.replace(/[\s_-]/g, '');
}
