import { TOPICS, type Market, type Topic } from '../reader/preferences.js';
import { foldText } from '../text/fold-text.js';
import { countCue, readCues } from './cue-finder.js';
import { MARKET_CUES, TOPIC_CUES } from './topic-cues.data.js';

const WEIGHTS = { title: 3, shifts: 2, body: 1 } as const;
export type Zone = keyof typeof WEIGHTS;
/** Repetition says little beyond this. */
const MOST_COUNTED = 3;
const MOST_TOPICS = 5;
const ENOUGH_CUES = 2;
const MOST_CHARACTERS = 60_000;

/** A cue that was found, and how often in which part. */
export interface FoundCue {
  cue: string;
  isStrong: boolean;
  zone: Zone;
  times: number;
}
export interface FoundTopic {
  topic: Topic;
  weight: number;
  cues: FoundCue[];
}

export interface TopicText {
  title: string;
  body: string;
  /** Sentences that shifts were found in. */
  shiftSentences: readonly string[];
}

const lexicon = TOPICS.map((topic) => ({ topic, cues: readCues(`${TOPIC_CUES[topic].zh},${TOPIC_CUES[topic].en}`) }));
const markets = (Object.keys(MARKET_CUES) as (keyof typeof MARKET_CUES)[]).map((market) => ({ market, cues: readCues(MARKET_CUES[market]) })); // prettier-ignore

/**
 * The topics of an article by the cue lexicon, the weightiest first, five at most: two different cues, or a strong one. Counted threefold in
 * the title, twofold in sentences that hold a shift, and a strong cue twice.
 */
export function assignTopics(text: TopicText): FoundTopic[] {
  const zones: Record<Zone, string> = {
    title: foldText(text.title),
    shifts: foldText(text.shiftSentences.join('\n')),
    body: foldText(text.body.slice(0, MOST_CHARACTERS)),
  };
  return lexicon
    .map(({ topic, cues }) => topicOf(topic, cues, zones))
    .filter((found) => isEnough(found.cues))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_TOPICS);
}

function topicOf(topic: Topic, cues: ReturnType<typeof readCues>, zones: Record<Zone, string>): FoundTopic {
  const found: FoundCue[] = [];
  for (const zone of ['title', 'shifts', 'body'] as const) {
    const seen = new Set<string>();
    for (const cue of cues) {
      const name = cue.text.toLowerCase();
      // The same word may stand in both languages' lists.
      const times = seen.has(name) ? 0 : countCue(cue, zones[zone], MOST_COUNTED);
      if (times > 0) found.push({ cue: cue.text, isStrong: cue.isStrong, zone, times });
      seen.add(name);
    }
  }
  const weight = found.reduce((sum, { zone, times, isStrong }) => sum + WEIGHTS[zone] * times * (isStrong ? 2 : 1), 0);
  return { topic, weight, cues: found };
}

function isEnough(cues: readonly FoundCue[]): boolean {
  const words = new Set(cues.map(({ cue }) => cue.toLowerCase()));
  if (words.size >= ENOUGH_CUES) return true;
  return cues.some(({ isStrong }) => isStrong);
}

/** Markets that an article names. */
export function findMarkets(title: string, body: string): Market[] {
  const folded = foldText(`${title}\n${body.slice(0, MOST_CHARACTERS)}`);
  return markets.filter(({ cues }) => cues.some((cue) => countCue(cue, folded, 1) > 0)).map(({ market }) => market);
}
