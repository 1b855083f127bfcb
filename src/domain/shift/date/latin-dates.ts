import { addDays, addMonths, isRealDay, monthNumber, toIso, weekday, type Day } from './calendar.js';
import {
  dayValue, halfSpan, monthSpan, monthsSpan, nearestYear, partOfMonth, quarterSpan, seasonSpan, span, UNKNOWN, weekdayNear, yearSpan,
  type DateValue,
} from './date-mention.js'; // prettier-ignore
import type { DatePattern, Groups } from './han-dates.js';

const LONG_MONTH =
  'January|February|March|April|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?';
const MONTH = `(?<month>${LONG_MONTH}|May)`;
const YEAR = '(?<year>20\\d{2}|19\\d{2})';
const DAY = '(?<day>[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?!\\d)';
const COUNT_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const COUNT = `(?<count>\\d{1,2}|${COUNT_WORDS.slice(1).join('|')}|a|several|few)`;
const ORDINALS = ['first', 'second', 'third', 'fourth'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const year = (groups: Groups): number => Number(groups['year']);
const month = (groups: Groups): number => monthNumber(groups['month'] ?? '');

function count(groups: Groups): number {
  const word = groups['count']?.toLowerCase() ?? '';
  if (word === 'a') return 1;
  return /^\d+$/u.test(word) ? Number(word) : Math.max(0, COUNT_WORDS.indexOf(word));
}

function withAnchor(read: (anchor: Day, groups: Groups) => DateValue | null): DatePattern['read'] {
  return (groups, context) => (context.anchor === null ? UNKNOWN : read(context.anchor, groups));
}

function realDay(yearNumber: number, monthValue: number, day: number, relative = false): DateValue | null {
  const value = { year: yearNumber, month: monthValue, day };
  return isRealDay(value) ? dayValue(value, relative) : null;
}

/** −1, 0 or 1 for last, this, next. */
function step(groups: Groups): number {
  const word = groups['which']?.toLowerCase();
  return word === 'last' || word === 'previous' ? -1 : word === 'next' ? 1 : 0;
}

function thirdOfYear(yearNumber: number, part: string, relative = false): DateValue {
  const first = /early|beginning|start/iu.test(part) ? 1 : /mid/iu.test(part) ? 5 : 9;
  return /end/iu.test(part)
    ? monthsSpan(yearNumber, 12, 1, 'range', relative)
    : monthsSpan(yearNumber, first, 4, 'range', relative);
}

function quarterNumber(groups: Groups): number {
  const word = groups['quarter']?.toLowerCase() ?? '';
  return /^\d$/u.test(word) ? Number(word) : Math.max(0, ORDINALS.indexOf(word)) + 1;
}

function duration(groups: Groups, context: { anchor: Day | null }): DateValue {
  const open: DateValue = { start: null, end: null, precision: 'duration', relative: true };
  const { anchor } = context;
  const number = count(groups);
  if (anchor === null || number === 0) return open;
  const unit = groups['unit']?.toLowerCase() ?? '';
  if (unit === 'day' || unit === 'week')
    return span(anchor, addDays(anchor, number * (unit === 'week' ? 7 : 1)), 'duration', true);
  const last = addMonths(anchor, unit === 'year' ? number * 12 : number);
  return span(anchor, { ...last, day: Math.min(anchor.day, 28) }, 'duration', true);
}

function ago(anchor: Day, groups: Groups): DateValue | null {
  const number = count(groups);
  if (number === 0) return UNKNOWN;
  const unit = groups['unit']?.toLowerCase() ?? '';
  if (unit === 'day') return dayValue(addDays(anchor, -number), true);
  if (unit === 'week') return span(addDays(anchor, -number * 7 - 3), addDays(anchor, -number * 7 + 3), 'range', true);
  const then = addMonths(anchor, unit === 'year' ? -number * 12 : -number);
  return unit === 'year' ? yearSpan(then.year, true) : monthSpan(then.year, then.month, true);
}

/** "last spring" is the latest one that is over, "next spring" the first one to come. */
function nearSeason(anchor: Day, groups: Groups): DateValue {
  const season = groups['season'] ?? '';
  const today = toIso(anchor);
  const years = [anchor.year - 1, anchor.year, anchor.year + 1].map((yearNumber) =>
    seasonSpan(yearNumber, season, true),
  );
  if (step(groups) < 0) return years.filter((value) => (value.end ?? '') < today).at(-1) ?? UNKNOWN;
  if (step(groups) > 0) return years.find((value) => (value.start ?? '') > today) ?? UNKNOWN;
  return seasonSpan(anchor.year, season, true);
}

/** English dates, the most explicit first. */
export const LATIN_DATES: readonly DatePattern[] = [
  { re: new RegExp(`(?:(?<=\\bbetween\\s)|(?:\\bfrom\\s)?)\\b${MONTH}\\s${DAY}\\s?(?:to|through|until|and|-|–)\\s?(?:(?<month2>${LONG_MONTH}|May)\\s)?(?<day2>[1-9]|[12]\\d|3[01])(?!\\d)(?:,?\\s${YEAR}\\b)?(?!%|\\s(?:percent|million|billion|countries|cities|stores|jobs|of))`, 'gu'), read: dayRange },
  { re: new RegExp(`\\b${MONTH}\\s${DAY},?\\s${YEAR}\\b`, 'gu'), read: (g) => realDay(year(g), month(g), Number(g['day'])) },
  { re: new RegExp(`\\b${DAY}\\s${MONTH},?\\s${YEAR}\\b`, 'gu'), read: (g) => realDay(year(g), month(g), Number(g['day'])) },
  { re: /\b(?<first>\d{1,2})\/(?<second>\d{1,2})\/(?<year>20\d{2})\b/gu, read: slashed },
  { re: new RegExp(`\\b(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})\\b`, 'gu'), read: (g) => realDay(year(g), Number(g['month']), Number(g['day'])) },
  { re: new RegExp(`\\b(?<part>early|mid|late|end of|beginning of|start of)[ -]${MONTH},?\\s(?:of\\s)?${YEAR}\\b`, 'giu'), read: (g) => partOfMonth(year(g), month(g), (g['part'] ?? '').replace(/ of$/iu, '')) },
  { re: new RegExp(`\\b${MONTH},?\\s(?:of\\s)?${YEAR}\\b`, 'gu'), read: (g) => monthSpan(year(g), month(g)) },
  { re: new RegExp(`(?:\\bfrom\\s)?\\b(?<first>20\\d{2})\\s?(?:to|through|until|-|–)\\s?(?<last>20\\d{2})\\b`, 'gu'), read: yearRange },
  { re: new RegExp(`\\bbetween\\s(?<first>20\\d{2})\\sand\\s(?<last>20\\d{2})\\b`, 'gu'), read: yearRange },
  { re: new RegExp(`\\b(?:Q(?<quarter>[1-4])|(?:the\\s)?(?<quarter2>first|second|third|fourth)\\squarter),?\\s(?:of\\s)?${YEAR}\\b`, 'giu'), read: (g) => quarterSpan(year(g), quarterNumber({ quarter: g['quarter'] ?? g['quarter2'] })) },
  { re: new RegExp(`\\b(?:(?:the\\s)?(?<half>first|second)\\shalf|H(?<h>[12]))\\s(?:of\\s)?${YEAR}\\b`, 'giu'), read: (g) => halfSpan(year(g), g['half']?.toLowerCase() === 'second' || g['h'] === '2' ? 2 : 1) },
  { re: new RegExp(`\\b(?<season>spring|summer|autumn|fall|winter)\\s(?:of\\s)?${YEAR}\\b`, 'giu'), read: (g) => seasonSpan(year(g), g['season'] ?? '') },
  { re: /\b(?:fiscal(?: year)?|FY)\s?(?:20)?\d{2}\b/giu, read: () => UNKNOWN },
  { re: new RegExp(`\\b(?<part>early|mid|late|(?:the\\s)?end of|(?:the\\s)?start of|(?:the\\s)?beginning of)[ -]${YEAR}\\b`, 'giu'), read: (g) => thirdOfYear(year(g), g['part'] ?? '') },
  { re: new RegExp(`\\b(?<part>early|mid|late|end of|beginning of)[ -]${MONTH}\\b`, 'giu'), read: withAnchor((anchor, g) => partOfMonth(nearestYear(anchor, month(g)), month(g), (g['part'] ?? '').replace(/ of$/iu, ''), true)) },
  { re: new RegExp(`\\b${MONTH}\\s${DAY}\\b(?!%| percent| million| billion)`, 'gu'), read: withAnchor((anchor, g) => realDay(nearestYear(anchor, month(g), Number(g['day'])), month(g), Number(g['day']), true)) },
  { re: new RegExp(`\\b${DAY}\\s(?:of\\s)?${MONTH}\\b`, 'gu'), read: withAnchor((anchor, g) => realDay(nearestYear(anchor, month(g), Number(g['day'])), month(g), Number(g['day']), true)) },
  { re: new RegExp(`\\b(?:(?<which>last|next|this)\\s)(?<month>${LONG_MONTH}|May)\\b`, 'gu'), read: withAnchor(nearMonth) },
  { re: new RegExp(`(?<=\\b(?:[Ii]n|[Bb]y|[Ss]ince|until|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|of|for|[Ss]tarting|[Bb]eginning|[Ee]ffective|[Tt]ill|due|through|to)\\s)(?<month>${LONG_MONTH}|May)\\b`, 'gu'), read: withAnchor((anchor, g) => monthSpan(nearestYear(anchor, month(g)), month(g), true)) },
  { re: /\b(?<which>last|next|this)\s(?<season>spring|summer|autumn|fall|winter)\b/giu, read: withAnchor((anchor, g) => nearSeason(anchor, g)) },
  { re: /\b(?<part>early|late|(?:the\s)?end of|(?:the\s)?start of|(?:the\s)?beginning of)\s(?:in\s)?(?<which>next|last|this|the)\syear\b/giu, read: withAnchor((anchor, g) => thirdOfYear(anchor.year + step(g), g['part'] ?? '', true)) },
  { re: /\b(?:year-end|year's end|the year's end)\b/giu, read: withAnchor((anchor) => thirdOfYear(anchor.year, 'end', true)) },
  { re: /\b(?:the\s)?end of (?<which>this|next|last|the) month\b/giu, read: withAnchor((anchor, g) => { const then = addMonths(anchor, step(g)); return partOfMonth(then.year, then.month, 'end', true); }) },
  { re: /\b(?<which>next|last|this)\s(?:year's\s)?(?<half>first|second)\shalf\b/giu, read: withAnchor((anchor, g) => halfSpan(anchor.year + step(g), g['half']?.toLowerCase() === 'second' ? 2 : 1, true)) },
  { re: /\b(?<half>first|second)\shalf of (?<which>next|last|this) year\b/giu, read: withAnchor((anchor, g) => halfSpan(anchor.year + step(g), g['half']?.toLowerCase() === 'second' ? 2 : 1, true)) },
  { re: /\b(?<quarter>first|second|third|fourth)\squarter of (?<which>next|last|this) year\b/giu, read: withAnchor((anchor, g) => quarterSpan(anchor.year + step(g), quarterNumber({ quarter: g['quarter'] }), true)) },
  { re: /(?<=\b(?:in|by|until|to|this|for)\s(?:the\s|early\s|late\s)?)(?<season>spring|summer|autumn|winter)\b/giu, read: withAnchor((anchor, g) => nearSeason(anchor, { ...g, which: 'next' })) },
  { re: /\b(?:(?:earlier|later|early|late)\s)?(?<which>last|next|this)\syear\b/giu, read: withAnchor((anchor, g) => yearSpan(anchor.year + step(g), true)) },
  { re: /\b(?:(?:earlier|later)\s)?(?<which>last|next|this)\smonth\b/giu, read: withAnchor((anchor, g) => { const then = addMonths(anchor, step(g)); return monthSpan(then.year, then.month, true); }) },
  { re: /\b(?<which>last|next|this)\squarter\b/giu, read: withAnchor((anchor, g) => { const then = addMonths(anchor, step(g) * 3); return quarterSpan(then.year, Math.ceil(then.month / 3), true); }) },
  { re: /\b(?:(?:earlier|later)\s)?(?<which>last|next|this)\sweek\b/giu, read: withAnchor((anchor, g) => { const monday = addDays(anchor, -((weekday(anchor) + 6) % 7) + step(g) * 7); return span(monday, addDays(monday, 6), 'range', true); }) },
  { re: /\b(?<word>today|yesterday|tomorrow)\b/giu, read: withAnchor((anchor, g) => dayValue(addDays(anchor, { today: 0, yesterday: -1, tomorrow: 1 }[g['word']?.toLowerCase() ?? ''] ?? 0), true)) },
  { re: new RegExp(`\\b(?:(?<which>last|next|this)\\s)?(?<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b`, 'gu'), read: withAnchor((anchor, g) => weekdayNear(anchor, WEEKDAYS.indexOf(g['weekday']?.toLowerCase() ?? ''), g['which'] === 'next' ? 1 : null)) },
  { re: new RegExp(`\\b${COUNT}\\s(?<unit>day|week|month|year)s?\\sago\\b`, 'giu'), read: withAnchor(ago) },
  { re: new RegExp(`\\b(?:over|in|within|during|for)\\s(?:the\\s)?(?:next|coming|following)\\s(?:${COUNT}\\s)?(?<unit>day|week|month|year)s?\\b`, 'giu'), read: duration },
  { re: new RegExp(`\\b(?:over|within)\\s${COUNT}\\s(?<unit>day|week|month|year)s?\\b`, 'giu'), read: duration },
  { re: new RegExp(`(?<=\\b(?:in|by|since|until|from|during|before|after|of|for|starting|through|to|and|around)\\s)${YEAR}\\b(?![,.]\\d|%|\\s(?:${LONG_MONTH}))`, 'giu'), read: (g) => yearSpan(year(g)) },
]; // prettier-ignore

function dayRange(groups: Groups, context: { anchor: Day | null }): DateValue | null {
  const first = month(groups);
  const last = groups['month2'] === undefined ? first : monthNumber(groups['month2']);
  const given = groups['year'];
  if (given === undefined && context.anchor === null) return UNKNOWN;
  const named = given === undefined ? null : Number(given);
  const startYear = named ?? (context.anchor === null ? 0 : nearestYear(context.anchor, first, Number(groups['day'])));
  const start = { year: startYear, month: first, day: Number(groups['day']) };
  const end = { year: last < first ? startYear + 1 : startYear, month: last, day: Number(groups['day2']) };
  if (!isRealDay(start) || !isRealDay(end) || toIso(start) > toIso(end)) return null;
  return span(start, end, 'range', named === null);
}

/** 01/15/2027 and 15/01/2027 can be told apart, 03/04/2027 cannot. */
function slashed(groups: Groups): DateValue | null {
  const [first, second] = [Number(groups['first']), Number(groups['second'])];
  if (first <= 12 && second <= 12 && first !== second) return UNKNOWN;
  return first > 12 ? realDay(year(groups), second, first) : realDay(year(groups), first, second);
}

/** "next June" is the first to come, "last June" the latest that is over. */
function nearMonth(anchor: Day, groups: Groups): DateValue {
  const wanted = month(groups);
  if (step(groups) > 0) return monthSpan(wanted > anchor.month ? anchor.year : anchor.year + 1, wanted, true);
  if (step(groups) < 0) return monthSpan(wanted < anchor.month ? anchor.year : anchor.year - 1, wanted, true);
  return monthSpan(nearestYear(anchor, wanted), wanted, true);
}

function yearRange(groups: Groups): DateValue | null {
  const [first, last] = [Number(groups['first']), Number(groups['last'])];
  return first < last ? span({ year: first, month: 1, day: 1 }, { year: last, month: 12, day: 31 }, 'range') : null;
}
