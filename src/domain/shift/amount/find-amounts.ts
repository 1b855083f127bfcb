import type { Amount } from '../shift.schema.js';
import { alternation, HAN_CURRENCIES, LEADING_CURRENCIES, TRAILING_CURRENCIES } from './currencies.js';
import { ARABIC, HAN_NUMERAL, HAN_SCALE, LATIN_SCALE, readNumber, scaleValue, times } from './number-words.js';

/** What a bare 元 means: the text's own country. */
export interface AmountOptions {
  yuan?: 'CNY' | 'TWD' | 'HKD';
}

type Draft = Omit<Amount, 'text' | 'start' | 'end' | 'role' | 'qualifier'> & { qualifier?: Amount['qualifier'] };
type Groups = Readonly<Record<string, string | undefined>>;
interface Pattern {
  re: RegExp;
  unit: Amount['unit'];
}

const NUMBER = `(?:${ARABIC}|${HAN_NUMERAL})`;
const HAN_MONEY_UNIT = `(?<currency>${alternation(Object.keys(HAN_CURRENCIES))}|元|块钱)`;
const HAN_POSITION = `(?:(?:个|名|位|余名|多名)\\s*[\\p{Script=Han}]{0,4}?)?(?:职位|岗位|员工|雇员|职员|工作机会|人员|人手|工程师|科学家|研究员)`;
const LATIN_NUMBER = `(?<number>${ARABIC})\\s?-?(?<scale>(?:${LATIN_SCALE})\\b)?`;
const LATIN_LEAD = alternation(Object.keys(LEADING_CURRENCIES));

