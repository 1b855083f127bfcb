import { z } from 'zod';
import { localisedText } from '../locale/localised.schema.js';
import { isStorable, NOT_STORABLE } from '../text/storable.js';

/** Which part of a seller's work it touches. */
export const AFFECTED = [
  'fees',
  'ads',
  'listing',
  'account',
  'logistics',
  'customs',
  'compliance',
  'payments',
  'sourcing',
  'support',
  'ai-tools',
] as const;
/** Where the buyers are. */
export const MARKETS = ['us', 'ca', 'eu', 'uk', 'jp', 'kr', 'sea', 'latam', 'me', 'au', 'cn', 'world'] as const;
export const HORIZONS = ['now', 'quarter', 'later'] as const;
export const IMPACT_LIMITS = { platforms: 8, check: 300 } as const;

const words = (most: number) => z.string().trim().min(1).max(most).refine(isStorable, NOT_STORABLE);

/** A day by which a seller should have acted, with the words of the article that say it: nobody's own guess becomes a deadline. */
export const deadlineSchema = z.strictObject({
  day: z.iso.date(),
  text: words(300).describe('The words of the article that say this day.'),
});

/**
 * What a shift means for a seller, besides an editor's sentences: who is affected, where, until when, what to look at. An editor's always;
 * rules only suggest it.
 */
export const impactFactsSchema = z
  .strictObject({
    affected: z.array(z.enum(AFFECTED)).max(AFFECTED.length).default([]),
    platforms: z
      .array(words(60))
      .max(IMPACT_LIMITS.platforms)
      .default([])
      .describe('Names as a seller knows them: "Amazon", "TikTok Shop".'),
    markets: z.array(z.enum(MARKETS)).max(MARKETS.length).default([]),
    horizon: z.enum(HORIZONS).nullable().default(null),
    check: localisedText(IMPACT_LIMITS.check)
      .default({})
      .describe('What to look at or do, per locale; its numbers must stand in the evidence.'),
    deadline: deadlineSchema.nullable().default(null),
  })
  .meta({ id: 'ImpactFacts' });

export type ImpactFacts = z.infer<typeof impactFactsSchema>;
export type Affected = (typeof AFFECTED)[number];
export type Market = (typeof MARKETS)[number];
export type Horizon = (typeof HORIZONS)[number];
