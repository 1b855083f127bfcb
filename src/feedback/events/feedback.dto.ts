import { z } from 'zod';
import { SUPPRESSION_REASONS } from '#src/domain/consent/standing.js';
import { FEEDBACK_CLASSES } from '#src/domain/feedback/feedback-class.js';
import { EVENT_ACTIONS, MATCHES } from './feedback-report.js';

export const feedbackListQuerySchema = z.strictObject({
  class: z.enum(FEEDBACK_CLASSES).optional(),
  editionId: z.uuid().optional(),
  provider: z.string().max(40).optional().describe('Receiving provider, e.g. google, qq, other.'),
  subscriberId: z.uuid().optional(),
  source: z.string().max(100).optional().describe('Who told it: smtp, ses, sendgrid, mailgun, postmark, generic, …'),
  action: z.enum(EVENT_ACTIONS).optional().describe('`suppressed`: the events behind a suppression.'),
  matched: z
    .enum(['yes', 'no'])
    .optional()
    .describe('`no`: events for which neither a mail nor a reader of ours was found.'),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const moment = z.string().describe('ISO 8601, UTC.');
const eventFields = {
  id: z.uuid(),
  class: z.enum(FEEDBACK_CLASSES),
  status: z.string().nullable().describe('RFC 3463, e.g. 5.1.1.'),
  rule: z.string().describe('The rule that found the class.'),
  reply: z.string().nullable().describe('What the server said, without addresses.'),
  provider: z.string().describe('Receiving provider.'),
  source: z.string(),
  matchedBy: z
    .enum(MATCHES)
    .describe(
      'How the mail was found. `mail`: a single mail of ours, such as a confirmation. `address`: it names no mail, only the reader. `none`: nothing was found.',
    ),
  deliveryId: z.uuid().nullable(),
  editionId: z.uuid().nullable(),
  subscriberId: z.uuid().nullable().describe('Null when no reader was found, or the person was erased.'),
  externalId: z.string().nullable().describe('The source’s own id of the event, or its hash.'),
  providerMessageId: z.string().nullable().describe('The provider’s own id of the mail, or its hash.'),
  action: z.enum(EVENT_ACTIONS).describe('What it came to for the reader.'),
  occurredAt: moment,
  takenAt: moment,
  undoneAt: moment.nullable(),
  undoneBy: z.string().nullable(),
};
export const feedbackEventSchema = z.strictObject(eventFields).meta({ id: 'FeedbackEvent' });
export const feedbackViewSchema = z
  .strictObject({
    ...eventFields,
    suppression: z
      .enum(SUPPRESSION_REASONS)
      .nullable()
      .describe('Why the reader’s address is never mailed now; null: it may be.'),
  })
  .meta({ id: 'FeedbackView' });
export const feedbackListSchema = z
  .strictObject({ items: z.array(feedbackEventSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'FeedbackList' });

export type FeedbackListQuery = z.infer<typeof feedbackListQuerySchema>;
export type FeedbackEvent = z.infer<typeof feedbackEventSchema>;
export type FeedbackView = z.infer<typeof feedbackViewSchema>;

export const actionRuleSchema = z
  .strictObject({
    name: z.string(),
    class: z.enum(FEEDBACK_CLASSES),
    onlyFor: z.string().nullable().describe('Statuses or words that the rule is narrowed to.'),
    editions: z.int().describe('How many different editions it takes.'),
    days: z.int().nullable().describe('Within so many days; null: ever.'),
    resetsOnArrival: z.boolean(),
    action: z.enum(['none', 'suppress', 'leave']),
    why: z.string(),
  })
  .meta({ id: 'ActionRule' });
export const actionRulesSchema = z.strictObject({ items: z.array(actionRuleSchema) }).meta({ id: 'ActionRules' });
