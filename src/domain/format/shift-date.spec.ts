import { LOCALES, type Locale } from '../locale/locale.js';
import type { ShiftDate } from '../shift/shift.schema.js';
import { formatDay, formatDayLong, formatDayShort } from './calendar-day.js';
import { dateRoleLabel, formatShiftDate } from './shift-date.js';

function aDate(part: Partial<ShiftDate>): ShiftDate {
  return { text: '某时', start: null, end: null, precision: 'day', relative: false, role: 'happened', ...part };
}
const inAll = (date: ShiftDate, language: Locale = 'zh-CN') => LOCALES.map((locale) => formatShiftDate(date, locale, language)); // prettier-ignore

test.each<[string, string, ShiftDate['precision'], string, string, string]>([
  ['2025-10-22', '2025-10-22', 'day', '2025年10月22日', '2025年10月22日', 'Oct 22, 2025'],
  ['2025-07-21', '2025-07-31', 'part_of_month', '2025年7月下旬', '2025年7月下旬', 'late Jul 2025'],
  ['2025-07-01', '2025-07-10', 'part_of_month', '2025年7月上旬', '2025年7月上旬', 'early Jul 2025'],
  ['2025-07-11', '2025-07-20', 'part_of_month', '2025年7月中旬', '2025年7月中旬', 'mid-Jul 2025'],
  ['2025-10-01', '2025-10-31', 'month', '2025年10月', '2025年10月', 'Oct 2025'],
  ['2024-02-01', '2024-02-29', 'month', '2024年2月', '2024年2月', 'Feb 2024'],
  ['2026-01-01', '2026-03-31', 'quarter', '2026年第一季度', '2026年第一季', 'Q1 2026'],
  ['2026-10-01', '2026-12-31', 'quarter', '2026年第四季度', '2026年第四季', 'Q4 2026'],
  ['2026-03-01', '2026-05-31', 'season', '2026年春季（3月–5月）', '2026年春季（3月–5月）', 'spring 2026 (Mar–May)'],
  ['2025-12-01', '2026-02-28', 'season', '2025年冬季（12月–次年2月）', '2025年冬季（12月–次年2月）', 'winter 2025–26 (Dec–Feb)'],
  ['2026-01-01', '2026-06-30', 'half', '2026年上半年', '2026年上半年', 'first half of 2026'],
  ['2026-07-01', '2026-12-31', 'half', '2026年下半年', '2026年下半年', 'second half of 2026'],
  ['2025-01-01', '2025-12-31', 'year', '2025年', '2025年', '2025'],
  ['2025-01-01', '2027-12-31', 'range', '2025年至2027年', '2025年至2027年', '2025–2027'],
  ['2025-03-01', '2025-05-31', 'range', '2025年3月至5月', '2025年3月至5月', 'Mar–May 2025'],
  ['2025-11-01', '2026-01-31', 'range', '2025年11月至2026年1月', '2025年11月至2026年1月', 'Nov 2025–Jan 2026'],
  ['2025-10-22', '2025-10-25', 'range', '2025年10月22日至25日', '2025年10月22日至25日', 'Oct 22–25, 2025'],
  ['2025-10-22', '2025-11-03', 'range', '2025年10月22日至11月3日', '2025年10月22日至11月3日', 'Oct 22–Nov 3, 2025'],
  ['2025-12-30', '2026-01-02', 'range', '2025年12月30日至2026年1月2日', '2025年12月30日至2026年1月2日', 'Dec 30, 2025 – Jan 2, 2026'],
  // A period that does not fit its precision is said as what it is.
  ['2026-04-06', '2027-04-05', 'year', '2026年4月6日至2027年4月5日', '2026年4月6日至2027年4月5日', 'Apr 6, 2026 – Apr 5, 2027'],
  ['2026-02-01', '2026-04-30', 'quarter', '2026年2月至4月', '2026年2月至4月', 'Feb–Apr 2026'],
])('says %s to %s (%s) no more exactly than the source', (start, end, precision, ...expected) => {
  expect(inAll(aDate({ start, end, precision }))).toEqual(expected);
}); // prettier-ignore

test('says an open end as one', () => {
  expect(inAll(aDate({ start: '2026-04-15', precision: 'range' }))).toEqual(['2026年4月15日起', '2026年4月15日起', 'from Apr 15, 2026']); // prettier-ignore
  expect(inAll(aDate({ end: '2026-12-31', precision: 'range' }))).toEqual(['截至2026年', '截至2026年', 'until 2026']);
});

test('never guesses: an open date keeps its words, or is not said to readers who could not read them', () => {
  expect(inAll(aDate({ text: '未来数月', precision: 'unknown' }))).toEqual(['未来数月', '未來數月', null]);
  expect(inAll(aDate({ text: 'in the coming months', precision: 'duration' }), 'en')).toEqual([null, null, 'in the coming months']); // prettier-ignore
});

test('writes days for a masthead, a sentence and a credit line', () => {
  expect(LOCALES.map((locale) => formatDayLong('2026-03-09', locale))).toEqual(['2026年3月9日 星期一', '2026年3月9日 星期一', 'Monday, March 9, 2026']); // prettier-ignore
  expect(formatDayShort('2026-03-02', 'en')).toBe('March 2');
  expect(formatDay('2026-03-05T23:30:00.000Z', 'zh-TW')).toBe('2026年3月5日');
  expect(dateRoleLabel('effective', 'en')).toBe('Effective');
});
