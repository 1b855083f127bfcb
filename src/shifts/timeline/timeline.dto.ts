import { z } from 'zod';
import { ATTRIBUTIONS } from '#src/domain/format/attribution.js';
import { STAGES } from '#src/domain/format/stage.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { localisedText } from '#src/domain/locale/localised.schema.js';
import { amountSchema, actorSchema, MODALITIES, SHIFT_KINDS, shiftDateSchema } from '#src/domain/shift/shift.schema.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const CURSOR = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
export const timelineSlug = z
  .string()
  .min(1)
  .max(100)
  .refine(isStorable, NOT_STORABLE)
  .describe('Slug of an actor, such as "meta".');
export const timelineCursor = z
  .string()
  .regex(CURSOR)
  .refine((text) => z.iso.date().safeParse(text.slice(0, 10)).success)
  .describe('`nextCursor` of the page before.');
export const timelineQuerySchema = z.strictObject({
  cursor: timelineCursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** How it stands today: its own stage, unless a later shift called it off or went back on it. */
export const TIMELINE_STATES = [...STAGES, 'reversed'] as const;
const link = z.strictObject({ id: z.uuid(), as: z.enum(['continues', 'reverses', 'calls_off']) });
const brief = z.strictObject({
  id: z.uuid(),
  actor: actorSchema,
  kind: z.enum(SHIFT_KINDS),
  object: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  amounts: z.array(amountSchema),
  date: shiftDateSchema.nullable(),
  modality: z.enum(MODALITIES),
  negated: z.boolean(),
  headline: localisedText(200),
  stage: z.enum(STAGES),
  attribution: z.strictObject({ class: z.enum(ATTRIBUTIONS), words: z.string().nullable() }),
  quote: z.strictObject({ text: z.string(), language: z.enum(LOCALES) }),
  source: z.strictObject({
    title: z.string(),
    url: z.string().nullable(),
    publisher: z.string().nullable(),
    publishedAt: z.string().nullable(),
  }),
  knownOn: z.string().describe('ISO day of its article.'),
});
const entry = brief.extend({
  state: z.enum(TIMELINE_STATES),
  stages: z
    .array(z.strictObject({ stage: z.enum(STAGES), since: z.string() }))
    .describe('Each stage that was confirmed, and when; the first is how it was first told.'),
  supersedes: link.nullable(),
  supersededBy: link.nullable(),
  previously: brief.nullable().describe('The shift that it goes on from.'),
});
export const timelineSchema = z
  .strictObject({
    actor: z.strictObject({
      slug: z.string(),
      names: z.strictObject({ en: z.string(), 'zh-Hans': z.string().nullable(), 'zh-Hant': z.string().nullable() }),
    }),
    items: z.array(entry),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'ActorTimeline' });

export type TimelineQuery = z.infer<typeof timelineQuerySchema>;
export type Timeline = z.infer<typeof timelineSchema>;
export type TimelineEntry = z.infer<typeof entry>;
export type TimelineBrief = z.infer<typeof brief>;
