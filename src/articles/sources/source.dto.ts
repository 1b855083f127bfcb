import { z } from 'zod';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { IDENTITY_POLICIES } from '#src/domain/ingest/identity-policy.js';
import { isZone } from '#src/domain/ingest/zones.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';
import { FETCH_OUTCOMES, SOURCE_KINDS, SOURCE_STATES } from './source-rows.js';

/** What is no URL at all is said by another rule. */
function hasNoLogin(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

const words = (most: number) => z.string().trim().min(1).max(most).refine(isStorable, NOT_STORABLE);
export const webUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(hasNoLogin, 'holds a user name or password');
const zone = z.string().max(64).refine(isZone, 'is no IANA time zone such as Asia/Shanghai');
const tier = z
  .enum(SOURCE_TIERS)
  .describe('How near it is to what it reports; unknown: its host and publisher decide.');
const intervalMinutes = z
  .int()
  .min(15)
  .max(10_080)
  .describe('Time between two visits; 15 minutes at least, out of courtesy.');

const given = {
  title: words(300),
  publisher: words(200).nullable().describe('Name on its articles. Null: what the pages say, else the title.'),
  tier,
  zone: zone.describe('IANA zone of times that name none.'),
  language: z.enum(LOCALES).nullable().describe('For texts too short to tell. Null: detected, or the item fails.'),
  intervalMinutes,
};

export const addSourceSchema = z
  .strictObject({
    url: webUrl.describe('A feed, a page to watch, or a site whose feed is looked for.'),
    kind: z.enum(SOURCE_KINDS).default('feed'),
    title: given.title.optional().describe('Left out: what the feed or page calls itself.'),
    publisher: given.publisher.optional(),
    tier: given.tier.default('unknown'),
    zone: given.zone.optional().describe('Left out: Asia/Shanghai or Asia/Taipei by its language, else UTC.'),
    language: given.language.optional(),
    intervalMinutes: intervalMinutes.default(60),
  })
  .meta({ id: 'AddSource' });

export const patchSourceSchema = z
  .strictObject({
    url: webUrl.optional().describe('A new address starts afresh with its server; known items stay known.'),
    title: given.title.optional(),
    publisher: given.publisher.optional(),
    tier: given.tier.optional(),
    zone: given.zone.optional(),
    language: given.language.optional(),
    intervalMinutes: intervalMinutes.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, { message: 'changes nothing' })
  .meta({ id: 'PatchSource' });

export const previewSourceSchema = z
  .strictObject({
    url: webUrl,
    kind: z.enum(['feed', 'page']).default('feed'),
    zone: given.zone.default('UTC'),
    language: given.language.optional(),
  })
  .meta({ id: 'PreviewSource' });

export const sourceListQuerySchema = z.strictObject({
  state: z.enum(SOURCE_STATES).optional(),
  kind: z.enum(SOURCE_KINDS).optional(),
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const healthQuerySchema = z.strictObject({
  cursor: z.uuid().optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const instant = z.string().nullable();
export const sourceSchema = z
  .strictObject({
    id: z.uuid(),
    url: z.string(),
    kind: z.enum(SOURCE_KINDS),
    title: z.string(),
    publisher: z.string().nullable(),
    tier: z.enum(SOURCE_TIERS),
    zone: z.string(),
    language: z.enum(LOCALES).nullable(),
    intervalMinutes: z.number(),
    state: z
      .enum(SOURCE_STATES)
      .describe('failing: three visits in a row failed, and it is visited all the same; gone: 410.'),
    identityPolicy: z
      .enum(IDENTITY_POLICIES)
      .nullable()
      .describe('By what its items are told apart; null before the first fetch.'),
    health: z.strictObject({
      failures: z.int().describe('In a row.'),
      code: z.string().nullable().describe('Why the last visit failed.'),
      lastOutcome: z.enum(FETCH_OUTCOMES).nullable(),
      lastWarnings: z.array(z.string()),
      lastVisitAt: instant,
      lastSuccessAt: instant,
      lastNewAt: instant.describe('When it last had a new item.'),
      nextVisitAt: instant.describe('Null: none is planned.'),
      itemsWaiting: z.int(),
      itemsDone: z.int(),
      itemsFailed: z.int(),
    }),
    createdAt: z.string(),
  })
  .meta({ id: 'Source' });
export const sourceListSchema = z
  .strictObject({ items: z.array(sourceSchema), nextCursor: z.uuid().nullable() })
  .meta({ id: 'SourceList' });

export const visitSchema = z.strictObject({
  id: z.uuid(),
  at: z.string(),
  outcome: z
    .enum(FETCH_OUTCOMES)
    .describe('unchanged: 304; same: 200 with the bytes of before; later: 429 or 503 with Retry-After.'),
  code: z.string().nullable(),
  status: z.int().nullable().describe('HTTP status; null when no answer came.'),
  bytes: z.int().describe('On the line.'),
  milliseconds: z.int(),
  charset: z.string().nullable(),
  charsetWhy: z.string().nullable(),
  warnings: z.array(z.string()),
  items: z.strictObject({ new: z.int(), updated: z.int(), known: z.int() }),
  articles: z
    .strictObject({ new: z.int(), updated: z.int(), duplicate: z.int(), failed: z.int() })
    .describe('They follow as the items of this visit are read.'),
});
export const troubledItemSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum(['waiting', 'failed']),
  title: z.string(),
  link: z.string().nullable(),
  code: z.string().nullable(),
  tries: z.int(),
  nextAt: z.string(),
});
export const sourceHealthSchema = z
  .strictObject({
    source: sourceSchema,
    visits: z.array(visitSchema),
    nextCursor: z.uuid().nullable(),
    troubledItems: z.array(troubledItemSchema).describe('Newest 20 that failed or are tried again.'),
  })
  .meta({ id: 'SourceHealth' });

export const previewSchema = z
  .strictObject({
    url: z.string().describe('The feed, when the site led to one.'),
    kind: z.enum(['feed', 'page']),
    title: z.string().nullable(),
    language: z.string().nullable(),
    charset: z.string(),
    charsetWhy: z.string(),
    warnings: z.array(z.string()),
    identityPolicy: z.enum(IDENTITY_POLICIES).nullable(),
    items: z.array(
      z.strictObject({
        title: z.string(),
        link: z.string().nullable(),
        publishedAt: z.string(),
        dateSource: z.string(),
        characters: z.int(),
        needsPage: z.boolean(),
        warnings: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'SourcePreview' });

export const opmlInSchema = z.strictObject({ opml: z.string().min(1).max(2_000_000) }).meta({ id: 'OpmlImport' });
export const opmlOutcomeSchema = z
  .strictObject({
    added: z.int(),
    known: z.int(),
    rejected: z.array(z.strictObject({ url: z.string(), reason: z.string() })),
  })
  .meta({ id: 'OpmlOutcome' });

export type AddSource = z.infer<typeof addSourceSchema>;
export type PatchSource = z.infer<typeof patchSourceSchema>;
export type PreviewSource = z.infer<typeof previewSourceSchema>;
export type SourceListQuery = z.infer<typeof sourceListQuerySchema>;
export type Source = z.infer<typeof sourceSchema>;
export type SourceVisitOut = z.infer<typeof visitSchema>;
export type SourceHealth = z.infer<typeof sourceHealthSchema>;
export type SourcePreview = z.infer<typeof previewSchema>;
export type OpmlOutcome = z.infer<typeof opmlOutcomeSchema>;
