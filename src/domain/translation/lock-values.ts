import { detectLanguage } from '../article/language.js';
import { actorName } from '../format/actor-name.js';
import { formatAmount } from '../format/amount.js';
import { formatShiftDate } from '../format/shift-date.js';
import { figuresIn } from '../evidence/number-lock.js';
import type { Locale } from '../locale/locale.js';
import { findActors } from '../shift/actors/actor-lexicon.js';
import { findAmounts } from '../shift/amount/find-amounts.js';
import { findDates } from '../shift/date/find-dates.js';
import { foldText } from '../text/fold-text.js';

/** A text whose amounts, dates, names and other numbers are marks, and what each mark says in the other language. */
export interface LockedText {
  text: string;
  /** Mark (⟦n1⟧) → its words in the target language. */
  values: ReadonlyMap<string, string>;
}

interface Held {
  start: number;
  end: number;
  words: string;
}

const MAX_MARKS = 60;

/**
 * Takes out of a text what a model must not write (90亿 once became "90 billion"): amounts are rendered from their values, dates from their
 * days, names from the lexicon. Null when something cannot be said in the target language without translating it, or when the text holds marks already.
 */
export function lockValues(text: string, from: Locale, to: Locale): LockedText | null {
  if (/[⟦⟧]/u.test(text)) return null;
  const held = [...amountsIn(text, from, to), ...datesIn(text, from, to), ...namesIn(text, to)];
  const kept: Held[] = [];
  for (const one of held) {
    if (one === null) return null;
    if (!kept.some((other) => one.start < other.end && one.end > other.start)) kept.push(one);
  }
  kept.push(...figuresLeft(text, kept));
  if (kept.length > MAX_MARKS) return null;
  kept.sort((a, b) => a.start - b.start);
  const values = new Map<string, string>();
  let locked = '';
  let at = 0;
  for (const [index, { start, end, words }] of kept.entries()) {
    const mark = `⟦n${index + 1}⟧`;
    values.set(mark, words);
    locked += text.slice(at, start) + mark;
    at = end;
  }
  return { text: locked + text.slice(at), values };
}

function amountsIn(text: string, from: Locale, to: Locale): Held[] {
  const yuan = detectLanguage(text) === 'zh-TW' ? 'TWD' : 'CNY';
  return findAmounts(foldText(text), text, { yuan }).map((amount) => ({
    start: amount.start,
    end: amount.end,
    // What stands before it ("more than") is translated with the sentence.
    words: formatAmount(
      amount.value === null ? amount : { ...withoutQualifier(amount), approx: false, role: 'total' },
      to,
      from,
    ),
  }));
}

function withoutQualifier<T extends { qualifier?: unknown }>(amount: T): Omit<T, 'qualifier'> {
  const { qualifier: _left, ...rest } = amount;
  return rest;
}

/** Relative dates (next month) hold no number and are translated with the sentence. */
function datesIn(text: string, from: Locale, to: Locale): (Held | null)[] {
  return findDates(foldText(text), text, { anchor: null })
    .filter(({ start, text: words }) => start !== null || figuresIn(words).length > 0)
    .map((date) => {
      const words = date.start === null ? null : formatShiftDate({ ...date, role: 'happened' }, to, from);
      return words === null ? null : { start: date.at, end: date.until, words };
    });
}

function namesIn(text: string, to: Locale): Held[] {
  return findActors(foldText(text))
    .filter(({ via, id }) => via === 'name' && id !== null)
    .map(({ id, name, role, start, end }) => {
      const surface = text.slice(start, end);
      return { start, end, words: actorName({ id, name, surface, role, resolvedBy: 'lexicon' }, to) };
    });
}

/** Numbers of no kind that we know keep their digits; one with a scale word (3万件) would need a translation. */
function figuresLeft(text: string, kept: readonly Held[]): Held[] {
  const left: Held[] = [];
  for (const match of text.matchAll(/\d+(?:[.,:]\d+)*/gu)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (!kept.some((other) => start < other.end && end > other.start)) left.push({ start, end, words: match[0] });
  }
  return left;
}
