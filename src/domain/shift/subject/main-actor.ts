import { foldText } from '../../text/fold-text.js';
import type { ActorMatcher, Mention } from '../actors/actor-matcher.js';
import type { Reading } from '../reading/reading.js';
import { refOf, type ActorRef } from './subject.js';

const TITLE_WEIGHT = 3;
/** A partner or a victim is named, but is not what the text is about. */
const BESIDES = /(?:与|和|同|跟|对|向|被|由|给)$|\b(?:with|from|to|by|against|and)\s$/u;
const BESIDES_WEIGHT = 0.5;
/** A round-up of many companies is about none of them. */
const LEAD = 1.3;

function weightOf(text: string, { start }: Mention): number {
  return BESIDES.test(text.slice(Math.max(0, start - 12), start)) ? BESIDES_WEIGHT : 1;
}

/** The actor named most often, the title counting threefold. A country is none. */
export function mainActor(readings: readonly Reading[], title: string, actors: ActorMatcher): ActorRef | null {
  const votes = new Map<string, { actor: ActorRef; count: number }>();
  const vote = (mention: Mention, weight: number): void => {
    if (mention.via === 'country') return;
    const key = mention.id ?? mention.name;
    const count = votes.get(key)?.count ?? 0;
    votes.set(key, { actor: refOf(mention), count: count + weight });
  };
  for (const { text, mentions } of readings) for (const mention of mentions) vote(mention, weightOf(text, mention));
  const folded = foldText(title);
  for (const mention of actors.find(folded)) vote(mention, TITLE_WEIGHT * weightOf(folded, mention));
  for (const newcomer of newcomersIn(readings, folded)) vote(newcomer, TITLE_WEIGHT);
  const [first, second] = [...votes.values()].sort((a, b) => b.count - a.count);
  if (first === undefined || first.count < 2) return null;
  return second !== undefined && first.count < second.count * LEAD ? null : first.actor;
}

/** Companies that only the text knows, and its title names. */
function newcomersIn(readings: readonly Reading[], title: string): Mention[] {
  const named = readings.flatMap(({ mentions }) => mentions.filter((mention) => mention.id === null));
  return [...new Map(named.map((mention) => [mention.name, mention])).values()].filter(({ name }) =>
    title.includes(name),
  );
}
