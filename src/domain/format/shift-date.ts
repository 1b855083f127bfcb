import type { Locale } from '../locale/locale.js';
import type { ShiftDate } from '../shift/shift.schema.js';
import { formatDay, lastDayOf, monthName, parseDay, type CalendarDay } from './calendar-day.js';
import { sayIn } from './localise.js';

type Period = { start: CalendarDay; end: CalendarDay };

const SEASONS: Readonly<Record<number, Readonly<Record<Locale, string>>>> = {
  3: { 'zh-CN': '春季', 'zh-TW': '春季', en: 'spring' },
  6: { 'zh-CN': '夏季', 'zh-TW': '夏季', en: 'summer' },
  9: { 'zh-CN': '秋季', 'zh-TW': '秋季', en: 'autumn' },
  12: { 'zh-CN': '冬季', 'zh-TW': '冬季', en: 'winter' },
};
const ROLES: Readonly<Record<ShiftDate['role'], Readonly<Record<Locale, string>>>> = {
  happened: { 'zh-CN': '发生', 'zh-TW': '發生', en: 'Happened' },
  effective: { 'zh-CN': '生效', 'zh-TW': '生效', en: 'Effective' },
  announced: { 'zh-CN': '宣布', 'zh-TW': '宣布', en: 'Announced' },
  planned: { 'zh-CN': '预计', 'zh-TW': '預計', en: 'Expected' },
};

/** What a date is the date of, as the label before it. */
export function dateRoleLabel(role: ShiftDate['role'], locale: Locale): string {
  return ROLES[role][locale];
}

/**
 * A date as exact as the source was, never more: 2025年7月下旬, Q1 2026, spring 2026 (Mar–May). Null when the source left it open and its own
 * words cannot be read in this locale: a date is never guessed. `language` is that of `date.text`.
 */
export function formatShiftDate(date: ShiftDate, locale: Locale, language: Locale): string | null {
  const own = sayIn(date.text, language, locale);
  if (date.precision === 'unknown') return own;
  if (date.start === null && date.end === null) return own;
  if (date.start === null || date.end === null) return openEnded(date, locale);
  const period = { start: parseDay(date.start), end: parseDay(date.end) };
  return byPrecision(date.precision, period, locale) ?? formatRange(date.start, date.end, locale);
}

/** The same for a headline, where room is short: a season is its months in English (Mar–May 2026) and its name in Chinese (2026年春季). */
export function formatHeadlineDate(date: ShiftDate, locale: Locale, language: Locale): string | null {
  const words = formatShiftDate(date, locale, language);
  if (words === null || date.precision !== 'season') return words;
  if (locale !== 'en') return words.replace(/（[^）]*）$/u, '');
  return date.start === null || date.end === null ? words : formatRange(date.start, date.end, locale);
}

function openEnded({ start, end, precision }: ShiftDate, locale: Locale): string | null {
  const day = start ?? end;
  if (day === null) return null;
  if (precision === 'day' && start !== null) return formatDay(day, locale);
  if (start !== null) return locale === 'en' ? `from ${formatDay(day, locale)}` : `${formatDay(day, locale)}起`;
  const until =
    coarse({ start: { ...parseDay(day), month: 1, day: 1 }, end: parseDay(day) }, locale) ?? formatDay(day, locale);
  return locale === 'en' ? `until ${until}` : `截至${until}`;
}

function byPrecision(precision: ShiftDate['precision'], period: Period, locale: Locale): string | null {
  const { year, month } = period.start;
  const isChinese = locale !== 'en';
  switch (precision) {
    case 'month':
      return isWholeMonths(period, 1) ? formatMonth(year, month, locale) : null;
    case 'part_of_month':
      return partOfMonth(period, locale);
    case 'quarter': {
      if (!isWholeMonths(period, 3) || month % 3 !== 1) return null;
      const quarter = (month + 2) / 3;
      return isChinese
        ? `${year}年第${'一二三四'.charAt(quarter - 1)}${locale === 'zh-CN' ? '季度' : '季'}`
        : `Q${quarter} ${year}`;
    }
    case 'season':
      return season(period, locale);
    case 'half': {
      if (!isWholeMonths(period, 6) || month % 6 !== 1) return null;
      const isFirst = month === 1;
      return isChinese ? `${year}年${isFirst ? '上' : '下'}半年` : `${isFirst ? 'first' : 'second'} half of ${year}`;
    }
    case 'year':
      return isWholeMonths(period, 12) && month === 1 ? (isChinese ? `${year}年` : String(year)) : null;
    case 'day':
    case 'range':
    case 'duration':
    case 'unknown':
      return null;
  }
}

