import type { Locale } from '../locale/locale.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const FULL_MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const; // prettier-ignore
const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  'zh-CN': ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  'zh-TW': ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

export type CalendarDay = { year: number; month: number; day: number };

/** Reads `YYYY-MM-DD` (also off the front of an instant). A calendar day has no zone, so no `Date` is made of it. */
export function parseDay(iso: string): CalendarDay {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = iso.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}

export function monthName(month: number, style: 'short' | 'full' = 'short'): string {
  return (style === 'short' ? MONTHS : FULL_MONTHS)[month - 1] ?? String(month);
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 2025年10月22日, Oct 22, 2025. */
export function formatDay(iso: string, locale: Locale): string {
  const { year, month, day } = parseDay(iso);
  return locale === 'en' ? `${monthName(month)} ${day}, ${year}` : `${year}年${month}月${day}日`;
}

/** A day within a year that the reader knows: 3月2日, March 2. */
export function formatDayShort(iso: string, locale: Locale): string {
  const { month, day } = parseDay(iso);
  return locale === 'en' ? `${monthName(month, 'full')} ${day}` : `${month}月${day}日`;
}

/** The day of an edition: 2026年3月9日 星期一, Monday, March 9, 2026. */
export function formatDayLong(iso: string, locale: Locale): string {
  const { year, month, day } = parseDay(iso);
  const weekday = WEEKDAYS[locale][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return locale === 'en'
    ? `${weekday}, ${monthName(month, 'full')} ${day}, ${year}`
    : `${year}年${month}月${day}日 ${weekday}`;
}

/** Where most readers of a locale live: an edition of Monday morning in Shanghai is not Sunday's. */
export const HOME_ZONES: Readonly<Record<Locale, string>> = {
  'zh-CN': 'Asia/Shanghai',
  'zh-TW': 'Asia/Taipei',
  en: 'UTC',
};

/** The day of an instant for the readers of a locale, as ISO 8601. */
export function dayIn(instant: Date, locale: Locale): string {
  // The one locale of Intl that writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone: HOME_ZONES[locale], dateStyle: 'short' }).format(instant);
}
