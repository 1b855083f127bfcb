import { foldText } from '../../text/fold-text.js';

/** One Han character, or one word of other letters and digits; offsets are those of the text it was read from. */
export interface SearchToken {
  text: string;
  isHan: boolean;
  start: number;
  end: number;
}

/** Words of other scripts stand this near to make a pair: a space, a hyphen, an apostrophe. */
const PAIR_GAP = 2;
const TOKEN = /\p{Script=Han}|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu;

/** The tokens of a text, folded: simplified, lower case, without the plural s of English. */
export function searchTokens(text: string): SearchToken[] {
  return tokensOfFolded(foldForSearch(text));
}

/** The form that tokens are read from; every offset in it is one in the text. */
export function foldForSearch(text: string): string {
  return lowered(foldText(text));
}

export function tokensOfFolded(folded: string): SearchToken[] {
  return [...folded.matchAll(TOKEN)].map((match) => {
    const isHan = /^\p{Script=Han}/u.test(match[0]);
    return {
      text: isHan ? match[0] : singular(match[0]),
      isHan,
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

/** Lower case without a change of length, so that offsets stay true. */
function lowered(text: string): string {
  const whole = text.toLowerCase();
  if (whole.length === text.length) return whole;
  return Array.from(text).map((character) => (character.toLowerCase().length === character.length ? character.toLowerCase() : character)).join(''); // prettier-ignore
}

/** tariffs → tariff, policies → policy, boxes → boxe (as in a query too); business, campus and analysis stay. */
function singular(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/u.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /[^siu]s$/u.test(word) ? word.slice(0, -1) : word;
}

/** Whether the second follows the first so closely that a phrase runs through both. */
export function adjoins(first: SearchToken, second: SearchToken): boolean {
  const gap = second.start - first.end;
  return first.isHan && second.isHan ? gap === 0 : gap <= PAIR_GAP;
}
