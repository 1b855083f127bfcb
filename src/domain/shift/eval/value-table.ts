import { foldText } from '../../text/fold-text.js';
import { findAmounts } from '../amount/find-amounts.js';
import { parseIsoDay } from '../date/calendar.js';
import { findDates } from '../date/find-dates.js';
import type { Tally } from './score-shifts.js';

/** A line of a table of values: a text, and every value in it as the rules must write it. */
export interface ValueRow {
  text: string;
  wanted: string[];
}

/** What the rules read in the rows of a table. */
export interface ValueScore {
  /** Values that stand in the table and were found, exactly. */
  found: Tally;
  /** Rows with nothing missing and nothing too much. */
  exact: Tally;
  /** The rows that are not exact, with what was read. */
  wrong: { row: ValueRow; got: string[] }[];
}

/** Reads "text ⇥ value ; value"; "-" for none. Lines that begin with "#" are comments. */
export function parseValues(table: string): ValueRow[] {
  const lines = table.split(/\r?\n/u).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [text = '', wanted = ''] = line.split('\t');
    return { text, wanted: wanted === '-' ? [] : wanted.split(' ; ') };
  });
}

/** "8亿元 = 800000000 CNY about", "3至5亿元 = 300000000..500000000 CNY"; positions and percentages have their unit in place of a currency. */
function amountsIn(text: string): string[] {
  return findAmounts(foldText(text), text).map((amount) => {
    const value = amount.value === null ? `${amount.min ?? ''}..${amount.max ?? ''}` : String(amount.value);
    const unit = amount.currency ?? (amount.unit === 'money' ? '?' : amount.unit);
    return [amount.text, '=', value, unit, ...(amount.qualifier === undefined ? [] : [amount.qualifier])].join(' ');
  });
}

/** "3月1日 = 2026-03-01"; a span has both its days, an unknown one "?". */
function datesIn(text: string, publishedAt: string): string[] {
  return findDates(foldText(text), text, { anchor: parseIsoDay(publishedAt) }).map(({ text: words, start, end }) => {
    const days = start === end ? (start ?? '?') : `${start ?? ''}..${end ?? ''}`;
    return `${words} = ${days}`;
  });
}

function score(rows: readonly ValueRow[], read: (text: string) => string[]): ValueScore {
  const all = rows.map((row) => ({ row, got: read(row.text) }));
  const isExact = ({ row, got }: { row: ValueRow; got: string[] }): boolean => row.wanted.join(' ; ') === got.join(' ; '); // prettier-ignore
  return {
    found: {
      hit: all.reduce((hit, { row, got }) => hit + row.wanted.filter((value) => got.includes(value)).length, 0),
      of: all.reduce((of, { row }) => of + row.wanted.length, 0),
    },
    exact: { hit: all.filter(isExact).length, of: all.length },
    wrong: all.filter((one) => !isExact(one)),
  };
}

export function scoreAmounts(rows: readonly ValueRow[]): ValueScore {
  return score(rows, amountsIn);
}

export function scoreDates(rows: readonly ValueRow[], publishedAt: string): ValueScore {
  return score(rows, (text) => datesIn(text, publishedAt));
}
