import { z } from 'zod';
import { citedArticleSchema } from '#src/domain/article/cited-article.schema.js';
import { INBOX_STATES } from '#src/domain/article/inbox-state.js';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { TOPICS } from '#src/domain/reader/preferences.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

const MAX_TEXT = 2_000_000;
const title = z.string().trim().min(1).max(300);
const words = z.string().min(1).max(MAX_TEXT);
const sourceUrl = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain })
  .max(2_000)
  .regex(/^[^\s\p{Cc}\p{Cs}]+$/u, 'holds spaces or control characters')
  .describe('Where it was read; the identity of an article: the same URL with other words is a new revision.');
const publishedAt = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .refine(isInCalendar, 'is no time between the years 1000 and 9999')
  .describe('ISO 8601 instant or day. Relative dates in the text ("next spring") are resolved against it.');

/** PostgreSQL knows no year 0 and reads a year of five digits otherwise than we write it. */
function isInCalendar(time: string): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 1_000 && year <= 9_999;
}

const publisher = z.string().trim().min(1).max(200).refine(isStorable, NOT_STORABLE);

/** Exactly one of the two forms. */
function hasOneForm(body: { text?: string | undefined; html?: string | undefined }): boolean {
  return (body.text === undefined) !== (body.html === undefined);
}
const ONE_FORM = { message: 'give either text or html', path: ['text'] };

export const addArticleSchema = z
  .strictObject({
    title,
    text: words.optional().describe('Plain text, one line a paragraph.'),
    html: words.optional().describe('HTML; sanitised on the way in, its words become the text.'),
    sourceUrl: sourceUrl.optional(),
    publisher: publisher.optional(),
    publishedAt: publishedAt.optional(),
    language: z.enum(LOCALES).optional().describe('Left out, it is detected.'),
    canonicalUrl: sourceUrl
      .optional()
      .describe('The page’s own rel=canonical; believed unless it names a front page or a section.'),
    guid: z
      .string()
      .min(1)
      .max(1_000)
      .refine(isStorable, NOT_STORABLE)
      .optional()
      .describe('Its id in the feed, unique in its source or host.'),
    sourceTier: z
      .enum(SOURCE_TIERS)
      .optional()
      .describe('What is known of its source; goes before the tables of hosts.'),
  })
  .refine(hasOneForm, ONE_FORM)
  .meta({ id: 'AddArticle' });

export const reviseArticleSchema = z
  .strictObject({ title: title.optional(), text: words.optional(), html: words.optional() })
  .refine(hasOneForm, ONE_FORM)
  .meta({ id: 'ReviseArticle' });

export const patchArticleSchema = z
  .strictObject({
    publisher: publisher.nullable().optional(),
    publishedAt: publishedAt.nullable().optional(),
    language: z.enum(LOCALES).optional(),
  })
  .refine((body) => Object.keys(body).length > 0, { message: 'changes nothing' })
  .meta({ id: 'PatchArticle' });

export const articleListQuerySchema = z.strictObject({
  language: z.enum(LOCALES).optional(),
  q: z.string().trim().min(1).max(100).refine(isStorable, NOT_STORABLE).optional().describe('Words of the title.'),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Revisions are counted in a 32-bit column. */
export const revisionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const revisionHead = z.strictObject({
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  contentHash: z.string().describe('SHA-256 of title and text.'),
  characters: z.int().describe('Unicode characters of the text.'),
  extractedWith: z
    .string()
    .nullable()
    .describe('Version of the rules that looked for shifts; null while that is waiting.'),
  extractionTries: z.int().describe('Looks that were begun; after 5 that did not end, the text is left alone.'),
  broughtBy: z.string().nullable().describe('Who brought these words; null from before that was kept.'),
  strippedLines: z.int().describe('Lines of furniture that were taken out.'),
  createdAt: z.string(),
});
const articleHead = citedArticleSchema.extend({
  state: z.enum(INBOX_STATES),
  tier: z.enum(SOURCE_TIERS),
  score: z.int().describe('Relevance, 0 to 100.'),
  topics: z.array(z.enum(TOPICS)),
  leadId: z.uuid().nullable().describe('The article that stands for its cluster; null: this one does.'),
  createdAt: z.string(),
  updatedAt: z.string(),
  revision: revisionHead.describe('The current one.'),
});

export const articleListSchema = z
  .strictObject({ items: z.array(articleHead), nextCursor: z.uuid().nullable() })
  .meta({ id: 'ArticleList' });
export const articleSchema = articleHead
  .extend({ text: z.string().describe('Text of the current revision.'), revisions: z.array(revisionHead) })
  .meta({ id: 'Article' });
export const revisionSchema = revisionHead
  .extend({
    text: z.string(),
    html: z.string().nullable(),
    rawText: z.string().nullable().describe('The words as they came, where furniture was taken out of them.'),
    stripped: z
      .array(z.strictObject({ rule: z.string(), text: z.string() }))
      .describe('Lines that were taken out, with the rule that did.'),
  })
  .meta({ id: 'Revision' });
export const extractionSchema = z.strictObject({ revisionId: z.uuid() }).meta({ id: 'ExtractionAccepted' });

/** `sourceId`: the source whose visit brought it; nobody can claim one by the API. */
export type AddArticle = z.infer<typeof addArticleSchema> & { sourceId?: string | undefined };
export type PatchArticle = z.infer<typeof patchArticleSchema>;
export type ReviseArticle = z.infer<typeof reviseArticleSchema>;
export type ArticleListQuery = z.infer<typeof articleListQuerySchema>;
export type ArticleHead = z.infer<typeof articleHead>;
export type Article = z.infer<typeof articleSchema>;
export type RevisionHead = z.infer<typeof revisionHead>;
export type Revision = z.infer<typeof revisionSchema>;
