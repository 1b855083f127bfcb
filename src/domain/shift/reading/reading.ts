import { foldText } from '../../text/fold-text.js';
import { splitBlocks, type Block, type Span } from '../../text/block.js';
import { splitClauses, splitSentences } from '../../text/sentence.js';
import type { ActorMatcher, Mention } from '../actors/actor-matcher.js';
import { findNewcomers, mentionNewcomers, type Newcomer } from '../actors/newcomers.js';
import { findAmounts, type AmountOptions } from '../amount/find-amounts.js';
import type { DateContext, DateMention } from '../date/date-mention.js';
import { findDates } from '../date/find-dates.js';
import type { Amount } from '../shift.schema.js';
import { findPlaces } from './places.js';
import { readRegional } from './regional.js';

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
  /** Countries, regions and cities. */
  places: Span[];
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
  /** The text is in the traditional script. */
  isTraditional: boolean;
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

function readSentence(
  original: string,
  folded: string,
  span: Span,
  paragraph: number,
  context: ReadingContext,
  newcomers: readonly Newcomer[],
): Reading {
  const { actors, amounts, dates } = context;
  // Names are read as they are written: "智慧" in a name is no "智能".
  const written = folded.slice(span.start, span.end);
  const text = readRegional(written, context.isTraditional);
  const own = original.slice(span.start, span.end);
  const script = scriptOf(text);
  return {
    ...span,
    // A comma inside a number ends no clause: to the patterns it is a full stop.
    text: text.replaceAll(/(?<=\d),(?=\d{3}(?!\d))/gu, '.'),
    original: own,
    script,
    paragraph,
    clauses: splitClauses(text, { start: 0, end: text.length }),
    mentions: localAuthorities(written, context, mentionNewcomers(written, newcomers, actors.find(written))),
    places: findPlaces(written, script),
    amounts: findAmounts(text, own, amounts),
    dates: findDates(text, own, dates),
    actors,
    speech: speechIn(text, script),
  };
}

/** A ministry without a country is that of the text's own: 财政部 in a text of the traditional script is Taiwan's. */
function localAuthorities(text: string, { actors, isTraditional }: ReadingContext, mentions: Mention[]): Mention[] {
  const own = isTraditional ? actors.named('Taiwan') : null;
  if (own === null) return mentions;
  return mentions.map((mention) =>
    mention.id === 'china' &&
    mention.via === 'name' &&
    /^(?:财政部|商务部|海关总署|工信部)/u.test(text.slice(mention.start, mention.end))
      ? { ...mention, id: own.id, name: own.name }
      : mention,
  );
}

/** The sentences of an article's body, in order. The title, headings and boilerplate are left out: they are never evidence. */
export function readBody(original: string, context: ReadingContext): Reading[] {
  const text = original.slice(0, MAX_CHARACTERS);
  const folded = foldText(text);
  const newcomers = findNewcomers(folded, context.actors, text);
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
