import {
  DIGITS_OF_ANY_KIND,
  HAN_NUMERAL,
  HAN_SCALE,
  LATIN_SCALE,
  readNumber,
  scaleValue,
  times,
} from '../shift/amount/number-words.js';
import type { DatePrecision, ShiftProposal } from '../shift/shift.schema.js';
import { foldText } from '../text/fold-text.js';

const HAN_DIGITS = '〇一二三四五六七八九';
const NUMBER = new RegExp(
  [
    String.raw`(?<arabic>${DIGITS_OF_ANY_KIND})(?:\s*(?<scale>${HAN_SCALE}|(?:${LATIN_SCALE})(?!\p{L})))?`,
    `(?<year>[零${HAN_DIGITS}]{4})(?=年)`,
    `(?<han>${HAN_NUMERAL})(?<hanScale>万亿|亿|万|兆)?`,
  ].join('|'),
  'giu',
);

type Figure = { text: string; value: number };

/**
 * Every number of a text with its value: "6,000亿" is 6e11, "US$14.3 billion" 1.43e10, "2026年" 2026, "七千億" 7e11. Of numerals in words
 * only Chinese ones that count are read, not the digit in 第三方 or the scale in 百亿补贴; English ones ("three") are not.
 */
export function figuresIn(text: string): Figure[] {
  const plain = text.normalize('NFKC');
  const figures: Figure[] = [];
  for (const match of foldText(plain).matchAll(NUMBER)) {
    const value = valueOf(match.groups ?? {});
    if (value !== null) figures.push({ text: plain.slice(match.index, match.index + match[0].length), value });
  }
  return figures;
}

function valueOf({ arabic, scale, year, han, hanScale }: Record<string, string | undefined>): number | null {
  if (arabic !== undefined) return times(readNumber(arabic) ?? 0, scaleValue(scale));
  if (year !== undefined)
    return Number(year.replaceAll(/./gu, (digit) => String(Math.max(0, HAN_DIGITS.indexOf(digit)))));
  const numeral = han ?? '';
  const hasDigit = /[^零〇百佰千仟]/u.test(numeral);
  const counts = hanScale !== undefined || (numeral.length > 1 && /[十拾百佰千仟]/u.test(numeral));
  const value = hasDigit && counts ? readNumber(numeral) : null;
  return value === null ? null : times(value, scaleValue(hanScale));
}

/**
 * The numbers of a headline that stand neither in the quotes nor in the amounts, dates and names of its claim. A mail must not say a number
 * that nobody can find in the source; equal values in other words (6000亿 = 600 billion) are equal.
 */
export function unprovenNumbers(words: string, claim: ShiftProposal): string[] {
  return unknownFigures(words, provenValues(claim));
}

/** The numbers of a phrase that its source does not say anywhere. */
export function numbersNotIn(source: string, phrase: string): string[] {
  return unknownFigures(
    phrase,
    figuresIn(source).map((figure) => figure.value),
  );
}

function unknownFigures(words: string, known: readonly number[]): string[] {
  return figuresIn(words)
    .filter(({ value }) => !known.some((other) => isSame(other, value)))
    .map(({ text }) => text);
}

function provenValues(claim: ShiftProposal): number[] {
  const texts = [
    ...claim.evidence.map((evidence) => evidence.quote),
    ...claim.amounts.map((amount) => amount.text),
    claim.date?.text,
    claim.actor.name,
  ];
  const values = texts.flatMap((text) => (text === undefined ? [] : figuresIn(text).map((figure) => figure.value)));
  for (const { value, min, max } of claim.amounts) values.push(...[value, min, max].filter((known) => known !== null));
  const { date } = claim;
  for (const day of [date?.start, date?.end]) {
    if (date && day) values.push(...dayParts(day, date.precision));
  }
  return values;
}

/** What may be said of a date: no more than is known of it, else the bounds of a year would prove a 12 and a 31. */
function dayParts(isoDay: string, precision: DatePrecision): number[] {
  const [year = 0, month = 0, day = 0] = isoDay.split('-').map(Number);
  const quarter = Math.ceil(month / 3);
  switch (precision) {
    case 'day':
    case 'range':
      return [year, month, day, quarter];
    case 'month':
    case 'part_of_month':
      return [year, month, quarter];
    case 'quarter':
      return [year, quarter];
    case 'half':
      return [year, month <= 6 ? 1 : 2];
    default:
      return [year];
  }
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= Math.abs(left) * 1e-9;
}
