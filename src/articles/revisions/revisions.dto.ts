import { z } from 'zod';
import { revisionHead, revisionNumber } from '../article.dto.js';

export const diffQuerySchema = z
  .strictObject({ from: revisionNumber.describe('The older revision.'), to: revisionNumber })
  .refine(({ from, to }) => from !== to, { message: 'is the same revision', path: ['to'] });

const textDiff = z.strictObject({
  parts: z.array(z.strictObject({ is: z.enum(['same', 'removed', 'added']), text: z.string() })),
  isFine: z.boolean().describe('False when the texts were too different to compare in detail.'),
});
export const revisionDiffSchema = z
  .strictObject({
    from: revisionHead,
    to: revisionHead,
    isTitleChanged: z.boolean(),
    isTextChanged: z.boolean(),
    title: textDiff,
    text: textDiff,
  })
  .meta({ id: 'RevisionDiff' });
export const revisionListSchema = z.strictObject({ items: z.array(revisionHead) }).meta({ id: 'RevisionList' });

export type DiffQuery = z.infer<typeof diffQuerySchema>;
export type RevisionDiff = z.infer<typeof revisionDiffSchema>;
