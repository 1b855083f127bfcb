import { retryAfterSeconds } from './retry-after.js';

/** What an answer means for a source. */
export type PollVerdict =
  | { kind: 'fresh' }
  | { kind: 'unchanged' }
  /** Not ours to come now (429, 503): no failure of the source. `seconds` is what the server asked for, if it did. */
  | { kind: 'later'; seconds: number | undefined }
  /** 410: the owner took it away for good. */
  | { kind: 'gone' }
  | { kind: 'failed'; code: string };

export function verdictOf(
  answer: { status: number; headers: Readonly<Record<string, string>> },
  now: Date,
): PollVerdict {
  const { status, headers } = answer;
  if (status === 200 || status === 203) return { kind: 'fresh' };
  if (status === 304) return { kind: 'unchanged' };
  if (status === 410) return { kind: 'gone' };
  const seconds = retryAfterSeconds(headers['retry-after'], now);
  if (status === 429 || (status === 503 && seconds !== undefined)) return { kind: 'later', seconds };
  return { kind: 'failed', code: `http.${status}` };
}

/** Permanent redirects in a row to the same place before a source's URL is changed (kurtmckee/feedparser#200: one may be a mistake or a captive portal). */
export const MOVES_TO_BELIEVE = 3;

type Hop = { status: number; from: string; to: string };
export type Move = { to: string | null; times: number };

/** Counts permanent redirects (301, 308) from `url`: all hops must be permanent. The move is to be believed at {@link MOVES_TO_BELIEVE}. */
export function nextMove(before: Move, hops: readonly Hop[]): Move {
  const isPermanent = hops.length > 0 && hops.every(({ status }) => status === 301 || status === 308);
  const to = isPermanent ? (hops.at(-1)?.to ?? null) : null;
  if (to === null) return { to: null, times: 0 };
  return { to, times: before.to === to ? before.times + 1 : 1 };
}

const LONGEST_BACKOFF_SECONDS = 86_400;
/** Failures in a row after which a source is shown as failing; a single one is weather. */
export const FAILURES_TO_SHOW = 3;
const SPREAD = 0.1;

/**
 * Seconds until the next poll. Failures double the interval up to a day, and a source is never given up; what the server asked for counts when
 * it is longer. `chance` in [0, 1) spreads sources by a tenth, so that they do not come in step.
 */
export function nextPollSeconds(
  intervalSeconds: number,
  after: { failures: number; askedSeconds?: number | undefined },
  chance: number,
): number {
  const doubled = intervalSeconds * 2 ** Math.min(after.failures, 20);
  const planned =
    after.failures === 0 ? intervalSeconds : Math.max(intervalSeconds, Math.min(doubled, LONGEST_BACKOFF_SECONDS));
  return Math.ceil(Math.max(planned * (1 + chance * SPREAD), after.askedSeconds ?? 0));
}
