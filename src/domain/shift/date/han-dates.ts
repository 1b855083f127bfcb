import { addDays, addMonths, isRealDay, lastDayOf, smallNumber, weekday, type Day } from './calendar.js';
import {
  dayValue, halfSpan, monthSpan, monthsSpan, nearestYear, partOfMonth, quarterSpan, seasonSpan, span, UNKNOWN, weekdayNear, yearSpan,
  type DateContext, type DateValue,
} from './date-mention.js'; // prettier-ignore

export type Groups = Readonly<Record<string, string | undefined>>;
export interface DatePattern {
  re: RegExp;
  read: (groups: Groups, context: DateContext) => DateValue | null;
}

const NUM = '(?:\\d{1,2}|[一二三四五六七八九十两]{1,3})';
const YEAR = '(?<year>(?:19|20)\\d{2}|今|明|去|后|前)年';
const PART = '(?:的)?(?<part>上旬|中旬|下旬|初|底|末)';
const RELATIVE_YEARS: Readonly<Record<string, number>> = { 今: 0, 明: 1, 去: -1, 后: 2, 前: -2 };
const WEEKDAYS = '一二三四五六日天';

interface Year {
  year: number;
  relative: boolean;
}

function yearOf(word: string | undefined, context: DateContext): Year | null {
  if (word === undefined) return null;
  if (/^\d{4}$/u.test(word)) return { year: Number(word), relative: false };
  const shift = RELATIVE_YEARS[word];
  return shift === undefined || context.anchor === null ? null : { year: context.anchor.year + shift, relative: true };
}

/** Reads with the year of the text, or with unknown when only the publication day could tell it. */
function withYear(read: (year: Year, groups: Groups) => DateValue | null): DatePattern['read'] {
  return (groups, context) => {
    const year = yearOf(groups['year'], context);
    return year === null ? UNKNOWN : read(year, groups);
  };
}

function withAnchor(read: (anchor: Day, groups: Groups) => DateValue | null): DatePattern['read'] {
  return (groups, context) => (context.anchor === null ? UNKNOWN : read(context.anchor, groups));
}

const n = (groups: Groups, name: string): number => smallNumber(groups[name] ?? '0');

function realDay(year: number, month: number, day: number, relative: boolean): DateValue | null {
  const value = { year, month, day };
  return isRealDay(value) ? dayValue(value, relative) : null;
}

function dayRange(year: number, relative: boolean, groups: Groups): DateValue | null {
  const [first, last] = [n(groups, 'month'), groups['month2'] === undefined ? n(groups, 'month') : n(groups, 'month2')];
  const start = { year, month: first, day: n(groups, 'day') };
  const end = { year: last < first ? year + 1 : year, month: last, day: n(groups, 'day2') };
  return isRealDay(start) && isRealDay(end) ? span(start, end, 'range', relative) : null;
}

function yearRange(groups: Groups): DateValue | null {
  const [first, last] = [Number(groups['first']), Number(groups['last'])];
  return first < last ? span({ year: first, month: 1, day: 1 }, { year: last, month: 12, day: 31 }, 'range') : null;
}

const YEARS = '(?<first>20\\d{2})年?(?:到|至|-|~|—)(?<last>20\\d{2})年';
const yearPart: Readonly<Record<string, [number, number]>> = { 初: [1, 1], 中: [6, 2], 底: [12, 1], 末: [12, 1] };

