import { instantOf, readZone, type WallTime } from './zones.js';

/** The first three letters (or more, where three are not enough) of month names in English, German, French, Spanish, Italian, Portuguese, Dutch. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'jän'], ['feb', 'fév', 'fev'], ['mar', 'mär', 'maa', 'mrt'], ['apr', 'avr', 'abr'], ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'], ['jul', 'juil', 'lug'], ['aug', 'aoû', 'aou', 'ago'], ['sep', 'set'], ['oct', 'okt', 'ott', 'out'],
  ['nov'], ['dec', 'dez', 'déc', 'dic'],
]; // prettier-ignore
const TIME =
  /(\d{1,2})\s*(?::|时|時|点|h(?=\d))\s*(\d{2})(?:\s*(?::|分)\s*(\d{2})(?:[.,]\d{1,9})?秒?)?分?(?:\s*([ap])\.?m\b\.?)?/i;

type Day = Pick<WallTime, 'year' | 'month' | 'day'>;

/**
 * A point in time as feeds and pages write it: ISO 8601 with its usual faults, RFC 822 with any weekday, zone names and abbreviations, Chinese
 * dates, epoch seconds. `zone` (IANA) is taken where the text names none. Undefined for what is no date, and for `03/04/2020`, which may be
 * either of two days.
 */
export function readDate(text: string, zone: string): Date | undefined {
  const given = text.normalize('NFKC').trim().slice(0, 100);
  if (/^\d{10}$|^\d{13}$/.test(given)) return sane(new Date(Number(given) * (given.length === 10 ? 1_000 : 1)));
  const found = isoDay(given) ?? namedDay(given) ?? slashedDay(given);
  if (found === undefined) return undefined;
  const time = TIME.exec(found.rest);
  const clock = time === null ? { hour: 0, minute: 0, second: 0 } : clockOf(time);
  if (clock === undefined) return undefined;
  const after = (time === null ? found.rest : found.rest.slice(time.index + time[0].length)).trim();
  return sane(instantOf({ ...found.day, ...clock }, zoneIn(after, zone) ?? zone));
}

/** 2020-11-08, 2020/11/8, 2020.11.08, 20201108, 2020年11月8日; with the time behind `T`, spaces or nothing. */
function isoDay(text: string): { day: Day; rest: string } | undefined {
  const match =
    /(?:^|\D)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:日|号)?(?=\D|$)/.exec(text) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})(?=T|$)/.exec(text);
  if (match === null) return undefined;
  const compact = /^T(\d{2})(\d{2})(\d{2})?(.*)$/.exec(text.slice(match.index + match[0].length));
  const rest =
    compact === null
      ? text.slice(match.index + match[0].length)
      : `${compact[1]}:${compact[2]}:${compact[3] ?? '00'}${compact[4]}`;
  return dayOf(match[1], Number(match[2]), match[3], rest.replace(/^[T\s]+/, ''));
}

/** 28 Oct 2023, Oct 28 2023, October 28th, 2023, Nov. 2020, each with a weekday in any language before it. */
function namedDay(text: string): { day: Day; rest: string } | undefined {
  const before =
    /(\d{1,2})(?:st|nd|rd|th|\.|er)?[\s-]+(?:de\s+)?(\p{L}{3,12})\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})(?!\d|:)/iu.exec(
      text,
    );
  if (before !== null) {
    const month = monthOf(before[2] ?? '');
    if (month !== undefined) return dayOf(before[3], month, before[1], restOf(text, before));
  }
  for (const after of text.matchAll(
    /(\p{L}{3,12})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d{2})(?!\d|:)/giu,
  )) {
    const month = monthOf(after[1] ?? '');
    if (month !== undefined) return dayOf(after[3], month, after[2] ?? '1', restOf(text, after));
  }
  return unixDay(text);
}

/** `Sat Oct 28 08:28:28 CST 2023`, as `date` prints it. */
function unixDay(text: string): { day: Day; rest: string } | undefined {
  const match =
    /(\p{L}{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*([A-Z]{2,5}|[+-]\d{4})?\s+((?:19|20)\d{2})$/u.exec(text);
  const month = match === null ? undefined : monthOf(match[1] ?? '');
  return match === null || month === undefined
    ? undefined
    : dayOf(match[5], month, match[2], `${match[3]} ${match[4] ?? ''}`);
}

/** 10/28/2023 or 28/10/2023, where only one of the two can be meant. */
function slashedDay(text: string): { day: Day; rest: string } | undefined {
  const match = /(?:^|\s)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d{2})(?!\d)/.exec(text);
  if (match === null) return undefined;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const isDotted = match[0].includes('.');
  if (first > 12 || isDotted) return dayOf(match[3], second, match[1], restOf(text, match));
  return second > 12 || first === second ? dayOf(match[3], first, match[2], restOf(text, match)) : undefined;
}

function restOf(text: string, match: RegExpExecArray): string {
  return text.slice(match.index + match[0].length);
}

function dayOf(yearText: string | undefined, month: number, dayText: string | undefined, rest: string) {
  const short = Number(yearText);
  // RFC 5322 §4.3.
  const year = short < 50 ? 2_000 + short : short < 100 ? 1_900 + short : short;
  const day = Number(dayText);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return isDay ? { day: { year, month, day }, rest } : undefined;
}

function monthOf(name: string): number | undefined {
  const lower = name.toLowerCase();
  const at = MONTHS.findIndex((starts) => starts.some((start) => lower.startsWith(start)));
  return at === -1 ? undefined : at + 1;
}

function clockOf(time: RegExpExecArray): Pick<WallTime, 'hour' | 'minute' | 'second'> | undefined {
  const [, hours, minutes, seconds = '0', half] = time;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const [minute, second] = [Number(minutes), Math.min(59, Number(seconds))];
  return hour > 24 || minute > 59 || Number(seconds) > 60 ? undefined : { hour, minute, second };
}

/** The first zone in what follows the time: `-05:00Z` has one too many, `PST (Pacific)` an explanation. */
function zoneIn(text: string, sourceZone: string): number | string | undefined {
  const match = /^(?:(?:GMT|UTC)\s?)?[+-]\s?\d{1,2}:?(?:\d{2})?(?!\d)|^\(?[A-Za-z]+(?:\/[A-Za-z_+\-/]+)?\)?/.exec(text);
  return match === null ? undefined : readZone(match[0], sourceZone);
}

/** Not before the web; the rest is a slip. */
function sane(instant: Date): Date | undefined {
  const year = instant.getUTCFullYear();
  return Number.isNaN(year) || year < 1_990 || year > 2_199 ? undefined : instant;
}
