import { unprovenNumbers } from '../evidence/number-lock.js';
import type { Localised } from '../locale/locale.js';
import type { Evidence, ShiftStatus } from '../shift/shift.schema.js';
import type { EditionItem } from './edition.schema.js';

/** What keeps a shift out of a mail. `quotes` are the ones that no longer stand in the article. */
export type ItemFault = {
  shiftId: string;
  reason: 'unknown' | 'not-confirmed' | 'broken-quote' | 'number-without-evidence';
  quotes?: string[];
  numbers?: string[];
};

/** What keeps one item from being mailed: a shift that is not confirmed, a quote that no longer stands, a number that nothing proves. */
export function itemFaults(
  item: Pick<EditionItem, 'shiftId' | 'claim' | 'headline' | 'impact' | 'impactFacts'>,
  { status, brokenQuotes }: { status: ShiftStatus; brokenQuotes: readonly Evidence[] },
): ItemFault[] {
  const { shiftId } = item;
  const faults: ItemFault[] = [];
  if (status !== 'confirmed') faults.push({ shiftId, reason: 'not-confirmed' });
  if (brokenQuotes.length > 0)
    faults.push({ shiftId, reason: 'broken-quote', quotes: brokenQuotes.map(({ quote }) => quote) });
  const words = [...wordsOf(item.headline), ...wordsOf(item.impact), ...wordsOf(item.impactFacts?.check ?? {})];
  const numbers = words.flatMap((text) => unprovenNumbers(text, item.claim));
  if (numbers.length > 0) faults.push({ shiftId, reason: 'number-without-evidence', numbers });
  return faults;
}

function wordsOf(text: Localised): string[] {
  return Object.values(text).filter((words) => words !== undefined);
}
