import { z } from 'zod';
import { citedArticleSchema } from '#src/domain/article/cited-article.schema.js';
import { localisedText } from '#src/domain/locale/localised.schema.js';
import {
  evidenceSchema,
  MODALITIES,
  SHIFT_KINDS,
  SHIFT_STATUSES,
  shiftDateSchema,
  shiftProposalSchema,
} from '#src/domain/shift/shift.schema.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import type { ShiftRow } from './shift.repository.js';

const phrase = z.string().trim().min(1).max(300).refine(isStorable, NOT_STORABLE);
const headline = localisedText(200).describe('Headline per locale; its numbers must stand in the evidence.');
const impact = localisedText(1_000).describe(
  'What it means for a seller, in an editor’s words, per locale; its numbers must stand in the evidence.',
);
const quotes = z
  .array(z.string().min(8).max(1_000).refine(isStorable, NOT_STORABLE))
  .min(1)
  .max(10)
  .describe('Exact quotes from the article’s current text; offsets and hashes are found for you.');
const date = shiftDateSchema
  .refine(({ text }) => phrase.safeParse(text).success, { message: NOT_STORABLE, path: ['text'] })
  .refine(({ start, end }) => start === null || end === null || start <= end, {
    message: 'is before the start',
    path: ['end'],
  });

/** The parts of a claim that an editor writes; amounts are read from the quotes again. */
const claimFields = {
  actor: z.strictObject({ name: phrase, id: phrase.max(100).nullable().optional() }),
  kind: z.enum(SHIFT_KINDS),
  object: phrase.nullable(),
  from: phrase.nullable(),
  to: phrase.nullable(),
  counterparty: z.array(phrase).max(10),
  date: date.nullable(),
  modality: z.enum(MODALITIES),
  negated: z.boolean(),
  attribution: phrase.nullable().describe('Who says so, in the words of the text.'),
};

export const proposeShiftSchema = z
  .strictObject({
    articleId: z.uuid(),
    quotes,
    actor: claimFields.actor,
    kind: claimFields.kind,
    object: claimFields.object.default(null),
    from: claimFields.from.default(null),
    to: claimFields.to.default(null),
    counterparty: claimFields.counterparty.default([]),
    date: claimFields.date.default(null),
    modality: claimFields.modality,
    negated: claimFields.negated.default(false),
    attribution: claimFields.attribution.default(null),
    headline: headline.optional(),
    impact: impact.optional(),
  })
  .meta({ id: 'ProposeShift' });

export const editShiftSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 shift.changed.'),
    ...z.strictObject(claimFields).partial().shape,
    quotes: quotes.optional(),
    headline: headline.optional(),
    impact: impact.optional(),
  })
  .meta({ id: 'EditShift' });

export const rejectShiftSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500).refine(isStorable, NOT_STORABLE) })
  .meta({ id: 'RejectShift' });
export const confirmManySchema = z
  .strictObject({ ids: z.array(z.uuid()).min(1).max(100) })
  .meta({ id: 'ConfirmShifts' });

export const shiftListQuerySchema = z.strictObject({
  status: z.enum(SHIFT_STATUSES).optional(),
  articleId: z.uuid().optional(),
  kind: z.enum(SHIFT_KINDS).optional(),
  actor: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine(isStorable, NOT_STORABLE)
    .optional()
    .describe('Canonical name, in any case.'),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const shiftHead = z.strictObject({
  id: z.uuid(),
  articleId: z.uuid(),
  revisionId: z.uuid().describe('The revision that the offsets point into.'),
  status: z.enum(SHIFT_STATUSES),
  claim: shiftProposalSchema,
  headline: localisedText(200),
  impact: localisedText(1_000),
  version: z.int(),
  reviewedBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  rejectReason: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export const shiftListSchema = z
  .strictObject({ items: z.array(shiftHead), nextCursor: z.uuid().nullable() })
  .meta({ id: 'ShiftList' });
export const shiftSchema = shiftHead
  .extend({
    article: citedArticleSchema,
    context: z
      .array(z.strictObject({ before: z.string(), quote: z.string(), after: z.string() }))
      .describe('Each quote in its surroundings.'),
    brokenQuotes: z.array(evidenceSchema).describe('Evidence that the article does not hold any more.'),
  })
  .meta({ id: 'Shift' });
export const confirmOutcomesSchema = z
  .strictObject({
    outcomes: z.array(
      z.strictObject({
        id: z.uuid(),
        outcome: z.enum(['confirmed', 'refused']),
        code: z.string().optional().describe('Why it was refused, e.g. shift.broken-quotes.'),
      }),
    ),
  })
  .meta({ id: 'ConfirmOutcomes' });

export type ProposeShift = z.infer<typeof proposeShiftSchema>;
export type EditShift = z.infer<typeof editShiftSchema>;
export type ShiftListQuery = z.infer<typeof shiftListQuerySchema>;

export function shiftOut(row: ShiftRow) {
  return {
    ...row,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