/** Chinese dates, the most explicit first: a later pattern never takes what an earlier one has. */
export const HAN_DATES: readonly DatePattern[] = [
  { re: new RegExp(`未来${NUM}年\\((?:即|也就是)?从?${YEARS}\\)`, 'gu'), read: yearRange },
  { re: new RegExp(`${YEARS}(?:底|末)?(?:期间|间)?`, 'gu'), read: yearRange },
  { re: /(?:19|20)\d{2}年(?:本月|上月|下月|本周|上周|今年|去年|明年)(?:早些时候|稍早|晚些时候)?/gu, read: () => UNKNOWN },
  { re: /(?:(?:19|20)\d{2}[/-])?(?:(?:19|20)\d{2}|\d{2})年?财(?:政年度|年)/gu, read: () => UNKNOWN },
  { re: new RegExp(`${YEAR}(?<month>${NUM})月(?<day>${NUM})日?(?:到|至|-|~)(?:(?<month2>${NUM})月)?(?<day2>${NUM})日`, 'gu'), read: withYear(({ year, relative }, g) => dayRange(year, relative, g)) },
  { re: new RegExp(`民国(?<roc>\\d{2,3})年(?<month>${NUM})月(?:(?<day>${NUM})[日号])?`, 'gu'), read: (g) => rocDate(g) },
  { re: new RegExp(`${YEAR}元旦`, 'gu'), read: withYear(({ year, relative }) => realDay(year, 1, 1, relative)) },
  { re: new RegExp(`${YEAR}元月(?:(?<day>${NUM})[日号])?`, 'gu'), read: withYear(({ year, relative }, g) => (g['day'] === undefined ? monthSpan(year, 1, relative) : realDay(year, 1, n(g, 'day'), relative))) },
  { re: new RegExp(`${YEAR}(?<month>${NUM})月(?<day>${NUM})[日号]`, 'gu'), read: withYear(({ year, relative }, g) => realDay(year, n(g, 'month'), n(g, 'day'), relative)) },
  { re: new RegExp(`${YEAR}(?<month>${NUM})月?(?:到|至|-|~)(?<month2>${NUM})月`, 'gu'), read: withYear(({ year, relative }, g) => monthsSpan(year, n(g, 'month'), Math.max(1, n(g, 'month2') - n(g, 'month') + 1), 'range', relative)) },
  { re: new RegExp(`${YEAR}(?<month>${NUM})月${PART}`, 'gu'), read: withYear(({ year, relative }, g) => partOfMonth(year, n(g, 'month'), g['part'] ?? '', relative)) },
  { re: new RegExp(`${YEAR}(?<month>${NUM})月(?:份)?`, 'gu'), read: withYear(({ year, relative }, g) => (isRealDay({ year, month: n(g, 'month'), day: 1 }) ? monthSpan(year, n(g, 'month'), relative) : null)) },
  { re: new RegExp(`${YEAR}(?:第)?(?:(?<quarter>[一二三四1-4])季(?:度)?|Q(?<q>[1-4]))`, 'gu'), read: withYear(({ year, relative }, g) => quarterSpan(year, smallNumber(g['quarter'] ?? g['q'] ?? '1'), relative)) },
  { re: new RegExp(`${YEAR}(?<half>上|下)半年`, 'gu'), read: withYear(({ year, relative }, g) => halfSpan(year, g['half'] === '上' ? 1 : 2, relative)) },
  { re: new RegExp(`${YEAR}(?:的)?(?<season>[春夏秋冬])(?:季|天)?`, 'gu'), read: withYear(({ year, relative }, g) => seasonSpan(year, g['season'] ?? '', relative)) },
  { re: new RegExp(`${YEAR}(?:年)?(?<part>初|中|底|末)(?!国|东|期|小|等)`, 'gu'), read: withYear(({ year, relative }, g) => { const [first, months] = yearPart[g['part'] ?? ''] ?? [1, 12]; return monthsSpan(year, first, months, 'range', relative); }) },
  { re: /(?<=持续到|截至|截止到?|直到|一直到)(?<year>20\d{2})年/gu, read: withYear(({ year }) => ({ ...yearSpan(year), start: null, precision: 'range' })) },
  { re: new RegExp(`${YEAR}(?!轻|龄|代|货|度|终|会|薪|均)(?:早些时候|稍早|晚些时候|以来)?`, 'gu'), read: withYear(({ year, relative }) => yearSpan(year, relative)) },
  { re: /(?<![\d/.-])(?<year>20\d{2})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})(?!\d)/gu, read: withYear(({ year }, g) => realDay(year, Number(g['month']), Number(g['day']), false)) },
  { re: new RegExp(`(?<which>本|这个|上个?|下个?)月(?:(?<day>${NUM})[日号]|${PART})?`, 'gu'), read: withAnchor((anchor, g) => {
    const month = addMonths(anchor, /^上/u.test(g['which'] ?? '') ? -1 : /^下/u.test(g['which'] ?? '') ? 1 : 0);
    if (g['day'] !== undefined) return realDay(month.year, month.month, n(g, 'day'), true);
    return g['part'] === undefined ? monthSpan(month.year, month.month, true) : partOfMonth(month.year, month.month, g['part'], true);
  }) },
  { re: /(?<which>本|上|下)(?:一|个)?季度/gu, read: withAnchor((anchor, g) => {
    const month = addMonths(anchor, g['which'] === '上' ? -3 : g['which'] === '下' ? 3 : 0);
    return quarterSpan(month.year, Math.ceil(month.month / 3), true);
  }) },
  { re: new RegExp(`(?<![\\d年])(?<month>${NUM})月(?<day>${NUM})日?(?:到|至|-|~)(?:(?<month2>${NUM})月)?(?<day2>${NUM})日`, 'gu'), read: withAnchor((anchor, g) => dayRange(nearestYear(anchor, n(g, 'month')), true, g)) },
  { re: new RegExp(`(?<![\\d年])(?<month>${NUM})月(?<day>${NUM})[日号]`, 'gu'), read: withAnchor((anchor, g) => realDay(nearestYear(anchor, n(g, 'month'), n(g, 'day')), n(g, 'month'), n(g, 'day'), true)) },
  { re: new RegExp(`(?<![\\d年个])(?<month>\\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?(?:${PART})?(?!子|饼|球|薪|活|租|费|均|度)`, 'gu'), read: withAnchor((anchor, g) => {
    const month = n(g, 'month');
    if (month < 1 || month > 12) return null;
    const year = nearestYear(anchor, month);
    return g['part'] === undefined ? monthSpan(year, month, true) : partOfMonth(year, month, g['part'], true);
  }) },
  { re: /(?:(?<week>本|这|上|下)个?)?(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])(?!年|线|岁|度|期|万|千|百)/gu, read: withAnchor((anchor, g) => weekdayNear(anchor, (Math.min(6, WEEKDAYS.indexOf(g['weekday'] ?? '一')) + 1) % 7, g['week'] === undefined ? null : g['week'] === '上' ? -1 : g['week'] === '下' ? 1 : 0)) },
  { re: /(?<![\p{Script=Han}\d])元旦|(?<=[自从于在到至])元旦/gu, read: withAnchor((anchor) => realDay(nearestYear(anchor, 1, 1), 1, 1, true)) },
  { re: /(?<![年\d今明去前后每全近半])年(?<part>初|中|底|末)(?=[,。;前关上下推启完发生停离退裁\s]|之前|以前|将|起|正式|$)/gu, read: withAnchor((anchor, g) => { const [first, months] = yearPart[g['part'] ?? ''] ?? [1, 12]; return monthsSpan(anchor.year, first, months, 'range', true); }) },
  { re: /(?<![\d一二三四五六七八九十本上下个])月(?<part>初|底|末)(?=[,。;前]|之前|将|起|$)/gu, read: withAnchor((anchor, g) => partOfMonth(anchor.year, anchor.month, g['part'] ?? '', true)) },
  { re: /(?<![年\d])(?<half>上|下)半年/gu, read: withAnchor((anchor, g) => halfSpan(anchor.year, g['half'] === '上' ? 1 : 2, true)) },
  { re: /(?<![年\d])第?(?<quarter>[一二三四])季度(?!财报|报告|业绩|营收)/gu, read: withAnchor((anchor, g) => quarterSpan(anchor.year, smallNumber(g['quarter'] ?? '1'), true)) },
  { re: /(?<week>本|上|下)(?:一|个)?周(?!年|期|末|[一二三四五六日天])/gu, read: withAnchor((anchor, g) => {
    const monday = addDays(anchor, -((weekday(anchor) + 6) % 7) + (g['week'] === '上' ? -7 : g['week'] === '下' ? 7 : 0));
    return span(monday, addDays(monday, 6), 'range', true);
  }) },
  { re: /(?<word>今|昨|明|前)(?:天|日(?!头条|资本|新闻))/gu, read: withAnchor((anchor, g) => dayValue(addDays(anchor, { 今: 0, 昨: -1, 明: 1, 前: -2 }[g['word'] ?? ''] ?? 0), true)) },
  { re: new RegExp(`(?<![\\d月/.-])(?<day>\\d{1,2})日(?!内|前|后|之|达|游|均|志|线|程|子|元|本|月|间|至|到|龄|以|无|的|\\d)`, 'gu'), read: withAnchor((anchor, g) => realDay(anchor.year, anchor.month, n(g, 'day'), true)) },
  { re: new RegExp(`(?<count>${NUM}|\\d+)(?<unit>天|周|个月|年)(?:之?前|以前)`, 'gu'), read: withAnchor((anchor, g) => back(anchor, n(g, 'count'), g['unit'] ?? '')) },
  { re: new RegExp(`(?:未来|今后|接下来)(?:的)?(?<count>${NUM}|数|几)(?<unit>年|个月|周|天)(?:内|里|中)?`, 'gu'), read: duration },
  { re: new RegExp(`(?<count>${NUM})(?<unit>年|个月|周|天)(?:之?内)`, 'gu'), read: duration },
]; // prettier-ignore

