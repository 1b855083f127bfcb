import type { Amount } from '../shift.schema.js';
import { AMOUNT_MARKS, AMOUNT_PATTERNS, type AmountPattern } from './amount-patterns.js';
import { HAN_CENTS, HAN_CURRENCIES, HAN_LEADING, LATIN_CENTS, LEADING_CURRENCIES, TRAILING_CURRENCIES, TRAILING_MARKS } from './currencies.js'; // prettier-ignore
import { readNumber, scaleValue, times } from './number-words.js';

/** What a bare 元 means: the text's own country. */
export interface AmountOptions {
  yuan?: 'CNY' | 'TWD' | 'HKD';
}

type Draft = Omit<Amount, 'text' | 'start' | 'end' | 'role' | 'qualifier'> & { qualifier?: Amount['qualifier'] };
type Groups = Readonly<Record<string, string | undefined>>;

const VAGUE: Readonly<Record<string, number>> = {
  tens: 10,
  dozens: 12,
  hundreds: 100,
  thousands: 1e3,
  'tens of thousands': 1e4,
};
/** Where a full stop parts thousands. */
const DOTTED: ReadonlySet<string> = new Set(['IDR', 'VND', 'BRL', 'CLP', 'COP']);

const MORE_WORDS = '(?: an additional| another| a further)?\\s*$';
const LT =
  /(?:低于|不到|少于|不足|不超过|不高于|\b(?:less than|fewer than|under|below|no more than|not more than))\s*$/iu;
const GT = new RegExp(
  `(?:超过|超出|超|逾|至少|不少于|不低于|高于|上|\\b(?:more than|over|at least|exceeding|in excess of|upwards of|north of))${MORE_WORDS}`,
  'iu',
);
const UP_TO = new RegExp(
  `(?:至多|最多|最高|最高可达|高达|多达|上限为?|\\b(?:up to|as much as|as many as|a maximum of))${MORE_WORDS}`,
  'iu',
);
const ABOUT = new RegExp(
  `(?:大约|约为|约合|约|近|接近|将近|\\b(?:about|around|approximately|nearly|roughly|almost|some|close to))${MORE_WORDS}`,
  'iu',
);

function qualifierOf(groups: Groups, before: string): Amount['qualifier'] {
  const tail = groups['tail'] ?? '';
  if (LT.test(before) || /以下|以内|之内/u.test(tail)) return 'lt';
  if (GT.test(before) || groups['more'] !== undefined || groups['more2'] !== undefined || tail.endsWith('以上'))
    return 'gt';
  if (UP_TO.test(before)) return 'up_to';
  if (ABOUT.test(before) || /左右|上下/u.test(tail)) return 'about';
  return undefined;
}

function currencyOf(word: string | undefined, options: AmountOptions): string | null {
  if (word === undefined) return null;
  if (word === '元' || word === '块钱' || word === '块') return options.yuan ?? 'CNY';
  const lower = word.toLowerCase();
  return (
    HAN_CURRENCIES[word] ??
    HAN_LEADING[word] ??
    HAN_CENTS[word] ??
    LEADING_CURRENCIES[word] ??
    TRAILING_MARKS[word] ??
    LEADING_CURRENCIES[word.toUpperCase()] ??
    TRAILING_CURRENCIES[lower] ??
    LATIN_CENTS[lower] ??
    null
  );
}

function numberOf(word: string, currency: string | null): number | null {
  const isDotted = currency !== null && DOTTED.has(currency) ? /^\d{1,3}(?:\.\d{3})+$/u : /^\d{1,3}(?:\.\d{3}){2,}$/u;
  return readNumber(isDotted.test(word) ? word.replaceAll('.', '') : word);
}

/** "三成", "一成五", "三分之一". */
function shareOf(groups: Groups, number: number): number {
  if (groups['of'] !== undefined) return times(number / (readNumber(groups['of']) ?? 1), 100);
  if (groups['half'] !== undefined) return number * 10 + 5;
  return groups['tenth'] === undefined ? number : number * 10 + (readNumber(groups['unitDigit'] ?? '零') ?? 0);
}