function formatMonth(year: number, month: number, locale: Locale): string {
  return locale === 'en' ? `${monthName(month)} ${year}` : `${year}年${month}月`;
}

/** From the first day of a month to the last day of the month `count - 1` later. */
function isWholeMonths({ start, end }: Period, count: number): boolean {
  const months = (end.year - start.year) * 12 + end.month - start.month + 1;
  return months === count && start.day === 1 && end.day === lastDayOf(end.year, end.month);
}

function partOfMonth({ start, end }: Period, locale: Locale): string | null {
  if (start.year !== end.year || start.month !== end.month) return null;
  const part = end.day <= 10 ? 0 : start.day >= 11 && end.day <= 20 ? 1 : start.day >= 20 ? 2 : null;
  if (part === null) return null;
  const month = formatMonth(start.year, start.month, locale);
  if (locale === 'en') return (['early ', 'mid-', 'late '][part] ?? '') + month;
  return month + (['上旬', '中旬', '下旬'][part] ?? '');
}

/** The months stand beside the season: it is the northern one, and half of the readers may not live there. */
function season(period: Period, locale: Locale): string | null {
  const name = SEASONS[period.start.month]?.[locale];
  if (name === undefined || !isWholeMonths(period, 3)) return null;
  const { start, end } = period;
  const isWinter = end.year !== start.year;
  if (locale === 'en') {
    const year = isWinter ? `${start.year}–${String(end.year).slice(2)}` : String(start.year);
    return `${name} ${year} (${monthName(start.month)}–${monthName(end.month)})`;
  }
  return `${start.year}年${name}（${start.month}月–${isWinter ? '次年' : ''}${end.month}月）`;
}

function formatRange(start: string, end: string, locale: Locale): string {
  if (start === end) return formatDay(start, locale);
  const period = { start: parseDay(start), end: parseDay(end) };
  const words = coarse(period, locale);
  if (words !== null) return words;
  const { start: from, end: to } = period;
  if (locale === 'en') {
    if (from.year !== to.year) return `${formatDay(start, locale)} – ${formatDay(end, locale)}`;
    const isSameMonth = from.month === to.month;
    return `${monthName(from.month)} ${from.day}–${isSameMonth ? '' : `${monthName(to.month)} `}${to.day}, ${to.year}`;
  }
  if (from.year !== to.year) return `${formatDay(start, locale)}至${formatDay(end, locale)}`;
  return `${formatDay(start, locale)}至${from.month === to.month ? '' : `${to.month}月`}${to.day}日`;
}

/** Whole years and whole months are said without days. */
function coarse(period: Period, locale: Locale): string | null {
  const { start, end } = period;
  const isYears = start.month === 1 && start.day === 1 && end.month === 12 && end.day === 31;
  if (isYears && locale === 'en') return start.year === end.year ? String(start.year) : `${start.year}–${end.year}`;
  if (isYears) return start.year === end.year ? `${start.year}年` : `${start.year}年至${end.year}年`;
  if (start.day !== 1 || end.day !== lastDayOf(end.year, end.month)) return null;
  const isSameYear = start.year === end.year;
  if (isSameYear && start.month === end.month) return formatMonth(start.year, start.month, locale);
  if (locale === 'en') {
    const from = isSameYear ? monthName(start.month) : formatMonth(start.year, start.month, locale);
    return `${from}–${formatMonth(end.year, end.month, locale)}`;
  }
  return `${formatMonth(start.year, start.month, locale)}至${isSameYear ? '' : `${end.year}年`}${end.month}月`;
}
