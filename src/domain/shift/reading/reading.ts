import { foldText } from '../../text/fold-text.js';
import { splitBlocks, type Block, type Span } from '../../text/block.js';
import { splitClauses, splitSentences } from '../../text/sentence.js';
import type { ActorMatcher, Mention } from '../actors/actor-matcher.js';
import { findNewcomers, mentionNewcomers, type Newcomer } from '../actors/newcomers.js';
import { findAmounts, type AmountOptions } from '../amount/find-amounts.js';
import type { DateContext, DateMention } from '../date/date-mention.js';
import { findDates } from '../date/find-dates.js';
import type { Amount } from '../shift.schema.js';

/** One sentence as the rules see it. All offsets but `start` and `end` count from the sentence's own start. */
export interface Reading extends Span {
  /** Folded. */
  text: string;
  original: string;
  script: 'han' | 'latin';
  /** Number of the line it stands in. */
  paragraph: number;
  clauses: Span[];
  mentions: Mention[];
  amounts: Amount[];
  dates: DateMention[];
  /** The lexicon it was read with. */
  actors: ActorMatcher;
  /** Words between quotation marks that are long enough to be speech. */
  speech: Span[];
}

/** How an article is read. */
export interface ReadingContext {
  actors: ActorMatcher;
  amounts: AmountOptions;
  dates: DateContext;
  title: string | undefined;
}

/** An article is not longer than this; what follows is not read. */
export const MAX_CHARACTERS = 100_000;
const MAX_SENTENCE = 600;
const MIN_SPEECH: Record<Reading['script'], number> = { han: 14, latin: 30 };

function scriptOf(text: string): Reading['script'] {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/[A-Za-z]/gu)?.length ?? 0;
  return han * 3 >= latin ? 'han' : 'latin';
}

/** A text without marks is read in pieces, so that no pattern ever sees more than a few hundred characters. */
function pieces(folded: string, sentence: Span): Span[] {
  const result: Span[] = [];
  let { start } = sentence;
  while (sentence.end - start > MAX_SENTENCE) {
    const window = folded.slice(start, start + MAX_SENTENCE);
    const at = Math.max(window.lastIndexOf(','), window.lastIndexOf(';'), window.lastIndexOf(' '));
    const end = start + (at > MAX_SENTENCE / 2 ? at + 1 : MAX_SENTENCE);
    result.push({ start, end });
    start = end;
  }
  return [...result, { start, end: sentence.end }];
}

function speechIn(text: string, script: Reading['script']): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/“([^”]*)(?:”|$)|"([^"]*)(?:"|$)/gu)) {
    const words = match[1] ?? match[2] ?? '';
    if (words.length >= MIN_SPEECH[script]) spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Marks of one code unit stay; a piece never ends inside a surrogate pair. */
function wholeCharacters(text: string, span: Span): Span {
  const splitsPair =
    /[\uD800-\uDBFF]/u.test(text.charAt(span.end - 1)) && /[\uDC00-\uDFFF]/u.test(text.charAt(span.end));
  return splitsPair ? { start: span.start, end: span.end + 1 } : span;
}

function readSentence(original: string, folded: string, span: Span, paragraph: number, { actors, amounts, dates }: ReadingContext, newcomers: readonly Newcomer[]): Reading {
  const text = folded.slice(span.start, span.end);
  const own = original.slice(span.start, span.end);
  const script = scriptOf(text);
  return {
    ...span,
    text,
    original: own,
    script,
    paragraph,
    clauses: splitClauses(text, { start: 0, end: text.length }),
    mentions: mentionNewcomers(text, newcomers, actors.find(text)),
    amounts: findAmounts(text, own, amounts),
    dates: findDates(text, own, dates),
    actors,
    speech: speechIn(text, script),
  };
} // prettier-ignore

/** The sentences of an article's body, in order. The title, headings and boilerplate are left out: they are never evidence. */
export function readBody(original: string, context: ReadingContext): Reading[] {
  const text = original.slice(0, MAX_CHARACTERS);
  const folded = foldText(text);
  const newcomers = findNewcomers(folded, context.actors);
  const readings: Reading[] = [];
  for (const [paragraph, block] of splitBlocks(text).entries()) {
    if (block.role !== 'body' || isTitle(text, block, context.title)) continue;
    for (const sentence of splitSentences(folded, block)) {
      for (const piece of pieces(folded, sentence)) {
        const whole = wholeCharacters(text, piece);
        readings.push(readSentence(text, folded, whole, paragraph, context, newcomers));
      }
    }
  }
  return readings;
}

function isTitle(text: string, block: Block, title: string | undefined): boolean {
  return title !== undefined && text.slice(block.start, block.end).trim() === title.trim();
}

/** The clause that holds an offset. */
export function clauseAt(reading: Reading, offset: number): number {
  const found = reading.clauses.findIndex((clause) => offset >= clause.start && offset <= clause.end);
  return found === -1 ? Math.max(0, reading.clauses.length - 1) : found;
}
