import { containment, hamming, SHORT_TEXT, type CopyFingerprint } from './fingerprint.js';
import { foldWords } from './folded-words.js';
import { shingles } from './shingles.js';

export const COPY_BITS = 3;
export const COPY_CONTAINMENT = 0.8;
/** Below, one text is an excerpt of the other. */
const EXCERPT_RATIO = 0.5;
/** How far into the longer text an excerpt may reach, in its own lengths. */
const EXCERPT_REACH = 2;
const ALIKE_TITLES = 0.5;
/** Two issues of a weekly report share their sentences and differ in their numbers. */
const FEWEST_NUMBERS = 3;
const ALIKE_NUMBERS = 0.5;

export interface Comparable {
  title: string;
  body: string;
  print: CopyFingerprint;
}

/** `copy`: attached by itself. `form`: the same sentences with other numbers, for an editor to look at. */
export type CopyVerdict = {
  is: 'copy' | 'form' | 'other';
  measure: 'hamming' | 'containment';
  /** Bits that differ, or the share of the smaller text that the larger one holds. */
  figure: number;
};

/**
 * Whether one text is a syndicated copy of the other (tier T1): simhashes within 3 bits, or eight tenths of the smaller one's shingles in the
 * larger one; short texts by their shingles only. A text that is much shorter is a copy only as the beginning of the other under a like
 * title: a round-up holds many newsflashes and is a copy of none.
 */
export function judgeCopy(a: Comparable, b: Comparable): CopyVerdict {
  const bits = hamming(a.print.simhash, b.print.simhash);
  const isShort = Math.min(a.print.words.letters, b.print.words.letters) < SHORT_TEXT;
  const share = containment(a.print.shingles, b.print.shingles);
  const isNear = !isShort && bits <= COPY_BITS;
  const verdict = isNear
    ? ({ measure: 'hamming', figure: bits } as const)
    : ({ measure: 'containment', figure: share } as const);
  if (!isNear && (share < COPY_CONTAINMENT || !isWholeOrBeginning(a, b))) return { is: 'other', ...verdict };
  return { is: hasOtherNumbers(a.print, b.print) ? 'form' : 'copy', ...verdict };
}

function isWholeOrBeginning(a: Comparable, b: Comparable): boolean {
  const [small, large] = a.print.words.letters <= b.print.words.letters ? [a, b] : [b, a];
  if (small.print.words.letters >= large.print.words.letters * EXCERPT_RATIO) return true;
  const beginning = foldWords(large.body.slice(0, small.body.length * EXCERPT_REACH));
  return (
    containment(small.print.shingles, shingles(beginning, 3)) >= COPY_CONTAINMENT &&
    titleLikeness(small.title, large.title) >= ALIKE_TITLES
  );
}

/** Share of the shorter title's pairs of tokens that the other one has. */
export function titleLikeness(a: string, b: string): number {
  return containment(shingles(foldWords(a), 2), shingles(foldWords(b), 2));
}

function hasOtherNumbers({ words: a }: CopyFingerprint, { words: b }: CopyFingerprint): boolean {
  const [small, large] = a.numbers.size <= b.numbers.size ? [a.numbers, b.numbers] : [b.numbers, a.numbers];
  if (small.size < FEWEST_NUMBERS) return false;
  const shared = [...small].filter((number) => large.has(number)).length;
  return shared < small.size * ALIKE_NUMBERS;
}
