import { readDate } from './read-date.js';

const LONGEST_SECONDS = 7 * 86_400;

/** Seconds to wait by a Retry-After header (RFC 9110 §10.2.3: seconds, or a date), at most a week; undefined when it says nothing usable. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(LONGEST_SECONDS, Number(text));
  const at = text === '' ? undefined : readDate(text, 'UTC');
  if (at === undefined || /^\d+$/.test(text)) return undefined;
  return Math.min(LONGEST_SECONDS, Math.max(0, Math.ceil((at.getTime() - now.getTime()) / 1_000)));
}
