import { z } from 'zod';
import { STAGES } from '#src/domain/format/stage.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { AFFECTED, HORIZONS, MARKETS } from '#src/domain/shift-impact/impact.schema.js';
import { amountSchema, MODALITIES, SHIFT_KINDS, shiftDateSchema } from '#src/domain/shift/shift.schema.js';

const locale = z.enum(LOCALES);
const isoDay = z.iso.date();
const isoInstant = z.union([z.iso.datetime({ offset: true }), isoDay]);

/** What a seller may do about it, as far as an editor said so. */
const sellersSchema = z.strictObject({
  affected: z.array(z.enum(AFFECTED)),
  platforms: z.array(z.string()),
  markets: z.array(z.enum(MARKETS)),
  horizon: z.enum(HORIZONS).nullable(),
  check: z.string().nullable().describe('In this locale.'),
  deadline: isoDay.nullable(),
});

/** What an earlier edition said and is not right. */
export const digestCorrectionSchema = z.strictObject({
  edition: z.strictObject({ number: z.int().min(1), date: isoDay }),
  said: z.string().min(1).describe('Its headline then.'),
  quote: z.strictObject({ text: z.string().min(1), language: locale }),
  now: z.string().nullable().describe('The headline now; null: the shift is withdrawn.'),
  nowQuote: z.strictObject({ text: z.string().min(1), language: locale }).nullable(),
  note: z.string().nullable().describe('Why, in the editor’s words in this locale.'),
});

/** One shift as a block of the mail. Words are plain text in any script; nothing here is markup or a template. */
export const digestShiftSchema = z
  .strictObject({
    id: z.string().min(1),
    kind: z.enum(SHIFT_KINDS),
    actor: z.strictObject({
      name: z.string().min(1).describe('As this reader should see it.'),
      surface: z.string().min(1).describe('The words of the text.'),
    }),
    headline: z
      .string()
      .nullable()
      .describe("The editor's words in this locale; null: a structured headline is made from the data."),
    from: z.string().nullable(),
    to: z.string().nullable(),
    object: z.string().nullable(),
    amounts: z.array(amountSchema),
    date: shiftDateSchema.nullable(),
    modality: z.enum(MODALITIES),
    negated: z.boolean(),
    attribution: z.string().nullable().describe('Who says so, in the words of the text.'),
    quote: z.strictObject({
      text: z.string().min(1).describe('Verbatim, never translated or converted.'),
      language: locale.describe('Also the language of from, to, object, attribution and the source title.'),
    }),
    impact: z.string().nullable().describe("What it means for sellers, in the editor's words in this locale."),
    sellers: sellersSchema.nullable().optional(),
    previously: z
      .strictObject({ headline: z.string().min(1), date: isoDay, stage: z.enum(STAGES) })
      .nullable()
      .optional()
      .describe('The shift that an editor said this one goes on from.'),
    machineWritten: z
      .array(z.enum(['headline', 'impact']))
      .optional()
      .describe('What a model translated and no editor has taken over; it carries a label wherever it is shown.'),
    converted: z
      .array(z.enum(['headline', 'impact']))
      .optional()
      .describe('What was written in the other Chinese script; the mail says so once.'),
    source: z.strictObject({
      title: z.string().min(1),
      url: z.url({ protocol: /^https?$/ }).nullable(),
      publisher: z.string().nullable(),
      publishedAt: isoInstant.nullable(),
    }),
  })
  .meta({ id: 'DigestShift' });

/** Everything a digest in one locale shows. Two readers with equal views share one render. */
export const digestViewSchema = z
  .strictObject({
    locale,
    edition: z.strictObject({
      number: z.int().min(1),
      title: z.string().describe('One for all locales; where a reader could not read it the subject stands for it.'),
      date: isoDay.describe('The day that stands in the masthead.'),
    }),
    masthead: z.strictObject({ name: z.string().min(1) }),
    subject: z.string(),
    preheader: z
      .string()
      .optional()
      .describe('The inbox line after the subject; made from the headlines when missing.'),
    intro: z.string().nullable(),
    previousEditionDate: isoDay.nullable().describe('For "since last edition"; null for the first one.'),
    corrections: z.array(digestCorrectionSchema).optional(),
    shifts: z.array(digestShiftSchema),
    footer: z.strictObject({ postalAddress: z.string().min(1) }),
  })
  .meta({ id: 'DigestView' });

export type DigestCorrection = z.infer<typeof digestCorrectionSchema>;
export type DigestShift = z.infer<typeof digestShiftSchema>;
export type DigestView = z.infer<typeof digestViewSchema>;
