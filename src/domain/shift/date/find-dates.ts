import { toIso } from './calendar.js';
import type { DateContext, DateMention } from './date-mention.js';
import { HAN_DATES } from './han-dates.js';
import { LATIN_DATES } from './latin-dates.js';

/**
 * Every date of a text, in order. A relative one (明年春季, "Monday", 12月) needs the publication day; without it its precision is
 * `unknown`, never a guess. `folded` is `foldText(original)`; offsets are UTF-16 in either, plus `base`.
 */
export function findDates(folded: string, original: string, context: DateContext, base = 0): DateMention[] {
  const found: DateMention[] = [];
  const patterns = /\p{Script=Han}/u.test(folded) ? [...HAN_DATES, ...LATIN_DATES] : LATIN_DATES;
  for (const { re, read } of patterns) {
    for (const match of folded.matchAll(re)) {
      const at = match.index + base;
      const until = at + match[0].length;
      if (found.some((other) => at < other.until && until > other.at)) continue;
      const value = read(match.groups ?? {}, context);
      if (value === null) continue;
      const text = original.slice(match.index, match.index + match[0].length);
      const anchor = value.relative && value.start !== null ? context.anchor : null;
      found.push({ ...value, text, at, until, ...(anchor === null ? {} : { anchor: toIso(anchor) }) });
    }
  }
  return found.sort((a, b) => a.at - b.at);
}
