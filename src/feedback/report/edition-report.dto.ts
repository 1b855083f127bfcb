import { z } from 'zod';
import { leaveReasonCountsSchema } from '../reasons/leave-reason.dto.js';
import { trackingReportSchema } from '../tracking/tracking-report.dto.js';

const count = z.int().min(0);
const row = {
  mails: count.describe('Readers in the frozen audience.'),
  delivered: count.describe('Taken by a relay and not sent back.'),
  confirmed: count.describe('Of these, how many the provider has reported as delivered (webhooks only).'),
  bounced: z
    .strictObject({ hard: count, soft: count, block: count })
    .describe('Taken by a relay, and sent back later.'),
  failed: z
    .strictObject({ hard: count, soft: count, block: count, other: count })
    .describe('Refused at once, or put off until the run was over; `other`: never tried, or not yet classified.'),
  uncertain: count,
  suppressed: count.describe('Not mailed, because they had left or were suppressed.'),
  cancelled: count,
  open: count.describe('Not sent yet.'),
  complaints: count,
  unsubscribes: count.describe('Readers who left by a link of this edition, or told their provider so.'),
};

export const editionReportSchema = z
  .strictObject({
    editionId: z.uuid(),
    total: z.strictObject(row),
    providers: z
      .array(z.strictObject({ provider: z.string().describe('Receiving provider, e.g. google, qq, other.'), ...row }))
      .describe('Most mails first.'),
    leaveReasons: leaveReasonCountsSchema,
    tracking: trackingReportSchema.describe(
      'Opens and clicks of readers who have agreed to it, and of nobody else; a minute or two late.',
    ),
  })
  .meta({ id: 'EditionReport' });
