import { foldText } from '../../text/fold-text.js';
import { COMMUNITY_HOSTS, OFFICIAL_HOSTS, TRADE_HOSTS, TRADE_PUBLISHERS } from './source-tier.data.js';

/** How near a source is to what it reports, the nearest first. Stored words. */
export const SOURCE_TIERS = ['official', 'trade', 'community', 'unknown'] as const;
export type SourceTier = (typeof SOURCE_TIERS)[number];

export interface TierVerdict {
  tier: SourceTier;
  /** What said so: the source's own setting, the host, the publisher, or nothing. */
  by: 'source' | 'host' | 'publisher' | 'none';
  /** The entry of the table. */
  entry: string | null;
}

const publishers = new Set<string>(TRADE_PUBLISHERS);

/** What the operator says about a source goes before the tables; a host goes before a publisher's name, which anybody can write. */
export function sourceTier(source: {
  host: string | null;
  publisher: string | null;
  given: SourceTier | null;
}): TierVerdict {
  if (source.given !== null && source.given !== 'unknown') return { tier: source.given, by: 'source', entry: null };
  const { host } = source;
  if (host !== null) {
    for (const [tier, hosts] of [
      ['community', COMMUNITY_HOSTS],
      ['official', OFFICIAL_HOSTS],
      ['trade', TRADE_HOSTS],
    ] as const) {
      const entry = hosts.find((name) => host === name || host.endsWith(`.${name}`));
      if (entry !== undefined && (tier !== 'community' || !isListedMoreClosely(host, entry)))
        return withPublisher({ tier, by: 'host', entry }, source.publisher);
    }
  }
  return withPublisher({ tier: 'unknown', by: 'none', entry: null }, source.publisher);
}

/** A name below a community's host may be an authority's own page. */
function isListedMoreClosely(host: string, entry: string): boolean {
  return OFFICIAL_HOSTS.some((name) => name.length > entry.length && (host === name || host.endsWith(`.${name}`)));
}

/** On an open platform the account tells more than the host. */
function withPublisher(verdict: TierVerdict, publisher: string | null): TierVerdict {
  if (verdict.tier === 'official' || verdict.tier === 'trade' || publisher === null) return verdict;
  const folded = foldText(publisher).toLowerCase().trim();
  return publishers.has(folded) ? { tier: 'trade', by: 'publisher', entry: folded } : verdict;
}
