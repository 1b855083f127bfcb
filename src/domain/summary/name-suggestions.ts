import { findActors } from '../shift/actors/actor-lexicon.js';
import { foldText } from '../text/fold-text.js';
import { isReplaceable, pointingWord } from './dangling.js';
import { poolOf } from './sentence-pool.js';

/** For the editor only: a sentence that states a shift, but begins with "he", and who that seems to be. */
export interface NameSuggestion {
  start: number;
  end: number;
  /** The word to replace, with its offsets in the article's text. */
  word: { start: number; end: number; text: string };
  /** The nearest name before it, in the article's words; null for words that no name can replace (这一举动). */
  name: string | null;
}

const LOOK_BACK = 400;
const MAX_SUGGESTIONS = 10;

/** The evidence that a summary leaves out because it would begin with a word that points back. Never applied by the program. */
export function nameSuggestions(
  text: string,
  evidence: readonly { start: number; end: number }[],
  summary: readonly { start: number; end: number }[],
): NameSuggestion[] {
  const left = poolOf(text).filter(
    (sentence) =>
      evidence.some(({ start, end }) => start < sentence.end && end > sentence.start) &&
      !summary.some(({ start }) => start === sentence.start),
  );
  const found: NameSuggestion[] = [];
  for (const { start, end, folded } of left) {
    const word = pointingWord(folded);
    if (word === null || found.length === MAX_SUGGESTIONS) continue;
    const place = { start: start + word.start, end: start + word.end };
    const name = isReplaceable(word.text) ? nameBefore(text, start) : null;
    found.push({ start, end, word: { ...place, text: text.slice(place.start, place.end) }, name });
  }
  return found;
}

function nameBefore(text: string, at: number): string | null {
  const from = Math.max(0, at - LOOK_BACK);
  const before = text.slice(from, at);
  const last = findActors(foldText(before)).findLast(({ via }) => via === 'name' || via === 'person');
  return last === undefined ? null : before.slice(last.start, last.end);
}
