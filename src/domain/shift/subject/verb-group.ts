import type { Reading } from '../reading/reading.js';
import { PLAN_NOUN, PRONOUN, VERB_GROUP, WE } from './latin-words.js';

export interface Stripped {
  /** End of what stands left of the verb group. */
  end: number;
  pronoun: { text: string; at: number } | null;
  isWe: boolean;
  /** The verb group began with a bare "to". */
  endsInTo: boolean;
}

/** Walks from the verb leftwards over its verb group, dates and brackets. */
export function stripVerbGroup(reading: Reading, cueStart: number): Stripped {
  let end = cueStart;
  let pronoun: Stripped['pronoun'] = null;
  let isWe = false;
  let endsInTo = false;
  for (let step = 0; step < 24; step += 1) {
    const left = reading.text.slice(Math.max(0, end - 120), end).trimEnd();
    const leftEnd = Math.max(0, end - 120) + left.length;
    const date = reading.dates.find((mention) => mention.until === leftEnd);
    if (date !== undefined) {
      end = date.at - (/(?:\s(?:on|in|by|from|since|until|of|late|early|for|during))?\s?$/iu.exec(reading.text.slice(0, date.at))?.[0].length ?? 0);
      continue;
    }
    const bracket = /\s?\([^()]{0,60}\)$/u.exec(left);
    const word: RegExpExecArray | null = VERB_GROUP.exec(left) ?? (pronoun === null ? (PRONOUN.exec(left) ?? WE.exec(left)) : null);
    const plan = endsInTo ? PLAN_NOUN.exec(left) : null;
    if (bracket !== null) end = leftEnd - bracket[0].length;
    else if (word !== null) {
      const spoken: string | undefined = word[1];
      const at: number = leftEnd - word[0].length + (/^[\s,(“"]/u.test(word[0]) ? 1 : 0);
      if (spoken !== undefined && WE.test(` ${spoken}`)) isWe = true;
      else if (spoken !== undefined) pronoun = { text: spoken, at };
      endsInTo = /\bto$/iu.test(word[0]);
      end = at;
    } else if (plan !== null) {
      end = leftEnd - plan[0].length;
      endsInTo = false;
    } else return { end: leftEnd, pronoun, isWe, endsInTo };
  }
  return { end, pronoun, isWe, endsInTo };
} // prettier-ignore
