import { z } from 'zod';
import { STAGES } from '#src/domain/format/stage.js';
import { impactFactsSchema } from '#src/domain/shift-impact/impact.schema.js';
import { CONFLICT_FIELDS } from '#src/domain/shift-merge/find-conflicts.js';
import { SHIFT_KINDS, SHIFT_STATUSES } from '#src/domain/shift/shift.schema.js';

const kin = z.strictObject({
  id: z.uuid(),
  status: z.enum(SHIFT_STATUSES),
  kind: z.enum(SHIFT_KINDS),
  object: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  stage: z.enum(STAGES),
  quote: z.string(),
  confidence: z.number(),
  knownOn: z.string().nullable().describe('ISO day of its article.'),
  article: z.strictObject({
    id: z.uuid(),
    title: z.string(),
    publisher: z.string().nullable(),
    sourceUrl: z.string().nullable(),
  }),
});
export const conflictSchema = z.strictObject({
  field: z.enum(CONFLICT_FIELDS),
  values: z.array(z.strictObject({ value: z.string(), shiftIds: z.array(z.uuid()) })),
});
export const suggestionSchema = z.strictObject({
  rule: z.string(),
  by: z.literal('rule').describe('Never mailed; take it over as `impactFacts`, or not.'),
  facts: impactFactsSchema,
});

/** What stands around a shift: others that tell the same or came before, and what the rules say to it. */
export const company = {
  sameClaims: z.array(kin).describe('The same matter in other articles within two weeks.'),
  conflicts: z
    .array(conflictSchema)
    .describe('What this shift and `sameClaims` tell differently; all values are kept.'),
  jointConfidence: z.number().describe('With those sources; each publisher counts once.'),
  earlier: z.array(kin).describe('The last confirmed shifts of the same actor.'),
  previously: kin
    .nullable()
    .describe('What an editor said it goes on from, else the last confirmed shift of the same matter.'),
  supersedesHint: z
    .strictObject({ id: z.uuid(), as: z.enum(['continues', 'reverses', 'calls_off']), by: z.literal('rule') })
    .nullable()
    .describe('What the rules take it to go on from; an editor confirms it.'),
  suggestions: z.array(suggestionSchema),
};

export const decisionSchema = z.strictObject({
  id: z.uuid(),
  decision: z.enum(['confirm', 'reject', 'reopen', 'edit']),
  actor: z.string(),
  code: z.string().nullable(),
  note: z.string().nullable(),
  versionAfter: z.int(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  createdAt: z.string(),
});

export type Kin = z.infer<typeof kin>;
export type Company = z.infer<z.ZodObject<typeof company>>;
