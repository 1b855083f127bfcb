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
import { impactFactsSchema } from '#src/domain/shift-impact/impact.schema.js';
import { company, decisionSchema } from './review/company.dto.js';
import type { ShiftRow } from './shift.repository.js';

const phrase = z.string().trim().min(1).max(300).refine(isStorable, NOT_STORABLE);
const headline = localisedText(200).describe('Headline per locale; its numbers must stand in the evidence.');
const impact = localisedText(1_000).describe(
  'What it means for a seller, in an editor’s words, per locale; its numbers must stand in the evidence.',
);
/** Fewer characters prove nothing. */
export const MIN_QUOTE = 8;
const quotes = z
  .array(z.string().min(MIN_QUOTE).max(1_000).refine(isStorable, NOT_STORABLE))
  .min(1)
  .max(10)
  .describe('Exact quotes from the article’s current text; offsets and hashes are found for you.');
const ranges = z
  .array(
    z
      .strictObject({ start: z.int().min(0), end: z.int().min(1) })
      .refine(({ start, end }) => end - start >= MIN_QUOTE && end - start <= 1_000, {
        message: `must select ${MIN_QUOTE} to 1000 characters`,
      }),
  )
  .min(1)
  .max(10)
  .describe('Selected text of the current revision, as UTF-16 offsets, instead of typed quotes or besides them.');
const impactFacts = impactFactsSchema.nullable().describe('Who is affected, where, until when; null: nothing said.');
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
    quotes: quotes.optional(),
    ranges: ranges.optional(),
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
    impactFacts: impactFacts.optional(),
  })
  .refine(({ quotes, ranges }) => quotes !== undefined || ranges !== undefined, {
    message: 'is required, or `ranges` is',
    path: ['quotes'],
  })
  .meta({ id: 'ProposeShift' });

export const editShiftSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 shift.changed.'),
    ...z.strictObject(claimFields).partial().shape,
    quotes: quotes.optional(),
    ranges: ranges.optional(),
    headline: headline.optional(),
    impact: impact.optional(),
    impactFacts: impactFacts.optional(),
  })
  .meta({ id: 'EditShift' });

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

export const shiftHead = z.strictObject({
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
  rejectCode: z.string().nullable(),
  impactFacts: impactFactsSchema.nullable(),
  reviewScore: z.int().describe('How much it deserves the next minute, 0 to 1000.'),
  actorKey: z.string().nullable().describe('The name of its timeline.'),
  knownOn: z.string().nullable().describe('The day it became known; null until it is confirmed.'),
  supersedesId: z.uuid().nullable(),
  supersedesAs: z.enum(['continues', 'reverses', 'calls_off']).nullable(),
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
    ...company,
    decisions: z.array(decisionSchema).describe('The newest fifty, newest first.'),
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
