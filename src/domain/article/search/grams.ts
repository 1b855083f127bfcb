import { hashWord } from '../copy/shingles.js';
import { adjoins, searchTokens, type SearchToken } from './search-tokens.js';

/** A book, not an article, has more; what follows is not found. */
const MOST_CHARACTERS = 200_000;

/**
 * What a text is found by: pairs of neighbouring Han characters, words, and pairs of neighbouring words, each as a 32-bit integer. A pair of
 * Han characters of the basic plane is its two code units and thus exact; words are hashed, and a hit is verified in the text itself.
 * Trigrams would not do: most Chinese words have two characters.
 */
export function textGrams(text: string): number[] {
  return sorted(gramsOf(searchTokens(text.slice(0, MOST_CHARACTERS))));
}

/** A title is also found by a single Han character (税), which in a body would be no search but a census. */
export function titleGrams(title: string): number[] {
  const tokens = searchTokens(title);
  const single = tokens.filter(({ isHan }) => isHan).map(({ text }) => hashWord(text, 'han'));
  return sorted([...gramsOf(tokens), ...single]);
}

/** Marks an article that names an actor of the lexicon, by its id. */
export function actorGram(id: string): number {
  return hashWord(id, 'actor');
}

/** The grams that every text with these neighbouring tokens has. */
export function gramsOf(tokens: readonly SearchToken[]): number[] {
  const grams: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!token.isHan) grams.push(hashWord(token.text, 'word'));
    const next = tokens[index + 1];
    if (next === undefined || next.isHan !== token.isHan || !adjoins(token, next)) continue;
    grams.push(token.isHan ? hanPair(token.text, next.text) : hashWord(`${token.text} ${next.text}`, 'pair'));
  }
  return grams;
}

function hanPair(first: string, second: string): number {
  if (first.length > 1 || second.length > 1) return hashWord(`${first}${second}`, 'han');
  return (first.charCodeAt(0) << 16) | second.charCodeAt(0);
}

function sorted(grams: readonly number[]): number[] {
  return [...new Set(grams)].sort((a, b) => a - b);
}
