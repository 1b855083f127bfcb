import { z } from 'zod';
import { digestDefinitionSchema, DIGEST_STATES } from '#src/domain/digest/digest.schema.js';
import { scheduleRuleSchema } from '#src/domain/schedule/schedule-rule.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import { OCCURRENCE_REASONS, OCCURRENCE_STATES } from './occurrence.repository.js';

const name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine(isStorable, NOT_STORABLE)
  .describe('Unique; stands in the titles of its editions.');
const instant = z.string().nullable();

export const createDigestSchema = z
  .strictObject({ name, definition: digestDefinitionSchema.prefault({}) })
  .meta({ id: 'CreateDigest' });

export const editDigestSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 digest.changed.'),
    name: name.optional(),
    definition: digestDefinitionSchema
      .optional()
      .describe('The whole of it. Another schedule drops drafts of due times that are still to come.'),
  })
  .meta({ id: 'EditDigest' });

export const digestVersionSchema = z.strictObject({ version: z.int() }).meta({ id: 'DigestVersion' });

export const digestListQuerySchema = z.strictObject({
  cursor: z.string().max(120).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const previewScheduleSchema = z
  .strictObject({ schedule: scheduleRuleSchema, count: z.int().min(1).max(50).default(10) })
  .meta({ id: 'PreviewSchedule' });

export const nextRunsQuerySchema = z.strictObject({ count: z.coerce.number().int().min(1).max(50).default(10) });

const nextRun = z.strictObject({
  at: z.string().describe('ISO 8601 instant.'),
  local: z.string().describe('The same on the wall of the schedule’s zone, `2026-11-27 09:00`.'),
});
export const nextRunsSchema = z.strictObject({ runs: z.array(nextRun) }).meta({ id: 'NextRuns' });

export const digestOutSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(DIGEST_STATES),
    definition: digestDefinitionSchema,
    version: z.int(),
    nextRuns: z.array(nextRun).describe('The next three due times; none while it is not active or has no schedule.'),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Digest' });

export const digestListSchema = z
  .strictObject({ items: z.array(digestOutSchema), nextCursor: z.string().nullable() })
  .meta({ id: 'DigestList' });

export const occurrenceListQuerySchema = z.strictObject({
  cursor: z.iso.datetime({ offset: true }).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const occurrenceListSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        dueAt: z.string(),
        state: z.enum(OCCURRENCE_STATES),
        reason: z.enum(OCCURRENCE_REASONS).nullable(),
        editionId: z.uuid().nullable(),
        nudgedAt: instant,
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'DigestOccurrenceList' });

export type CreateDigest = z.infer<typeof createDigestSchema>;
export type EditDigest = z.infer<typeof editDigestSchema>;
export type DigestListQuery = z.infer<typeof digestListQuerySchema>;
export type PreviewSchedule = z.infer<typeof previewScheduleSchema>;
export type DigestOut = z.infer<typeof digestOutSchema>;
export type OccurrenceListQuery = z.infer<typeof occurrenceListQuerySchema>;
