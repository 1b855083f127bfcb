import { z } from 'zod';
import { LOCALES } from '../locale/locale.js';

/** Where a shift was read. */
export const citedArticleSchema = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  sourceUrl: z.string().nullable(),
  publisher: z.string().nullable(),
  publishedAt: z.string().nullable().describe('ISO 8601 instant.'),
  language: z.enum(LOCALES),
});

export type CitedArticle = z.infer<typeof citedArticleSchema>;
