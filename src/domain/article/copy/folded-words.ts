import { foldText } from '../../text/fold-text.js';

/** Longer texts are compared by their beginning: what follows changes no verdict and costs time. */
const MOST_CHARACTERS = 60_000;

/** What is left of a text for comparing: NFKC, lower case, simplified characters, letters and digits only. */
export interface FoldedWords {
  /** Single characters of a text in Han, words of any other. */
  tokens: readonly string[];
  isHan: boolean;
  /** Letters and digits in all. */
  letters: number;
  /** Numbers with two digits or more, as written. */
  numbers: ReadonlySet<string>;
}

/** A text counts as Han from a fifth of its letters on: news in Chinese is full of Latin names. */
const HAN_SHARE = 0.2;

export function foldWords(text: string): FoldedWords {
  const folded = foldText(text.slice(0, MOST_CHARACTERS).normalize('NFKC')).toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const joined = words.join('');
  const han = joined.match(/\p{Script=Han}/gu)?.length ?? 0;
  const characters = Array.from(joined);
  const letters = characters.length;
  const isHan = han > letters * HAN_SHARE;
  const numbers = new Set(
    (folded.match(/\d[\d,]*(?:\.\d+)?/gu) ?? [])
      .map((number) => number.replaceAll(',', ''))
      .filter((n) => n.length > 1),
  );
  return { tokens: isHan ? characters : words, isHan, letters, numbers };
}

/** The whole of it as one string: equal for texts that differ in marks, spaces, width or Chinese script only. 1.5 is not 15. */
export function foldedKey(text: string): string {
  return (
    foldText(text.normalize('NFKC'))
      .toLowerCase()
      .match(/[\p{L}\p{N}]+|(?<=\d)\.(?=\d)/gu) ?? []
  ).join('');
}
