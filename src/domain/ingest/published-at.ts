import { readDate } from './read-date.js';

/** Where the time of publication comes from. `fetched`: nobody said it, or nothing believable; it is when we first saw the article. */
export const DATE_SOURCES = ['feed', 'page', 'fetched'] as const;
export type DateSource = (typeof DATE_SOURCES)[number];
export type DateWarning = 'date-unreadable' | 'date-in-future';
export type PublishedAt = { at: Date; source: DateSource; warning?: DateWarning };

/** Clocks of other people's servers are a little fast. */
const TOLERANCE_MS = 10 * 60_000;

/**
 * The time of publication, never in the future. The first text that can be read counts; a time that is yet to come is no time of publication
 * (a wrong zone, an embargo, a made-up date), and the time of the fetch stands in for it.
 */
export function publishedAt(
  texts: readonly (string | null | undefined)[],
  known: { zone: string; fetchedAt: Date; from: 'feed' | 'page' },
): PublishedAt {
  const given = texts.filter((text): text is string => text !== null && text !== undefined && text.trim() !== '');
  const fetched = { at: known.fetchedAt, source: 'fetched' as const };
  for (const text of given) {
    const at = readDate(text, known.zone);
    if (at === undefined) continue;
    const ahead = at.getTime() - known.fetchedAt.getTime();
    if (ahead > TOLERANCE_MS) return { ...fetched, warning: 'date-in-future' };
    return { at: ahead > 0 ? known.fetchedAt : at, source: known.from };
  }
  return given.length > 0 ? { ...fetched, warning: 'date-unreadable' } : fetched;
}
