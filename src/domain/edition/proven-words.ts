import { unprovenNumbers } from '../evidence/number-lock.js';
import { LOCALES, type Localised } from '../locale/locale.js';
import type { ShiftProposal } from '../shift/shift.schema.js';

/** Machine-written words whose numbers the claim proves; the others are left out, and the headline from the data stands instead. */
export function provenWords(words: Localised, claim: ShiftProposal): Localised {
  const proven: Localised = {};
  for (const locale of LOCALES) {
    const text = words[locale];
    if (text !== undefined && unprovenNumbers(text, claim).length === 0) proven[locale] = text;
  }
  return proven;
}
