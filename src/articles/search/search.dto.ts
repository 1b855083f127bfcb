import { z } from 'zod';
import { INBOX_STATES } from '#src/domain/article/inbox-state.js';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { TOPICS } from '#src/domain/reader/preferences.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import { articleFilterFields } from '../inbox/inbox.dto.js';

export const searchQuerySchema = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(isStorable, NOT_STORABLE)
    .describe(
      'Words that must all occur, "phrases in quotes", actor:Amazon. One Han character alone is looked for in titles only.',
    ),
  ...articleFilterFields,
  cursor: z
    .string()
    .regex(/^[tb]\.[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'is no cursor of a search')
    .optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const span = z.strictObject({ start: z.int(), end: z.int() });
const hit = z.strictObject({
  id: z.uuid(),
  leadId: z.uuid().nullable().describe('The article that stands for its cluster; null: this one does.'),
  title: z.string(),
  titleHighlights: z.array(span).describe('UTF-16 offsets in the title.'),
  snippet: z.strictObject({ text: z.string(), highlights: z.array(span) }).describe('Offsets count in the snippet.'),
  sourceUrl: z.string().nullable(),
  publisher: z.string().nullable(),
  publishedAt: z.string().nullable(),
  createdAt: z.string(),
  language: z.enum(LOCALES),
  state: z.enum(INBOX_STATES),
  tier: z.enum(SOURCE_TIERS),
  score: z.int(),
  topics: z.array(z.enum(TOPICS)),
});
export const searchResultSchema = z
  .strictObject({
    items: z.array(hit),
    nextCursor: z.string().nullable().describe('More may follow, also after a short page.'),
  })
  .meta({ id: 'ArticleSearch' });

export type SearchInput = z.infer<typeof searchQuerySchema>;
export type SearchHit = z.infer<typeof hit>;