/** Years of the Republic (Taiwan): 116 is 2027. */
function rocDate(groups: Groups): DateValue | null {
  const year = Number(groups['roc']) + 1911;
  if (groups['day'] !== undefined) return realDay(year, n(groups, 'month'), n(groups, 'day'), false);
  return isRealDay({ year, month: n(groups, 'month'), day: 1 }) ? monthSpan(year, n(groups, 'month')) : null;
}

function back(anchor: Day, count: number, unit: string): DateValue {
  if (unit === '天') return dayValue(addDays(anchor, -count), true);
  if (unit === '周') return span(addDays(anchor, -count * 7 - 3), addDays(anchor, -count * 7 + 3), 'range', true);
  const month = addMonths(anchor, unit === '年' ? -count * 12 : -count);
  return unit === '年' ? yearSpan(month.year, true) : monthSpan(month.year, month.month, true);
}

function duration(groups: Groups, context: DateContext): DateValue {
  const count = n(groups, 'count');
  const open: DateValue = { start: null, end: null, precision: 'duration', relative: true };
  const { anchor } = context;
  if (anchor === null || count === 0) return open;
  if (groups['unit'] === '天' || groups['unit'] === '周') {
    return span(anchor, addDays(anchor, count * (groups['unit'] === '周' ? 7 : 1)), 'duration', true);
  }
  const last = addMonths(anchor, groups['unit'] === '年' ? count * 12 : count);
  const day = Math.min(anchor.day, lastDayOf(last.year, last.month));
  return span(anchor, { ...last, day }, 'duration', true);
}
