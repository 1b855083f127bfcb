import { unprovenNumbers } from '#src/domain/evidence/number-lock.js';
import type { Localised } from '#src/domain/locale/locale.js';
import { canConfirm } from '#src/domain/shift/can-confirm.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { brokenEvidence } from '#src/domain/shift/evidence.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import type { ShiftRow } from './shift.repository.js';

/** 409 with the quotes that no longer stand, 422 when the claim lacks what its kind needs. */
export function assertConfirmable(shift: ShiftRow, body: string, currentBody: string): void {
  const broken = brokenEvidence(shift.claim.evidence, body, currentBody, sha256);
  if (broken.length > 0) {
    throw new AppError(409, 'shift.broken-quotes', 'The article does not say this any more.', { quotes: broken });
  }
  const verdict = canConfirm(shift.claim);
  if (!verdict.ok) throw new AppError(422, 'shift.incomplete', verdict.reason);
  assertProven(shift, shift.claim);
}

/** 422 when a headline or an impact says a number that its evidence does not: it could enter no edition. */
export function assertProven(words: { headline?: Localised; impact?: Localised }, claim: ShiftProposal): void {
  const faults = (['headline', 'impact'] as const).flatMap((part) =>
    Object.entries(words[part] ?? {}).flatMap(([locale, text]) => {
      const numbers = text === undefined ? [] : unprovenNumbers(text, claim);
      return numbers.length === 0 ? [] : [{ field: `${part}.${locale}`, numbers }];
    }),
  );
  if (faults.length > 0) {
    throw new AppError(
      422,
      'shift.number-without-evidence',
      'Words of this shift say numbers that its evidence does not.',
      {
        faults,
      },
    );
  }
}
