import { z } from 'zod';
import { SUBSCRIBER_STATUSES, SUPPRESSION_REASONS } from '#src/domain/consent/standing.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { readTimeZone } from '#src/domain/schedule/time-zone.js';
import { MAX_NAME_CHARACTERS, NAME_TEXT } from './person-name.js';

// Long enough to say what is wrong with a long one, short enough to be no load.
const addressIn = z.string().max(1_000).describe('One bare address; the domain may be international.');
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(MAX_NAME_CHARACTERS)
  .regex(NAME_TEXT, 'holds a line break or another control character');
export const timeZoneIn = z
  .string()
  .max(64)
  .transform((text, context) => {
    const zone = readTimeZone(text);
    if (zone !== undefined) return zone;
    context.addIssue({ code: 'custom', message: 'is no IANA time zone, such as Asia/Shanghai' });
    return z.NEVER;
  })
  .describe('IANA time zone, e.g. Asia/Shanghai.');

export const createSubscriberSchema = z
  .strictObject({
    email: addressIn,
    name: personName.optional(),
    locale: z.enum(LOCALES),
    timeZone: timeZoneIn.default('UTC'),
  })
  .meta({ id: 'CreateSubscriber' });

export const patchSubscriberSchema = z
  .strictObject({
    version: z.int().describe('The version that was read; another one is a 409 subscriber.changed.'),
    name: personName.nullable().optional(),
    locale: z.enum(LOCALES).optional(),
    timeZone: timeZoneIn.optional(),
    status: z
      .enum(['active', 'unsubscribed'])
      .optional()
      .describe(
        '`unsubscribed` ends the subscription. `active` never brings back a person who left: only their own act does.',
      ),
  })
  .meta({ id: 'PatchSubscriber' });

export const findSubscriberSchema = z.strictObject({ email: addressIn }).meta({ id: 'FindSubscriber' });

export const subscriberListQuerySchema = z.strictObject({
  status: z.enum(SUBSCRIBER_STATUSES).optional(),
  locale: z.enum(LOCALES).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const subscriberOutSchema = z
  .strictObject({
    id: z.uuid(),
    email: z.string(),
    name: z.string().nullable(),
    locale: z.enum(LOCALES),
    timeZone: z.string(),
    status: z.enum(SUBSCRIBER_STATUSES),
    suppression: z
      .enum(SUPPRESSION_REASONS)
      .nullable()
      .describe('Why this address is never mailed, whatever the status says.'),
    source: z.string(),
    version: z.int(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Subscriber' });

export const subscriberListSchema = z
  .strictObject({ items: z.array(subscriberOutSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'SubscriberList' });

const perLocale = z.strictObject({ 'zh-CN': z.int(), 'zh-TW': z.int(), en: z.int() });
export const subscriberStatsSchema = z
  .strictObject({
    total: z.int(),
    mailable: z
      .int()
      .describe('Active, not pausing, and the address is not suppressed: who an edition started now would go to.'),
    byStatus: z.strictObject({ pending: z.int(), active: z.int(), unsubscribed: z.int() }),
    mailableByLocale: perLocale,
  })
  .meta({ id: 'SubscriberStats' });

export const suppressSchema = z.strictObject({ email: addressIn }).meta({ id: 'SuppressAddress' });
export const suppressionOutSchema = z
  .strictObject({
    id: z.string().describe('The keyed hash of the address; the address itself is not kept.'),
    reason: z.enum(SUPPRESSION_REASONS),
    createdAt: z.string(),
  })
  .meta({ id: 'Suppression' });
export const suppressionIdSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be the id of a suppression');

export type CreateSubscriber = z.infer<typeof createSubscriberSchema>;
export type PatchSubscriber = z.infer<typeof patchSubscriberSchema>;
export type SubscriberListQuery = z.infer<typeof subscriberListQuerySchema>;
export type SubscriberOut = z.infer<typeof subscriberOutSchema>;
export type SubscriberStats = z.infer<typeof subscriberStatsSchema>;
export type SuppressionOut = z.infer<typeof suppressionOutSchema>;
