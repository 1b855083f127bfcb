import { z } from 'zod';
import { MODALITIES, SHIFT_KINDS } from '../shift/shift.schema.js';

/** More shifts than an article can hold are a sign of a model that has lost its way. */
export const MAX_FINDINGS = 30;
const words = z.string().min(1).max(300);

/** What a model may say of one shift. Nothing of it is believed before `verifyFinding` has found it in the text. */
export const findingSchema = z.strictObject({
  quote: z.string().min(8).max(600),
  actor: z.string().min(1).max(120),
  kind: z.enum(SHIFT_KINDS),
  object: words.nullable(),
  from: words.nullable(),
  to: words.nullable(),
  amount: words.nullable().describe('The words of the amount, as they stand in the quote.'),
  date: words.nullable().describe('The words of the date, as they stand in the quote.'),
  modality: z.enum(MODALITIES),
  negated: z.boolean(),
});

/** `count` is said before the list: a list that was cut off and "repaired" on the way has another length. */
export const findingsSchema = z.strictObject({
  count: z.int().min(0).max(MAX_FINDINGS),
  shifts: z.array(findingSchema).max(MAX_FINDINGS),
});

export type Finding = z.infer<typeof findingSchema>;
export type Findings = z.infer<typeof findingsSchema>;
