import { z } from 'zod';
import { citedArticleSchema } from '#src/domain/article/cited-article.schema.js';
import { SHIFT_KINDS } from '#src/domain/shift/shift.schema.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import { shiftHead } from '../shift.dto.js';
import { company } from './company.dto.js';

const CURSOR = /^(\d{1,4})_([0-9a-f-]{36})$/;
export const queueQuerySchema = z.strictObject({
  kind: z.enum(SHIFT_KINDS).optional(),
  actor: z.string().trim().min(1).max(100).refine(isStorable, NOT_STORABLE).optional().describe('Slug or name.'),
  articleId: z.uuid().optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  unknownActor: z
    .enum(['true', 'false'])
    .optional()
    .transform((word) => (word === undefined ? undefined : word === 'true'))
    .describe('true: only actors that the lexicon lacks.'),
  cursor: z
    .string()
    .regex(CURSOR)
    .optional()
    .transform((text) => readCursor(text))
    .describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

export const queueSchema = z
  .strictObject({
    items: z.array(
      shiftHead.extend({
        article: citedArticleSchema,
        context: z.array(z.strictObject({ before: z.string(), quote: z.string(), after: z.string() })),
        isActorKnown: z.boolean().describe('false: the lexicon lacks it; POST /api/admin/actors adds it.'),
        ...company,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ReviewQueue' });

export type QueueQuery = z.output<typeof queueQuerySchema>;

function readCursor(text: string | undefined): { score: number; id: string } | undefined {
  const [, score, id] = CURSOR.exec(text ?? '') ?? [];
  return score === undefined || id === undefined ? undefined : { score: Number(score), id };
}

export function writeCursor({ reviewScore, id }: { reviewScore: number; id: string }): string {
  return `${reviewScore}_${id}`;
}
