import type { ShiftProposal } from '../shift/shift.schema.js';

const HAN_SCALES: Readonly<Record<string, number>> = {
  万亿: 1e12, 萬億: 1e12, 千亿: 1e11, 百亿: 1e10, 十亿: 1e9, 亿: 1e8, 億: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4, 萬: 1e4, 千: 1e3,
}; // prettier-ignore
const LATIN_SCALES: Readonly<Record<string, number>> = {
  trillion: 1e12, tn: 1e12, billion: 1e9, bn: 1e9, b: 1e9, million: 1e6, mn: 1e6, m: 1e6, thousand: 1e3, k: 1e3,
}; // prettier-ignore
const NUMBER = new RegExp(
  String.raw`(\d[\d,]*(?:\.\d+)?)(?:\s*(${Object.keys(HAN_SCALES).join('|')}|(?:${Object.keys(LATIN_SCALES).join('|')})(?!\p{L})))?`,
  'giu',
);

type Figure = { text: string; value: number };

/** Every number of a text with its value: "6,000亿" is 6e11, "US$14.3 billion" 1.43e10, "2026年" 2026. */
export function figuresIn(text: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.normalize('NFKC').matchAll(NUMBER)) {
    const [text, digits = '', scale = ''] = match;
    const factor = HAN_SCALES[scale] ?? LATIN_SCALES[scale.toLowerCase()] ?? 1;
    figures.push({ text: text.trim(), value: Number(digits.replaceAll(',', '')) * factor });
  }
  return figures;
}

/**
 * The numbers of a headline that stand neither in the quotes nor in the amounts, dates and names of its claim. A mail must not say a number
 * that nobody can find in the source; equal values in other words (6000亿 = 600 billion) are equal.
 */
export function unprovenNumbers(words: string, claim: ShiftProposal): string[] {
  const proven = provenValues(claim);
  return figuresIn(words)
    .filter(({ value }) => !proven.some((known) => isSame(known, value)))
    .map(({ text }) => text);
}

function provenValues(claim: ShiftProposal): number[] {
  const texts = [
    ...claim.evidence.map((evidence) => evidence.quote),
    ...claim.amounts.map((amount) => amount.text),
    claim.date?.text,
    claim.actor.name,
    claim.object,
    claim.from,
    claim.to,
    ...claim.counterparty,
  ];
  const values = texts.flatMap((text) =>
    text === null || text === undefined ? [] : figuresIn(text).map((figure) => figure.value),
  );
  for (const { value, min, max } of claim.amounts) values.push(...[value, min, max].filter((known) => known !== null));
  for (const day of [claim.date?.start, claim.date?.end]) {
    if (day !== null && day !== undefined) values.push(...day.split('-').map(Number), ...quarterOf(day));
  }
  return values;
}

/** A date in a quarter may be said as its quarter. */
function quarterOf(day: string): number[] {
  const month = Number(day.slice(5, 7));
  return [Math.ceil(month / 3), month <= 6 ? 1 : 2];
}

function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) <= Math.abs(left) * 1e-9;
}
