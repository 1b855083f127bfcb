import { z } from 'zod';
import { SOURCE_TIERS } from '#src/domain/article/worth/source-tier.js';
import { TOPICS } from '#src/domain/reader/preferences.js';

export const setTopicsSchema = z
  .strictObject({
    topics: z
      .array(z.enum(TOPICS))
      .max(TOPICS.length)
      .refine((topics) => new Set(topics).size === topics.length, 'names a topic twice')
      .nullable()
      .describe('What an editor says; null: the rule decides again.'),
  })
  .meta({ id: 'SetArticleTopics' });

export const appraisalSchema = z
  .strictObject({
    score: z.int(),
    points: z
      .array(
        z.strictObject({
          reason: z.enum(['tier', 'topics', 'shifts', 'amount', 'deadline', 'platforms', 'markets', 'sources']),
          points: z.int(),
          detail: z.array(z.string()),
        }),
      )
      .describe('Their sum is the score, 100 at most.'),
    tier: z.strictObject({
      tier: z.enum(SOURCE_TIERS),
      by: z.enum(['source', 'host', 'publisher', 'none']),
      entry: z.string().nullable().describe('The entry of the table that decided.'),
    }),
    topics: z.array(z.enum(TOPICS)).describe('What counts: the editor’s where there are any.'),
    editorTopics: z.array(z.enum(TOPICS)).nullable(),
    ruleTopics: z.array(
      z.strictObject({
        topic: z.enum(TOPICS),
        weight: z.number(),
        cues: z.array(
          z.strictObject({
            cue: z.string(),
            isStrong: z.boolean(),
            zone: z.enum(['title', 'shifts', 'body']),
            times: z.int(),
          }),
        ),
      }),
    ),
    appraisedAt: z.string(),
  })
  .meta({ id: 'ArticleAppraisal' });

export const catalogProgressSchema = z
  .strictObject({
    version: z.int().describe('Number of the rules.'),
    changed: z.int().describe('Articles whose shifts or sources changed and that wait for a look.'),
    outdated: z.int().describe('Articles that were last looked at by older rules.'),
  })
  .meta({ id: 'CatalogProgress' });

export type AppraisalOut = z.infer<typeof appraisalSchema>;
export type SetTopics = z.infer<typeof setTopicsSchema>;
