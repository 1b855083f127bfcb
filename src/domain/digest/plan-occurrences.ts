import { catchUp } from '../schedule/catch-up.js';
import { occurrencesBetween } from '../schedule/occurrences.js';
import type { DigestDefinition } from './digest.schema.js';

/** What to do about due times: compose an edition for each of the first, mark the others as missed. `through`: how far has been looked. */
export type OccurrencePlan = { compose: Date[]; missed: Date[]; through: Date };

/** Due times that one look can hold; of a longer absence the oldest ones are not even told. */
const MOST = 1_000;

/**
 * Due times whose editions must be composed by now, since they come within the lead. Of those that have passed already, at most the latest is
 * composed, and only within the grace.
 */
export function planOccurrences(
  { schedule, leadMinutes, graceMinutes }: Pick<DigestDefinition, 'schedule' | 'leadMinutes' | 'graceMinutes'>,
  plannedThrough: Date,
  now: Date,
): OccurrencePlan {
  const horizon = new Date(now.getTime() + leadMinutes * 60_000);
  if (schedule === null || horizon <= plannedThrough) return { compose: [], missed: [], through: plannedThrough };
  const due = occurrencesBetween(schedule, plannedThrough, horizon, MOST);
  const { begin, missed } = catchUp(
    due.filter((at) => at <= now),
    now,
    graceMinutes * 60,
  );
  const ahead = due.filter((at) => at > now);
  return { compose: begin === null ? ahead : [begin, ...ahead], missed, through: horizon };
}
