import { pointingWord } from './dangling.js';
import { centrality, termVectors, type TermVector } from './centrality.js';
import { poolOf, type PoolSentence } from './sentence-pool.js';
import { shiftValue, type SummaryShift } from './shift-value.js';
import { summaryLength } from './summary-length.js';

/** A sentence with what speaks for it. */
export interface Candidate extends PoolSentence {
  length: number;
  vector: TermVector;
  /** 0 to 1, see `centrality`. */
  central: number;
  /** Begins with a word that points to the sentence before. */
  dangles: boolean;
  /** Value of each sure shift that it is evidence of, by the shift's number. */
  shifts: ReadonlyMap<number, number>;
  /** The same with shifts that are less sure: they choose no sentence, but speak for one that comes along. */
  context: ReadonlyMap<number, number>;
}

export interface CandidateFacts {
  text: string;
  title: string | undefined;
  shifts: readonly SummaryShift[];
  /** Least confidence of a shift that may choose a sentence. */
  sure: number;
}

export function candidatesOf({ text, title, shifts, sure }: CandidateFacts): Candidate[] {
  const pool = poolOf(text, title);
  const vectors = termVectors(pool.map((sentence) => sentence.terms));
  const central = centrality(vectors);
  return pool.map((sentence, at) => ({
    ...sentence,
    length: summaryLength(sentence.text),
    vector: vectors[at] ?? new Map<string, number>(),
    central: central[at] ?? 0,
    dangles: pointingWord(sentence.folded) !== null,
    shifts: valuesIn(sentence, shifts, sure),
    context: valuesIn(sentence, shifts, 0),
  }));
}

function valuesIn(sentence: PoolSentence, shifts: readonly SummaryShift[], sure: number): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  for (const [number, shift] of shifts.entries()) {
    const isSaid = shift.evidence.some(({ start, end }) => start < sentence.end && end > sentence.start);
    if (isSaid && shift.confidence >= sure) values.set(number, shiftValue(shift, sentence));
  }
  return values;
}
