import type { Span } from '../../text/block.js';
import { adjoins, searchTokens, type SearchToken } from './search-tokens.js';
import type { Phrase } from './search-query.js';

const MOST_SPANS = 200;
const MOST_CHARACTERS = 200_000;

/** Where phrases stand in a text, by phrase; offsets count in the text given. An empty list: that phrase does not stand there. */
export function findPhrases(text: string, phrases: readonly Phrase[]): Span[][] {
  const tokens = searchTokens(text.slice(0, MOST_CHARACTERS));
  const starts = new Map<string, number[]>();
  const wanted = new Set(phrases.map((phrase) => phrase[0]?.text));
  for (const [index, token] of tokens.entries()) {
    if (!wanted.has(token.text)) continue;
    const known = starts.get(token.text);
    if (known === undefined) starts.set(token.text, [index]);
    else known.push(index);
  }
  return phrases.map((phrase) => {
    const spans: Span[] = [];
    for (const at of starts.get(phrase[0]?.text ?? '') ?? []) {
      const end = matchEnd(tokens, at, phrase);
      if (end !== null && spans.length < MOST_SPANS) spans.push({ start: tokens[at]?.start ?? 0, end });
    }
    return spans;
  });
} // prettier-ignore

function matchEnd(tokens: readonly SearchToken[], at: number, phrase: Phrase): number | null {
  for (const [offset, wanted] of phrase.entries()) {
    const token = tokens[at + offset];
    if (token?.text !== wanted.text) return null;
    const before = tokens[at + offset - 1];
    if (offset > 0 && (before === undefined || !adjoins(before, token))) return null;
  }
  return tokens[at + phrase.length - 1]?.end ?? null;
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
