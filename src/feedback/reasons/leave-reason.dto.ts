import { z } from 'zod';
import { LEAVE_REASONS } from '#src/domain/feedback/leave-reason.js';

export const leaveReasonCountsSchema = z
  .record(z.enum(LEAVE_REASONS), z.int().min(0))
  .describe('Readers who said why they left, by reason.');

export const leaveReasonQuerySchema = z.strictObject({
  reason: z.enum(LEAVE_REASONS).optional(),
  editionId: z.uuid().optional().describe('Those who left by a mail of this edition.'),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const leaveReasonListSchema = z
  .strictObject({
    counts: leaveReasonCountsSchema.describe('Of the edition, or of all, whatever `reason` says.'),
    items: z.array(
      z
        .strictObject({
          id: z.uuid(),
          reason: z.enum(LEAVE_REASONS),
          words: z.string().nullable().describe('The reader’s own, up to 500 characters; null after 90 days.'),
          subscriberId: z.uuid().nullable().describe('Null after 90 days, and when the person was erased.'),
          editionId: z.uuid().nullable().describe('Null when they left by no mail.'),
          at: z.string().describe('ISO 8601, UTC.'),
        })
        .meta({ id: 'LeaveReason' }),
    ),
    nextCursor: z.uuid().nullable(),
  })
  .meta({ id: 'LeaveReasonList' });

export type LeaveReasonQuery = z.infer<typeof leaveReasonQuerySchema>;
export type LeaveReasonList = z.infer<typeof leaveReasonListSchema>;
