import { z } from 'zod';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { RECOGNISED_BY } from './origin.repository.js';
import { MEASURES } from './relation.repository.js';

const attachment = z.strictObject({
  tier: z.enum(['T1', 'T2']),
  measure: z.enum(MEASURES),
  figure: z.number().describe('Bits that differ (hamming), or a share from 0 to 1.'),
  toArticleId: z.uuid(),
  decidedBy: z.string().nullable().describe('rule, or who accepted it.'),
});
const trailItem = z.strictObject({
  articleId: z.uuid(),
  title: z.string(),
  url: z.string().nullable(),
  canonicalUrl: z.string().nullable().describe('Without its scheme and without what tracks readers.'),
  host: z.string().nullable(),
  publisher: z.string().nullable(),
  tier: z.enum(SOURCE_TIERS),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  recognisedBy: z
    .enum(RECOGNISED_BY)
    .describe('How this place was recognised as its article (T0); first: it made the article.'),
  attachedBy: attachment.nullable().describe('What brought its article into the cluster; null: the lead.'),
});
const suggestion = z.strictObject({
  articleId: z.uuid(),
  title: z.string(),
  publisher: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  publishedAt: z.string().nullable(),
  tier: z.enum(['T1', 'T2']),
  measure: z.enum(MEASURES),
  figure: z.number(),
  shared: z.array(z.string()).describe('What both tell of: actor:…, name:…, amount:…, move:….'),
  isPreselected: z.boolean(),
  forArticleId: z.uuid().describe('The article of the cluster that it was compared with.'),
});

export const trailSchema = z
  .strictObject({
    leadId: z.uuid(),
    articles: z.int(),
    sources: z.int().describe('Different sites.'),
    independent: z.int().describe('Hands that tell the story in words of their own; copies count for none.'),
    earliest: z.strictObject({ url: z.string().nullable(), publisher: z.string().nullable(), firstSeenAt: z.string() }).nullable(),
    items: z.array(trailItem).describe('Every place, the earliest first.'),
    suggestions: z.array(suggestion).describe('Articles that may tell the same story, the likeliest first.'),
  })
  .meta({ id: 'ArticleTrail' }); // prettier-ignore

export type Trail = z.infer<typeof trailSchema>;
