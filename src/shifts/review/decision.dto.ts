import { z } from 'zod';
import { REJECT_CODES } from '#src/domain/shift-review/reject-reasons.js';
import { localisedText } from '#src/domain/locale/localised.schema.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const rejection = {
  code: z.enum(REJECT_CODES).default('other').describe('One of /api/admin/shifts/reject-reasons.'),
  reason: z.string().trim().min(1).max(500).refine(isStorable, NOT_STORABLE).optional().describe('In your own words.'),
};
const NEEDS_WORDS = { message: 'is required where the code is `other`', path: ['reason'] };
const hasReason = (given: { code: string; reason?: string | undefined }): boolean =>
  given.code !== 'other' || given.reason !== undefined;
export const rejectShiftSchema = z.strictObject(rejection).refine(hasReason, NEEDS_WORDS).meta({ id: 'RejectShift' });

const decided = { id: z.uuid(), version: z.int().describe('The version that was read.') };
export const decideManySchema = z
  .strictObject({
    decisions: z
      .array(
        z.discriminatedUnion('decision', [
          z.strictObject({ ...decided, decision: z.literal('confirm') }),
          z.strictObject({ ...decided, decision: z.literal('reopen') }),
          z.strictObject({ ...decided, decision: z.literal('undo') }),
          z.strictObject({ ...decided, decision: z.literal('reject'), ...rejection }).refine(hasReason, NEEDS_WORDS),
        ]),
      )
      .min(1)
      .max(100)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { message: 'names a shift twice' }),
  })
  .meta({ id: 'DecideShifts' });
export const decisionOutcomesSchema = z
  .strictObject({
    outcomes: z.array(
      z.strictObject({
        id: z.uuid(),
        outcome: z.enum(['done', 'refused']),
        version: z.int().optional().describe('The version after the decision.'),
        code: z.string().optional().describe('Why it was refused, e.g. shift.broken-quotes.'),
        detail: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'DecisionOutcomes' });

export const rejectReasonsSchema = z
  .strictObject({ reasons: z.array(z.strictObject({ code: z.enum(REJECT_CODES), label: localisedText(60) })) })
  .meta({ id: 'RejectReasons' });

export type RejectShift = z.infer<typeof rejectShiftSchema>;
export type DecideShifts = z.infer<typeof decideManySchema>;
export type DecisionOutcomes = z.infer<typeof decisionOutcomesSchema>;
