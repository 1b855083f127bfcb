import type { AgentClass } from './agents.data.js';

/** One fetch of something in one mail. `what`: the picture, a link (`linkId`), or the link that no person sees. */
export type Fetch = {
  what: 'open' | 'click' | 'canary';
  linkId: number;
  at: Date;
  agent: AgentClass;
  isHead: boolean;
  isPrefetch: boolean;
};

export const FETCH_RULES = [
  'head',
  'prefetch',
  'agent',
  'privacy-proxy',
  'canary',
  'near-canary',
  'too-soon',
  'burst',
  'image-proxy',
  'person',
] as const;
export type FetchRule = (typeof FETCH_RULES)[number];
export type Verdict = { verdict: 'human' | 'machine'; rule: FetchRule };

/** Whoever fetches the canary walks through the mail; what is fetched so near to it belongs to the same walk. */
export const CANARY_SECONDS = 60;
/** Nobody is told of a mail, opens it and follows a link so soon after a server took it. */
export const TOO_SOON_SECONDS = 2;
/** So many different links of one mail within so few seconds are no person's. */
export const BURST_LINKS = 4;
export const BURST_SECONDS = 4;

const MACHINES: readonly AgentClass[] = ['scanner', 'bot', 'preview', 'library', 'none'];
const SECOND = 1_000;

/**
 * Tells people and machines apart among all fetches of one mail (in any order); the answers are in the order of `fetches`. `sentAt`: when a
 * server took the mail, as far as that is known. It errs towards `machine`: a figure of people should not be too high. Seen again with a fetch
 * more, an earlier answer may change, since a walk is known as one only afterwards.
 */
export function judgeFetches(fetches: readonly Fetch[], sentAt: Date | null): Verdict[] {
  const canaries = fetches.filter(({ what }) => what === 'canary').map(({ at }) => at.getTime());
  const bursts = burstsAmong(fetches);
  const soon = sentAt === null ? -Infinity : sentAt.getTime() + TOO_SOON_SECONDS * SECOND;
  return fetches.map((fetch): Verdict => {
    const at = fetch.at.getTime();
    const rule =
      ownRule(fetch) ??
      (canaries.some((time) => Math.abs(time - at) <= CANARY_SECONDS * SECOND) ? 'near-canary' : undefined) ??
      (at < soon ? 'too-soon' : undefined) ??
      (bursts.has(fetch) ? 'burst' : undefined);
    if (rule !== undefined) return { verdict: 'machine', rule };
    return { verdict: 'human', rule: fetch.agent === 'image-proxy' ? 'image-proxy' : 'person' };
  });
}

/** What one fetch says without any other. */
function ownRule({ what, agent, isHead, isPrefetch }: Fetch): FetchRule | undefined {
  if (what === 'canary') return 'canary';
  if (isHead) return 'head';
  if (isPrefetch) return 'prefetch';
  if (agent === 'privacy-proxy') return 'privacy-proxy';
  // A proxy for pictures has no business with links.
  if (agent === 'image-proxy' && what === 'click') return 'agent';
  return MACHINES.includes(agent) ? 'agent' : undefined;
}

/** Clicks that lie in any window of BURST_SECONDS with BURST_LINKS different links. */
function burstsAmong(fetches: readonly Fetch[]): Set<Fetch> {
  const clicks = fetches.filter(({ what }) => what === 'click').sort((one, other) => +one.at - +other.at);
  const inBurst = new Set<Fetch>();
  for (const [start, first] of clicks.entries()) {
    const end = first.at.getTime() + BURST_SECONDS * SECOND;
    const after = clicks.findIndex((click, index) => index > start && click.at.getTime() > end);
    const window = clicks.slice(start, after === -1 ? undefined : after);
    if (new Set(window.map(({ linkId }) => linkId)).size < BURST_LINKS) continue;
    for (const click of window) inBurst.add(click);
  }
  return inBurst;
}
