import { hashWord } from '../copy/shingles.js';
import { actorNamed } from '../../shift/actors/actor-lexicon.js';
import { actorGram, gramsOf } from './grams.js';
import { searchTokens, type SearchToken } from './search-tokens.js';

/** Tokens that stand together, in this order. */
export type Phrase = readonly SearchToken[];

export interface SearchQuery {
  /** All of them must stand in the title or in the body. */
  phrases: Phrase[];
  /** Ids of the actor lexicon that the article must name. */
  actors: string[];
  /** What the index is asked for in title or body, and for titles alone. */
  grams: number[];
  titleGrams: number[];
  /** A single Han character is found in titles only. */
  isTitleOnly: boolean;
}

export type ParsedQuery = { ok: true; query: SearchQuery } | { ok: false; message: string };

const PART = /actor:(?:"(?<quotedActor>[^"]*)"|(?<actor>\S+))|[“"](?<phrase>[^”"]*)(?:[”"]|$)|(?<word>[^\s“”"]+)/gu;
const MOST_PARTS = 12;

/**
 * Reads what somebody typed: words that must all occur, "phrases in quotes", `actor:Amazon` or `actor:亚马逊`. Han characters that stand
 * together are a phrase without quotes. Every sign that is no letter or digit separates, so nothing here is ever part of a statement.
 */
export function parseSearch(text: string): ParsedQuery {
  const phrases: Phrase[] = [];
  const actors: string[] = [];
  for (const { groups } of text.matchAll(PART)) {
    const named = groups?.['actor'] ?? groups?.['quotedActor'];
    if (named !== undefined) {
      const actor = actorNamed(named);
      if (actor === null) return { ok: false, message: `names an actor that nobody knows: ${named}` };
      actors.push(actor.id);
      continue;
    }
    const tokens = searchTokens(groups?.['phrase'] ?? groups?.['word'] ?? '');
    if (groups?.['phrase'] !== undefined) phrases.push(tokens);
    else phrases.push(...runs(tokens));
  }
  const words = phrases.filter((phrase) => phrase.length > 0);
  if (words.length + actors.length === 0) return { ok: false, message: 'has no words' };
  if (words.length + actors.length > MOST_PARTS) return { ok: false, message: `has more than ${MOST_PARTS} parts` };
  return { ok: true, query: queryOf(words, actors) };
}

/** TikTok小店 typed without quotes is two things that stand together; a-b and a/b are two words. */
function runs(tokens: readonly SearchToken[]): Phrase[] {
  const found: SearchToken[][] = [];
  for (const token of tokens) {
    const run = found.at(-1);
    if (run?.at(-1)?.end === token.start) run.push(token);
    else found.push([token]);
  }
  return found;
}

function queryOf(phrases: Phrase[], actors: string[]): SearchQuery {
  const body = phrases.flatMap((phrase) => gramsOf(phrase));
  const isTitleOnly = phrases.some((phrase) => gramsOf(phrase).length === 0);
  const single = phrases.flatMap((phrase) =>
    phrase.filter(({ isHan }) => isHan && phrase.length === 1).map(({ text }) => hashWord(text, 'han')),
  );
  return {
    phrases,
    actors,
    grams: [...new Set([...body, ...actors.map(actorGram)])],
    titleGrams: [...new Set([...body, ...single])],
    isTitleOnly,
  };
}
