import { z } from 'zod';
import { segmentFilterSchema } from '#src/domain/segment/segment.schema.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const name = z.string().trim().min(1).max(120).refine(isStorable, NOT_STORABLE).describe('For editors; unique.');
const filter = segmentFilterSchema.describe(
  'Conditions, joined by all, any and not. Active, unsuppressed subscribers only, whatever it says.',
);

export const createSegmentSchema = z.strictObject({ name, filter }).meta({ id: 'CreateSegment' });
export const editSegmentSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 segment.changed.'),
    name: name.optional(),
    filter: filter.optional(),
  })
  .meta({ id: 'EditSegment' });
export const countSegmentSchema = z.strictObject({ filter }).meta({ id: 'CountSegment' });

export const segmentListQuerySchema = z.strictObject({
  cursor: z.string().max(120).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const segmentOutSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    filter: segmentFilterSchema,
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Segment' });
export const segmentListSchema = z
  .strictObject({ items: z.array(segmentOutSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'SegmentList' });
export const segmentCountSchema = z
  .strictObject({
    estimate: z.int().describe('What the planner of the database expects, at once at any size; may be far off.'),
    count: z.int().nullable().describe('Who would be mailed now; null when counting took longer than five seconds.'),
  })
  .meta({ id: 'SegmentCount' });

export type CreateSegment = z.infer<typeof createSegmentSchema>;
export type EditSegment = z.infer<typeof editSegmentSchema>;
export type SegmentListQuery = z.infer<typeof segmentListQuerySchema>;
export type SegmentOut = z.infer<typeof segmentOutSchema>;
export type SegmentCount = z.infer<typeof segmentCountSchema>;
