import { z } from 'zod';
import { editionItemSchema } from '../edition/edition.schema.js';
import { localisedText } from '../locale/localised.schema.js';

/** `notice`: a mail of its own, at once, to just those who got it wrong. `next-digest`: a block on top of the next digest. */
export const SEVERITIES = ['notice', 'next-digest'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Why what was mailed does not hold any more. */
export const WRONG_REASONS = ['withdrawn', 'in-review', 'no-longer-said', 'claim-changed', 'words-changed'] as const;
export type WrongReason = (typeof WRONG_REASONS)[number];

export const correctionNote = localisedText(600);

/** A correction as an edition tells it; stored when that is approved, so that old and new stay readable. */
export const toldCorrectionSchema = z.strictObject({
  correctionId: z.uuid(),
  shiftId: z.uuid(),
  said: z.strictObject({
    edition: z.strictObject({ id: z.uuid(), number: z.int(), startedAt: z.string() }),
    item: editionItemSchema,
  }),
  now: editionItemSchema.nullable().describe('The shift as it is now; null: it is withdrawn.'),
  note: correctionNote,
});
export type ToldCorrection = z.infer<typeof toldCorrectionSchema>;

/** What is known of something mailed, compared with the shift of today. */
export type MailedFacts = {
  status: string;
  /** The article says every quote that was mailed, word for word. */
  isSaid: boolean;
  isSameClaim: boolean;
  areSameWords: boolean;
};

/** Every reason why what was mailed is wrong, the gravest first; none: it holds. */
export function wrongReasons({ status, isSaid, isSameClaim, areSameWords }: MailedFacts): WrongReason[] {
  const reasons: WrongReason[] = [];
  if (status === 'proposed') reasons.push('in-review');
  else if (status !== 'confirmed') reasons.push('withdrawn');
  if (!isSaid) reasons.push('no-longer-said');
  if (!isSameClaim) reasons.push('claim-changed');
  if (!areSameWords) reasons.push('words-changed');
  return reasons;
}
