import { z } from 'zod';
import {
  correctionNote,
  SEVERITIES,
  toldCorrectionSchema,
  WRONG_REASONS,
} from '#src/domain/correction/correction.schema.js';
import { editionItemSchema } from '#src/domain/edition/edition.schema.js';

const readers = {
  accepted: z.int().describe('Deliveries that a relay took.'),
  uncertain: z.int().describe('Deliveries that may have arrived.'),
  open: z.int().describe('Deliveries still to come: a later notice reaches them too.'),
};
const mailed = z.strictObject({
  editionId: z.uuid(),
  number: z.int(),
  startedAt: z.string(),
  reasons: z.array(z.enum(WRONG_REASONS)).describe('Why what it said does not hold.'),
  said: editionItemSchema,
  ...readers,
});
const wrongShift = z.strictObject({
  shiftId: z.uuid(),
  status: z.string(),
  version: z.int(),
  readers: z.int().describe('Readers who got, or may have got, one of these editions, each once.'),
  editions: z.array(mailed),
});
export const wrongListQuerySchema = z.strictObject({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const wrongListSchema = z
  .strictObject({ items: z.array(wrongShift), nextCursor: z.uuid().nullable() })
  .meta({ id: 'WrongShifts' });

export const createCorrectionSchema = z
  .strictObject({
    shiftId: z.uuid(),
    severity: z.enum(SEVERITIES),
    note: correctionNote.default({}).describe('Why, in an editor’s words per locale.'),
  })
  .meta({ id: 'CreateCorrection' });
const telling = z.strictObject({ editionId: z.uuid(), number: z.int() });
export const correctionSchema = z
  .strictObject({
    id: z.uuid(),
    shiftId: z.uuid(),
    severity: z.enum(SEVERITIES),
    note: correctionNote,
    state: z.enum(['open', 'dropped']),
    shiftVersion: z.int().describe('The version of the shift that it tells.'),
    createdBy: z.string(),
    createdAt: z.string(),
    sources: z.array(telling).describe('The editions that said it.'),
    toldIn: z
      .array(telling.extend({ state: z.string() }))
      .describe('The editions that tell it; none yet: it waits for the next digest.'),
  })
  .meta({ id: 'Correction' });
export const correctionListQuerySchema = wrongListQuerySchema;
export const correctionListSchema = z
  .strictObject({ items: z.array(correctionSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'Corrections' });
export const toldListSchema = z
  .strictObject({
    tells: z.array(toldCorrectionSchema).describe('What this edition corrects: old and new side by side.'),
    corrected: z.array(correctionSchema).describe('Corrections of what this edition said.'),
  })
  .meta({ id: 'EditionCorrections' });

export type WrongListQuery = z.output<typeof wrongListQuerySchema>;
export type CreateCorrection = z.output<typeof createCorrectionSchema>;
