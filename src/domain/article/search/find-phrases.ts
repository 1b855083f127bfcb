import type { Span } from '../../text/block.js';
import { adjoins, foldForSearch, tokensOfFolded, type SearchToken } from './search-tokens.js';
import type { Phrase } from './search-query.js';

const MOST_SPANS = 200;
const MOST_CHARACTERS = 200_000;
/** A word that reaches further than this beyond its stem is another word. */
const WORD_CHARACTERS = 40;
/** A letter or digit that is no Han character: what begins after it is the middle of a word. */
const WORD_BEFORE = /(?!\p{Script=Han})[\p{L}\p{N}]/u;

/** Where phrases stand in a text, by phrase; offsets count in the text given. An empty list: that phrase does not stand there. */
export function findPhrases(text: string, phrases: readonly Phrase[]): Span[][] {
  const folded = foldForSearch(text.slice(0, MOST_CHARACTERS));
  return phrases.map((phrase) => spansOf(folded, phrase));
}

/** Only where the first word stands is the text read token by token: a page of hits is verified in a few milliseconds like that. */
function spansOf(folded: string, phrase: Phrase): Span[] {
  const [first] = phrase;
  if (first === undefined) return [];
  // policies is read as policy.
  const prefix = first.isHan ? first.text : first.text.replace(/(?<=..)y$/u, '');
  const window = phrase.reduce((sum, { text }) => sum + text.length, 0) + phrase.length * 8 + WORD_CHARACTERS;
  const spans: Span[] = [];
  for (
    let at = folded.indexOf(prefix);
    at !== -1 && spans.length < MOST_SPANS;
    at = folded.indexOf(prefix, at + prefix.length)
  ) {
    if (!first.isHan && WORD_BEFORE.test(folded.charAt(at - 1))) continue;
    const end = matchEnd(tokensOfFolded(folded.slice(at, at + window)), phrase);
    if (end !== null) spans.push({ start: at, end: at + end });
  }
  return spans;
}

function matchEnd(tokens: readonly SearchToken[], phrase: Phrase): number | null {
  for (const [index, wanted] of phrase.entries()) {
    const token = tokens[index];
    if (token?.text !== wanted.text || (index === 0 && token.start !== 0)) return null;
    const before = tokens[index - 1];
    if (before !== undefined && !adjoins(before, token)) return null;
  }
  return tokens[phrase.length - 1]?.end ?? null;
}

/** A piece of the text around its best hit, with the hits in it; offsets count in the snippet. */
export interface Snippet {
  text: string;
  highlights: Span[];
}

const BEFORE = 40;
const LENGTH = 180;

/** The stretch in which most different phrases stand; the beginning of the text where none does. */
export function snippetOf(text: string, found: readonly (readonly Span[])[]): Snippet {
  const spans = found.flatMap((list, phrase) => list.map((span) => ({ ...span, phrase }))).sort((a, b) => a.start - b.start); // prettier-ignore
  let best = { start: 0, phrases: 0 };
  for (const [index, { start }] of spans.entries()) {
    const inside = spans.slice(index, index + 50).filter((span) => span.end <= start + LENGTH - BEFORE);
    const phrases = new Set(inside.map(({ phrase }) => phrase)).size;
    if (phrases > best.phrases) best = { start, phrases };
  }
  const from = best.phrases === 0 ? 0 : wholeFrom(text, best.start);
  const to = wholeTo(text, Math.min(text.length, from + LENGTH));
  const highlights = merged(spans.filter(({ start, end }) => start >= from && end <= to)).map(({ start, end }) => ({ start: start - from, end: end - from })); // prettier-ignore
  return { text: text.slice(from, to), highlights };
}

/** Begins after the line end or the blank before, and never within a surrogate pair. */
function wholeFrom(text: string, hit: number): number {
  const earliest = Math.max(0, hit - BEFORE);
  const before = text.slice(earliest, hit);
  const line = before.lastIndexOf('\n');
  if (line >= 0) return earliest + line + 1;
  const blank = earliest === 0 ? -1 : before.indexOf(' ');
  const from = blank >= 0 ? earliest + blank + 1 : earliest;
  return /[\udc00-\udfff]/u.test(text.charAt(from)) ? from + 1 : from;
}

function wholeTo(text: string, to: number): number {
  return /[\ud800-\udbff]/u.test(text.charAt(to - 1)) ? to - 1 : to;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
