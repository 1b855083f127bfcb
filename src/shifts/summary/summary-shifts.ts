import type { SummaryInput } from '#src/domain/summary/summarise.js';
import type { SummarisedShift } from './summary.repository.js';

/**
 * Shifts as a summary of this text reads them. One that was confirmed on another revision counts where its quotes still stand; its amounts
 * move along with them.
 */
export function summaryShifts(
  shifts: readonly SummarisedShift[],
  revision: { id: string; body: string },
): SummaryInput['shifts'] {
  return shifts.flatMap(({ revisionId, status, claim }) => {
    const isOwn = revisionId === revision.id;
    if (!isOwn && status !== 'confirmed') return [];
    const moved = claim.evidence.flatMap(({ start, end, quote }) => {
      const at = isOwn ? start : revision.body.indexOf(quote);
      return at < 0 ? [] : [{ start: at, end: at + quote.length, was: start, until: end }];
    });
    if (moved.length === 0) return [];
    const amounts = claim.amounts.flatMap(({ start, end }) => {
      const home = moved.find(({ was, until }) => start >= was && end <= until);
      return home === undefined ? [] : [{ start: start - home.was + home.start, end: end - home.was + home.start }];
    });
    const { kind, modality, confidence, date } = claim;
    return [{ kind, modality, confidence, evidence: moved, amounts, dateText: date?.text ?? null, status }];
  });
}
