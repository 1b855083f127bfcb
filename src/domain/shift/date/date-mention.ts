import type { DatePrecision } from '../shift.schema.js';
import { addDays, daysBetween, lastDayOf, toIso, weekday, type Day } from './calendar.js';

export interface DateContext {
  /** The publication day; without it a relative date stays unknown. */
  anchor: Day | null;
}

export interface DateValue {
  start: string | null;
  end: string | null;
  precision: DatePrecision;
  relative: boolean;
}

/** A date in a text; `at` and `until` are its offsets. */
export interface DateMention extends DateValue {
  text: string;
  at: number;
  until: number;
  anchor?: string;
}

export const UNKNOWN: DateValue = { start: null, end: null, precision: 'unknown', relative: true };

export function span(start: Day, end: Day, precision: DatePrecision, relative = false): DateValue {
  return { start: toIso(start), end: toIso(end), precision, relative };
}

export function monthSpan(year: number, month: number, relative = false): DateValue {
  return span({ year, month, day: 1 }, { year, month, day: lastDayOf(year, month) }, 'month', relative);
}

export function monthsSpan(
  year: number,
  first: number,
  months: number,
  precision: DatePrecision,
  relative = false,
): DateValue {
  const last = first + months - 1;
  const endYear = year + Math.floor((last - 1) / 12);
  const endMonth = ((last - 1) % 12) + 1;
  return span(
    { year, month: first, day: 1 },
    { year: endYear, month: endMonth, day: lastDayOf(endYear, endMonth) },
    precision,
    relative,
  );
}

export function yearSpan(year: number, relative = false): DateValue {
  return monthsSpan(year, 1, 12, 'year', relative);
}

/** Spring begins in March (northern, meteorological); a convention, so the precision is always shown. */
const SEASON_START: Readonly<Record<string, number>> = {
  春: 3,
  夏: 6,
  秋: 9,
  冬: 12,
  spring: 3,
  summer: 6,
  autumn: 9,
  fall: 9,
  winter: 12,
};

export function seasonSpan(year: number, season: string, relative = false): DateValue {
  return monthsSpan(year, SEASON_START[season.toLowerCase()] ?? 1, 3, 'season', relative);
}

export function quarterSpan(year: number, quarter: number, relative = false): DateValue {
  return monthsSpan(year, quarter * 3 - 2, 3, 'quarter', relative);
}

export function halfSpan(year: number, half: number, relative = false): DateValue {
  return monthsSpan(year, half * 6 - 5, 6, 'half', relative);
}

const PARTS: Readonly<Record<string, [number, number]>> = {
  初: [1, 10], 上旬: [1, 10], early: [1, 10], 中旬: [11, 20], 中: [11, 20], mid: [11, 20], middle: [11, 20], 下旬: [21, 31], 底: [21, 31], 末: [21, 31],
  late: [21, 31], end: [21, 31], beginning: [1, 10], start: [1, 10],
}; // prettier-ignore

export function partOfMonth(year: number, month: number, part: string, relative = false): DateValue {
  const [first, last] = PARTS[part.toLowerCase()] ?? [1, 31];
  const end = Math.min(last, lastDayOf(year, month));
  return span({ year, month, day: first }, { year, month, day: end }, 'part_of_month', relative);
}

/** The year that puts a month (and day) nearest to the anchor. */
export function nearestYear(anchor: Day, month: number, day = 15): number {
  const years = [anchor.year - 1, anchor.year, anchor.year + 1];
  const distance = (year: number): number => Math.abs(daysBetween(anchor, { year, month, day }));
  return years.reduce((best, year) => (distance(year) < distance(best) ? year : best));
}

export function dayValue(day: Day, relative = false): DateValue {
  return span(day, day, 'day', relative);
}

/** The last such weekday on or before the anchor; `weeks` moves whole calendar weeks. */
export function weekdayNear(anchor: Day, wanted: number, weeks: number | null): DateValue {
  const current = weekday(anchor);
  if (weeks === null) return dayValue(addDays(anchor, -((current - wanted + 7) % 7)), true);
  const monday = addDays(anchor, -((current + 6) % 7));
  return dayValue(addDays(monday, weeks * 7 + ((wanted + 6) % 7)), true);
}
