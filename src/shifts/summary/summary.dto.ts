import { z } from 'zod';
import { LOCALES } from '#src/domain/locale/locale.js';
import { SUMMARY_BASES } from '#src/domain/summary/summarise.js';
import { SUMMARY_BUDGETS } from '#src/domain/summary/summary-length.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const offset = z.int().min(0);

export const summaryQuerySchema = z.strictObject({
  budget: z.coerce
    .number()
    .pipe(z.literal(SUMMARY_BUDGETS))
    .default(240)
    .describe('Characters in Chinese; an English summary gets the same width, about twice as many letters.'),
  locale: z.enum(LOCALES).optional().describe('Whose words; the language of the article when left out.'),
});

export const summaryTextSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1)
      .max(1_000)
      .refine(isStorable, NOT_STORABLE)
      .describe('Every number in it must occur in the article.'),
  })
  .meta({ id: 'SummaryText' });

export const summarySchema = z
  .strictObject({
    articleId: z.uuid(),
    revisionId: z.uuid(),
    locale: z.enum(LOCALES),
    budget: z.literal(SUMMARY_BUDGETS),
    text: z.string().describe('Empty when the article holds no sentence that fits.'),
    origin: z
      .enum(['editor', 'article', 'machine', 'headlines'])
      .describe('editor: own words. article: its sentences. machine: translated by a model, unedited. headlines: made from the data of the shifts.'),
    isConverted: z.boolean().describe('Written in the other Chinese script by conversion; a converted quote is marked 〔繁〕 or 〔简〕.'),
    basis: z.enum(SUMMARY_BASES).describe('What chose the sentences: confirmed shifts, sure proposals, or what is central.'),
    sentences: z
      .array(z.strictObject({ start: offset, end: offset, quote: z.string() }))
      .describe('The sentences of the article, verbatim, with UTF-16 offsets in the text of the revision.'),
    suggestions: z
      .array(
        z.strictObject({
          start: offset,
          end: offset,
          word: z.strictObject({ start: offset, end: offset, text: z.string() }),
          name: z.string().nullable(),
        }),
      )
      .describe('Sentences left out because they begin with "he" or "this", and whose name may stand there; for an editor, never applied.'),
    unprovenNumbers: z.array(z.string()).describe('Numbers of an editor’s text that the present revision does not say any more.'),
  })
  .meta({ id: 'ArticleSummary' }); // prettier-ignore

export type SummaryQuery = z.infer<typeof summaryQuerySchema>;
export type SummaryText = z.infer<typeof summaryTextSchema>;
export type SummaryOut = z.infer<typeof summarySchema>;
