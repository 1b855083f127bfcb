import { unprovenNumbers } from '../evidence/number-lock.js';
import { parseIsoDay } from '../shift/date/calendar.js';
import { findDates } from '../shift/date/find-dates.js';
import type { ShiftProposal } from '../shift/shift.schema.js';
import { foldText } from '../text/fold-text.js';
import type { ImpactFacts } from './impact.schema.js';

/** `deadline-not-found`: the article does not hold its words; `deadline-other-day`: they name another day. */
export type ImpactFault =
  | { field: string; reason: 'number-without-evidence'; numbers: string[] }
  | { field: string; reason: 'deadline-not-found' | 'deadline-other-day' };

/** Articles and quotes are read alike: relative words ("next Monday") count from `publishedAt`. */
export type ImpactSource = { body: string; publishedAt: string | null };

/**
 * What keeps the facts of an impact from standing beside a quote: a number in the suggested check that the evidence does not say (DECISIONS
 * 10), a deadline whose words are not the article's (15), or whose words the reader of dates understands as another day.
 */
export function impactFaults(facts: ImpactFacts, claim: ShiftProposal, source: ImpactSource): ImpactFault[] {
  const faults: ImpactFault[] = [];
  for (const [locale, text] of Object.entries(facts.check)) {
    const numbers = text === undefined ? [] : unprovenNumbers(text, claim);
    if (numbers.length > 0)
      faults.push({ field: `impactFacts.check.${locale}`, reason: 'number-without-evidence', numbers });
  }
  const { deadline } = facts;
  if (deadline === null) return faults;
  if (!source.body.includes(deadline.text))
    faults.push({ field: 'impactFacts.deadline.text', reason: 'deadline-not-found' });
  else if (!mayMean(deadline.text, deadline.day, source.publishedAt))
    faults.push({ field: 'impactFacts.deadline.day', reason: 'deadline-other-day' });
  return faults;
}

/** Words that no date is read from, or none with a day, prove nothing against a day. */
function mayMean(text: string, day: string, publishedAt: string | null): boolean {
  const dates = findDates(foldText(text), text, { anchor: parseIsoDay(publishedAt) });
  const known = dates.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }]));
  return known.length === 0 || known.some(({ start, end }) => start <= day && day <= end);
}
