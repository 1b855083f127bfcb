import { unprovenNumbers } from '#src/domain/evidence/number-lock.js';
import type { Localised } from '#src/domain/locale/locale.js';
import { canConfirm } from '#src/domain/shift/can-confirm.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { brokenEvidence } from '#src/domain/shift/evidence.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { impactFaults, type ImpactSource } from '#src/domain/shift-impact/impact-faults.js';
import type { ImpactFacts } from '#src/domain/shift-impact/impact.schema.js';
import type { ShiftRow } from './shift.repository.js';

/** 409 with the quotes that no longer stand, 422 when the claim lacks what its kind needs. */
export function assertConfirmable(
  shift: Pick<ShiftRow, 'claim' | 'headline' | 'impact'>,
  body: string,
  currentBody: string,
): void {
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

/** 422 when the facts of an impact say what the article does not: a number of its check, or a deadline. */
export function assertImpact(facts: ImpactFacts, claim: ShiftProposal, source: ImpactSource): void {
  const faults = impactFaults(facts, claim, source);
  const [first] = faults;
  if (first === undefined) return;
  const code = first.reason === 'number-without-evidence' ? first.reason : 'unproven-deadline';
  throw new AppError(422, `shift.${code}`, 'The article does not say a number or a day of this impact.', { faults });
}
