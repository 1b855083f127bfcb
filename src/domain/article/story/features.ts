import { foldText } from '../../text/fold-text.js';
import { findActors } from '../../shift/actors/actor-lexicon.js';
import { findAmounts } from '../../shift/amount/find-amounts.js';
import type { ShiftKind } from '../../shift/shift.schema.js';

const MOST_CHARACTERS = 20_000;
const MOST_OF_A_KIND = 40;
/** Capitalised words that name nobody. */
const COMMON = new Set(
  ('the a an this that these those in on at for but and or our its his her it he she they we you as to of by with from after before when while if '
  + 'ai api ceo cfo coo cto usd rmb faq pdf app it tv pc us eu uk un gmt utc am pm january february march april may june july august september october november december '
  + 'jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday chinese american european british german french '
  + 'indian japanese korean new some many more most all both each no not yes here there what which who how why mr mrs ms dr inc ltd co corp llc group').split(' '),
); // prettier-ignore
const LATIN_NAME = /(?<![\p{L}\p{N}])[A-Z][A-Za-z0-9]*(?:[-&'][A-Za-z0-9]+)*/gu;

export interface StoryText {
  title: string;
  body: string;
  /** Shifts that were found in it; none yet is no fault. */
  moves: readonly { actor: string; kind: ShiftKind }[];
}

/**
 * What a story is recognised by across hands and languages: its actors, proper names in Latin letters, amounts of money or people, and moves
 * (actor and kind). Sorted words of the form `kind:value`.
 */
export function storyFeatures({ title, body, moves }: StoryText): string[] {
  const text = `${title}\n${body}`.slice(0, MOST_CHARACTERS);
  const folded = foldText(text);
  const mentions = findActors(folded).filter((mention) => mention.via !== 'country' && mention.id !== null);
  const actors = mentions.map((mention) => `actor:${mention.id ?? ''}`);
  const amounts = findAmounts(folded)
    .filter(({ unit }) => unit === 'money' || unit === 'positions')
    .flatMap(({ value, min, currency, unit }) => {
      const figure = value ?? min;
      return figure === null ? [] : [`amount:${currency ?? unit}:${figure}`];
    });
  const isTaken = (start: number): boolean => mentions.some((mention) => start >= mention.start && start < mention.end);
  const names = latinNames(folded, isTaken).map((name) => `name:${name}`);
  const told = moves.map(({ actor, kind }) => `move:${actor}:${kind}`);
  return [...first(actors), ...first(names), ...first(amounts), ...first(told)].sort();
}

function first(features: readonly string[]): string[] {
  return [...new Set(features)].slice(0, MOST_OF_A_KIND);
}

/** In English every sentence begins with a capital, so a word counts only where it is no beginning, or where it is one elsewhere too. */
function latinNames(folded: string, isTaken: (start: number) => boolean): string[] {
  const names = new Set<string>();
  for (const match of folded.matchAll(LATIN_NAME)) {
    const name = match[0];
    const lower = name.toLowerCase();
    if (name.length < 3 || COMMON.has(lower) || isTaken(match.index)) continue;
    if (!isSentenceStart(folded, match.index) || /[A-Z0-9]/u.test(name.slice(1))) names.add(lower);
  }
  return [...names];
}

function isSentenceStart(folded: string, at: number): boolean {
  const before = folded.slice(Math.max(0, at - 3), at).trimEnd();
  return (
    folded.slice(0, at).trim() === '' || before === '' || /[.!?。"“:]$/u.test(before) || folded.charAt(at - 1) === '\n'
  );
}
