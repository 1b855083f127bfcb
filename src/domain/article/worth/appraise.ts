import { PLATFORMS, type Topic } from '../../reader/preferences.js';
import { assignTopics, findMarkets, type FoundTopic } from '../../topic/assign-topics.js';
import type { ShiftProposal } from '../../shift/shift.schema.js';
import { relevance, type Points } from './relevance.js';
import { sourceTier, type SourceTier, type TierVerdict } from './source-tier.js';

/**
 * Number of everything that is stored about an article's words: cues, tables of tiers, points, fingerprints, grams. Raise it when one of them
 * changes: articles with a lower number are looked at again.
 */
export const CATALOG_VERSION = 1;

export interface AppraisalFacts {
  title: string;
  body: string;
  host: string | null;
  publisher: string | null;
  givenTier: SourceTier | null;
  /** Chosen by an editor; null: the rule decides. */
  editorTopics: readonly Topic[] | null;
  shifts: readonly { claim: ShiftProposal; isConfirmed: boolean }[];
  /** Ids of the actors that it names. */
  actors: readonly string[];
  sources: number;
  publishedOn: string | null;
}

export interface Appraisal {
  /** What counts. */
  topics: Topic[];
  ruleTopics: FoundTopic[];
  tier: TierVerdict;
  score: number;
  points: Points[];
}

/** Topics, tier and relevance of an article, each with its reasons. */
export function appraise(facts: AppraisalFacts): Appraisal {
  const shiftSentences = facts.shifts.flatMap(({ claim }) => claim.evidence.map(({ quote }) => quote));
  const ruleTopics = assignTopics({ title: facts.title, body: facts.body, shiftSentences });
  const topics = facts.editorTopics === null ? ruleTopics.map(({ topic }) => topic) : [...facts.editorTopics];
  const tier = sourceTier({ host: facts.host, publisher: facts.publisher, given: facts.givenTier });
  const { score, points } = relevance({
    tier: tier.tier,
    topics: topics.length,
    shifts: facts.shifts,
    platforms: PLATFORMS.filter((platform) => facts.actors.includes(platform)),
    markets: findMarkets(facts.title, facts.body),
    sources: facts.sources,
    publishedOn: facts.publishedOn,
  });
  return { topics, ruleTopics, tier, score, points };
}