/** A number that is only an order of magnitude: 数亿, "hundreds of millions", 百亿, 上亿. */
function readVague(
  groups: Groups,
  scale: number,
  rest: { currency: string | null; unit: Amount['unit'] },
): Draft | null {
  const word = groups['number'];
  const vague = VAGUE[groups['vague']?.toLowerCase() ?? ''] ?? (word === '数' || word === '几' ? 1 : null);
  const isLatinPlural =
    word === undefined && vague === null && /^(?:million|billion|trillion)$/iu.test(groups['scale'] ?? '');
  if (vague !== null || isLatinPlural) {
    const unit = vague ?? 1;
    if (groups['scale'] === undefined && unit === 1) return null;
    return { value: null, min: times(2 * unit, scale), max: times(9 * unit, scale), approx: true, ...rest };
  }
  // "百亿美元" names an order of magnitude, and "元" alone names nothing.
  if (groups['scale'] === undefined || scale < 1e6) return null;
  return { value: scale, min: scale, max: scale, approx: true, qualifier: word === '上' ? 'gt' : 'about', ...rest };
}

function readRange(groups: Groups, number: number, currency: string | null, unit: Amount['unit']): Draft | null {
  const high = numberOf(groups['high'] ?? '', currency);
  if (high === null) return null;
  const highScale = scaleValue(groups['highScale']);
  const low = times(number, groups['scale'] === undefined ? highScale : scaleValue(groups['scale']));
  const top = times(high, highScale);
  return low < top ? { value: null, min: low, max: top, approx: true, currency, unit } : null;
}

function readAmount(
  groups: Groups,
  before: string,
  { unit, factor }: AmountPattern,
  options: AmountOptions,
): Draft | null {
  const currency = unit === 'money' ? currencyOf(groups['currency'], options) : null;
  const word = groups['number'];
  const scale = scaleValue(groups['scale']);
  if (word === undefined || /^[数几上]$/u.test(word)) return readVague(groups, scale, { currency, unit });
  const number = numberOf(word, currency);
  if (number === null) return null;
  if (groups['high'] !== undefined) return readRange(groups, number, currency, unit);
  const value = times(shareOf(groups, number), scale * (factor ?? 1));
  const qualifier = qualifierOf(groups, before);
  const approx = qualifier === 'about' || /^[十百千]$/u.test(word);
  const draft = { value, min: value, max: value, approx, currency, unit };
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

const RESTATES =
  /^\s*(?:[(,]\s*(?:约合|折合|约|相当于|合|或约?|即|按[^)]{0,8}计|equivalent to|or)?\s*(?:about|approximately|around|roughly|nearly)?\s*)$/iu;

/** "(约合701亿新元)", ", or about $1 billion": the amount before it in another currency. */
function restates(folded: string, amount: Amount, before: Amount | undefined): boolean {
  if (before === undefined || amount.unit !== 'money' || before.unit !== 'money') return false;
  const between = folded.slice(before.end, amount.start);
  return before.currency !== amount.currency && RESTATES.test(between) && between.trim() !== ',';
}

/**
 * Every amount of money, share of a whole and number of positions in a text, in order. Ages, counts of parameters and bare numbers are none.
 * `folded` is `foldText(original)`; offsets are UTF-16 in either, plus `base`.
 */
export function findAmounts(folded: string, original = folded, options: AmountOptions = {}, base = 0): Amount[] {
  if (!/[\d零〇一二两三四五六七八九十百千万亿数几成半]|ions? of|dozens|hundreds|thousands/u.test(folded)) return [];
  const found: Amount[] = [];
  for (const pattern of AMOUNT_PATTERNS) {
    if (AMOUNT_MARKS[pattern.unit]?.test(folded) === false) continue;
    for (const match of folded.matchAll(pattern.re)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const draft = readAmount(match.groups ?? {}, folded.slice(Math.max(0, start - 32), start), pattern, options);
      if (draft === null) continue;
      found.push({ ...draft, text: original.slice(start, end), role: roleOf(folded, start, end, pattern.unit), start, end }); // prettier-ignore
    }
  }
  const ordered = found.sort((a, b) => a.start - b.start);
  const own = ordered.filter((amount, index) => !restates(folded, amount, ordered[index - 1]));
  return base === 0 ? own : own.map((amount) => ({ ...amount, start: amount.start + base, end: amount.end + base }));
}
