import robotsParser, { type Robot } from 'robots-parser';
import type { KeptRobots, Robots } from './host-book.js';

/** A CommonJS package: what TypeScript takes for its namespace is the function itself. */
const parseRobots = robotsParser as unknown as (url: string, text: string) => Robot;

/** RFC 9309 §2.4: not longer than a day. */
const KEEP_MS = 86_400_000;
/** A file that could not be had is asked for again much sooner. */
const KEEP_FAULT_MS = 3_600_000;
/** RFC 9309 §2.5: at least 500 KiB must be read. */
export const MAX_ROBOTS_BYTES = 524_288;
const PRODUCT = 'Tradewind';
const LONGEST_DELAY_SECONDS = 60;

/**
 * `ask`: robots.txt must be fetched first. `unknown`: it cannot be had now (5xx, no answer), and then nothing may be fetched (RFC 9309 §2.3.1.4).
 */
export type RobotsRuling = { may: 'yes' | 'no' | 'ask' | 'unknown'; delaySeconds: number };

/** Whether a page may be fetched, by the robots.txt that is kept for its origin. */
export function ruleOf(url: string, kept: Robots, now: Date): RobotsRuling {
  const { origin } = new URL(url);
  const robots = kept[origin];
  if (robots === undefined || isStale(robots, now)) return { may: 'ask', delaySeconds: 0 };
  if (robots.status >= 500 || robots.status === 0 || robots.status === 429) return { may: 'unknown', delaySeconds: 0 };
  if (robots.status >= 300) return { may: 'yes', delaySeconds: 0 };
  const rules = parseRobots(`${origin}/robots.txt`, robots.text);
  const delay = rules.getCrawlDelay(PRODUCT);
  return {
    may: rules.isAllowed(url, PRODUCT) === false ? 'no' : 'yes',
    delaySeconds: Math.min(LONGEST_DELAY_SECONDS, Number.isFinite(delay) ? (delay ?? 0) : 0),
  };
}

function isStale({ at, status }: KeptRobots, now: Date): boolean {
  const isFault = status >= 500 || status === 0 || status === 429;
  return now.getTime() - new Date(at).getTime() > (isFault ? KEEP_FAULT_MS : KEEP_MS);
}
