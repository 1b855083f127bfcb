import { z } from 'zod';
import { citedArticleSchema } from '#src/domain/article/cited-article.schema.js';
import { INBOX_STATES } from '#src/domain/article/inbox-state.js';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { LOCALES } from '#src/domain/locale/locale.js';
import { TOPICS } from '#src/domain/reader/preferences.js';
import { isStorable, NOT_STORABLE } from '#src/domain/text/storable.js';

/** Filters that inbox and search have in common. */
export const articleFilterFields = {
  state: z.enum(INBOX_STATES).optional(),
  topic: z.enum(TOPICS).optional(),
  tier: z.enum(SOURCE_TIERS).optional(),
  language: z.enum(LOCALES).optional(),
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9.-]{1,253}$/, 'is no host name')
    .optional()
    .describe('Site without www.'),
  sourceId: z.uuid().optional(),
  from: z.iso.date().optional().describe('First day in UTC, of publication, else of arrival.'),
  to: z.iso.date().optional().describe('Last day.'),
  hasProposals: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('Whether shifts wait for a decision.'),
  minScore: z.coerce.number().int().min(0).max(100).optional(),
};

const UUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export const inboxQuerySchema = z
  .strictObject({
    ...articleFilterFields,
    sort: z.enum(['time', 'score']).default('time').describe('Newest arrival first, or most relevant first.'),
    cursor: z
      .string()
      .regex(new RegExp(`^(?:\\d{1,3}\\.)?${UUID}$`), 'is no cursor of this list')
      .optional()
      .describe('`nextCursor` of the page before.'),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  })
  .refine(({ sort, cursor }) => cursor === undefined || cursor.includes('.') === (sort === 'score'), {
    message: 'belongs to another order',
    path: ['cursor'],
  });

const clusterSchema = z.strictObject({
  articles: z.int().describe('Articles in the cluster, this one included.'),
  sources: z.int().describe('Different sites that carry it.'),
  earliest: z
    .strictObject({ url: z.string().nullable(), publisher: z.string().nullable(), firstSeenAt: z.string() })
    .nullable()
    .describe('Where it was seen first.'),
});
const inboxItem = citedArticleSchema.extend({
  host: z.string().nullable(),
  state: z.enum(INBOX_STATES),
  stateReason: z.string().nullable(),
  stateBy: z.string().nullable(),
  stateAt: z.string().nullable(),
  tier: z.enum(SOURCE_TIERS),
  score: z.int(),
  topics: z.array(z.enum(TOPICS)),
  openProposals: z.int(),
  createdAt: z.string(),
  cluster: clusterSchema,
});
export const inboxSchema = z
  .strictObject({ items: z.array(inboxItem), nextCursor: z.string().nullable() })
  .meta({ id: 'Inbox' });
export const inboxCountsSchema = z
  .strictObject({ new: z.int(), kept: z.int(), dismissed: z.int() })
  .meta({ id: 'InboxCounts' });

export const moveArticlesSchema = z
  .strictObject({
    ids: z.array(z.uuid()).min(1).max(500),
    to: z.enum(INBOX_STATES),
    expected: z
      .array(z.enum(INBOX_STATES))
      .min(1)
      .max(3)
      .describe('Only articles in one of these states are moved; the others are told.'),
    reason: z.string().trim().min(1).max(300).refine(isStorable, NOT_STORABLE).optional(),
  })
  .meta({ id: 'MoveArticles' });
export const moveOutcomesSchema = z
  .strictObject({
    moveId: z.uuid().nullable().describe('For undo; null when nothing was moved.'),
    outcomes: z.array(
      z.strictObject({
        id: z.uuid(),
        outcome: z
          .enum(['moved', 'unchanged', 'changed', 'folded', 'unknown'])
          .describe(
            'unchanged: it stands there already; changed: in a state that was not expected; folded: another article leads its cluster.',
          ),
        state: z.enum(INBOX_STATES).optional(),
        leadId: z.uuid().optional(),
      }),
    ),
  })
  .meta({ id: 'MoveOutcomes' });

export type InboxQuery = z.infer<typeof inboxQuerySchema>;
export type InboxItem = z.infer<typeof inboxItem>;
export type MoveArticles = z.infer<typeof moveArticlesSchema>;
export type MoveOutcomes = z.infer<typeof moveOutcomesSchema>;