const PATTERNS: readonly Pattern[] = [
  { unit: 'money', re: new RegExp(`(?<number>${NUMBER})(?<scale>${HAN_SCALE})?(?:${HAN_MONEY_UNIT.replace('currency', 'currency2')})?\\s?(?:至|到|-|~|—)\\s?(?<high>${NUMBER})\\s?(?<highScale>${HAN_SCALE})?\\s?${HAN_MONEY_UNIT}`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<number>${NUMBER}|数|几)?\\s?(?<more>多|余|来)?(?<scale>${HAN_SCALE})?(?<more2>多|余)?\\s?${HAN_MONEY_UNIT}(?<tail>以上|左右|上下|\\(人民币\\))?`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z])(?<currency>${LATIN_LEAD})\\s?(?<number>${ARABIC})\\s?(?<scale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z]))?\\s?(?:to|and|-)\\s?(?:${LATIN_LEAD})?\\s?(?<high>${ARABIC})\\s?-?(?<highScale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z]))`, 'giu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z])(?<currency>${LATIN_LEAD})\\s?(?<number>${ARABIC})(?:\\s?-?(?<scale>(?:${LATIN_SCALE}|${HAN_SCALE})(?![A-Za-z])))?`, 'gu') },
  { unit: 'money', re: new RegExp(`(?<![A-Za-z\\d])${LATIN_NUMBER}\\s(?<currency>${alternation(Object.keys(TRAILING_CURRENCIES))})\\b`, 'giu') },
  { unit: 'positions', re: new RegExp(`(?<number>${NUMBER}|数|几)(?<more>多|余)?(?<scale>${HAN_SCALE})?(?<more2>多|余)?${HAN_POSITION}(?<tail>以上|左右|上下)?`, 'gu') },
  { unit: 'positions', re: new RegExp(`(?<=(?:裁|解雇|资遣|遣散|招聘|招募|扩招|增聘|减员|缩编|优化)[^,;]{0,10})(?<number>${NUMBER}|数|几)(?<more>多|余)?(?<scale>${HAN_SCALE})?(?<more2>多|余)?(?:名|位)?人(?<tail>以上|左右|上下)?`, 'gu') },
  { unit: 'positions', re: new RegExp(`(?<![A-Za-z\\d$€£.,])${LATIN_NUMBER}\\s(?:(?!(?:and|or|to|in|of|for|with|on|by|will|from|its|as|at|the|a|that|are|is|it)\\s)[a-z-]+\\s){0,3}?(?:jobs|roles|positions|employees|workers|staff|staffers|engineers|posts|layoffs|designers|couriers|drivers|managers|researchers|moderators|recruiters|editors|developers|contractors)\\b`, 'giu') },
  { unit: 'positions', re: new RegExp(`(?<=(?:lay(?:ing)? off|laid off|cut|cutting|hir(?:e|ed|ing)|recruit|let go|employ)\\b[^,;]{0,25})(?<![A-Za-z\\d$€£.,])${LATIN_NUMBER}\\s(?:more |additional |new )?people\\b`, 'giu') },
  { unit: 'positions', re: /(?<vague>dozens|hundreds|thousands|tens of thousands) of (?:[a-z-]+ ){0,2}?(?:jobs|roles|positions|employees|workers|staff|engineers)\b/giu },
  { unit: 'money', re: new RegExp(`(?<vague>tens|hundreds|thousands) of (?<scale>million|billion)s of (?<currency>${alternation(Object.keys(TRAILING_CURRENCIES))})\\b`, 'giu') },
  { unit: 'percent', re: new RegExp(`(?<number>${ARABIC})\\s?(?:%|个百分点)(?<tail>以上|左右)?`, 'gu') },
  { unit: 'percent', re: new RegExp(`(?<![A-Za-z\\d])(?<number>${ARABIC})(?:%|\\s?(?:percent|per cent|percentage points?)\\b)`, 'giu') },
  { unit: 'percent', re: /(?<tenth>(?<number>[一二三四五六七八九])成)(?=的?(?:员工|职位|岗位|人员|股份|股权|关税|以上|左右)|[,。;]|$)/gu },
  { unit: 'money', re: new RegExp(`(?<=(?:投资|投入|斥资|耗资|豪掷|注资|融资)(?:了|超过|逾|约|近|高达)?)(?<number>${ARABIC})(?<scale>万亿|亿)(?=[,。;建用于元到在]|$)`, 'gu') },
]; // prettier-ignore

/** Read on the words before an amount. */
const VAGUE: Readonly<Record<string, number>> = {
  tens: 10,
  dozens: 12,
  hundreds: 100,
  thousands: 1e3,
  'tens of thousands': 1e4,
};
const GT =
  /(?:超过|超出|超|逾|至少|不少于|高于|上|\b(?:more than|over|at least|exceeding|in excess of|upwards of))(?: an additional| another| a further)?\s*$/iu;
const LT = /(?:低于|不到|少于|不足|不超过|\b(?:less than|fewer than|under|below))\s*$/iu;
const UP_TO =
  /(?:至多|最多|最高|高达|多达|\b(?:up to|as much as|as many as))(?: an additional| another| a further)?\s*$/iu;
const ABOUT =
  /(?:大约|约为|约|近|接近|将近|\b(?:about|around|approximately|nearly|roughly|almost|some))(?: an additional| another| a further)?\s*$/iu;

function qualifierOf(groups: Groups, before: string): Amount['qualifier'] {
  if (GT.test(before) || groups['more'] !== undefined || groups['more2'] !== undefined || groups['tail'] === '以上')
    return 'gt';
  if (LT.test(before)) return 'lt';
  if (UP_TO.test(before)) return 'up_to';
  if (ABOUT.test(before) || /左右|上下/u.test(groups['tail'] ?? '')) return 'about';
  return undefined;
}

function currencyOf(word: string | undefined, options: AmountOptions): string | null {
  if (word === undefined) return null;
  if (word === '元' || word === '块钱') return options.yuan ?? 'CNY';
  return HAN_CURRENCIES[word] ?? LEADING_CURRENCIES[word] ?? LEADING_CURRENCIES[word.toUpperCase()] ?? TRAILING_CURRENCIES[word.toLowerCase()] ?? null;
} // prettier-ignore

function read(groups: Groups, before: string, unit: Amount['unit'], options: AmountOptions): Draft | null {
  const currency = unit === 'money' ? currencyOf(groups['currency'], options) : null;
  const word = groups['number'];
  const scale = scaleValue(groups['scale']);
  if (word === '数' || word === '几') {
    if (groups['scale'] === undefined) return null;
    return { value: null, min: times(2, scale), max: times(9, scale), approx: true, currency, unit };
  }
  const vague = VAGUE[groups['vague']?.toLowerCase() ?? ''];
  if (vague !== undefined) {
    return { value: null, min: times(2 * vague, scale), max: times(9 * vague, scale), approx: true, currency, unit };
  }
  if (word === undefined) {
    // "百亿美元" names an order of magnitude, and "元" alone names nothing.
    if (groups['scale'] === undefined || scale < 1e6) return null;
    return { value: scale, min: scale, max: scale, approx: true, qualifier: 'about', currency, unit };
  }
  const number = readNumber(word);
  if (number === null) return null;
  const high = groups['high'] === undefined ? null : readNumber(groups['high']);
  if (high !== null) {
    const highScale = scaleValue(groups['highScale']);
    const low = times(number, groups['scale'] === undefined ? highScale : scale);
    const top = times(high, highScale);
    return low < top ? { value: null, min: low, max: top, approx: true, currency, unit } : null;
  }
  const value = times(/^.成$/u.test(groups['tenth'] ?? '') ? number * 10 : number, scale);
  const qualifier = qualifierOf(groups, before);
  const draft = {
    value,
    min: value,
    max: value,
    approx: qualifier === 'about' || /^[十百千]$/u.test(word),
    currency,
    unit,
  };
  return qualifier === undefined ? draft : { ...draft, qualifier };
}

function roleOf(folded: string, start: number, end: number, unit: Amount['unit']): Amount['role'] {
  const before = folded.slice(Math.max(0, start - 10), start);
  const after = folded.slice(end, end + 14);
  if (/每年|年均|年度|annual(?:ly)?\s*$/u.test(before) || /^\s?(?:a year|per year|annually|\/年|每年)/u.test(after))
    return 'annual';
  if (/累计|cumulative/iu.test(before)) return 'cumulative';
  return unit === 'percent' ? 'share' : 'total';
}

/** "（约合701亿新元）" restates the amount before it in another currency. */
function isConversion(folded: string, start: number): boolean {
  return /[（(](?:约合|折合|约|相当于|合|按[^)]{0,8}计|about|approximately|around|roughly|or about)?\s*$/iu.test(
    folded.slice(Math.max(0, start - 16), start),
  );
}

/**
 * Every amount of money, share of a whole and number of positions in a text, in order. Ages, counts of parameters and bare numbers are none.
 * `folded` is `foldText(original)`; offsets are UTF-16 in either, plus `base`.
 */
export function findAmounts(folded: string, original = folded, options: AmountOptions = {}, base = 0): Amount[] {
  const found: Amount[] = [];
  for (const { re, unit } of PATTERNS) {
    for (const match of folded.matchAll(re)) {
      const start = match.index;
      const draft = read(match.groups ?? {}, folded.slice(Math.max(0, start - 32), start), unit, options);
      const end = match.index + match[0].trimEnd().length;
      const isTaken = found.some((other) => start + base < other.end && end + base > other.start);
      if (draft === null || isTaken || (unit === 'money' && isConversion(folded, start))) continue;
      const text = original.slice(start, end);
      found.push({ ...draft, text, role: roleOf(folded, start, end, unit), start: start + base, end: end + base });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
