import type { OptionalPurpose } from '../consent/purpose.js';
import type { Locale } from '../locale/locale.js';

/** How often a reader wants mail: every edition, one a week, or only what moves a lot. Stored, like all words here, so never renamed in place. */
export const RHYTHMS = ['daily', 'weekly', 'high-impact'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export const TOPICS = [
  'marketplace-amazon', 'marketplace-temu-shein', 'marketplace-tiktok-social', 'marketplace-others', 'independent-store', 'ads-marketing',
  'ai-models', 'ai-tools-commerce', 'payments-fx', 'logistics', 'tariffs-customs', 'compliance-tax', 'regulation-privacy',
  'investment-capex', 'layoffs-org',
] as const; // prettier-ignore
export type Topic = (typeof TOPICS)[number];

/** Where a reader sells; ids are those of the actor lexicon. */
export const PLATFORMS = [
  'amazon', 'temu', 'shein', 'tiktok-shop', 'aliexpress', 'alibaba', 'shopee', 'lazada', 'ebay', 'walmart', 'mercado-libre', 'ozon',
  'shopify', 'etsy', 'rakuten', 'coupang',
] as const; // prettier-ignore
export type Platform = (typeof PLATFORMS)[number];

export const MARKETS = ['us', 'eu', 'uk', 'jp', 'kr', 'sea', 'latam', 'me', 'other'] as const;
export type Market = (typeof MARKETS)[number];

/** Actors that one reader may follow. */
export const MOST_ACTORS = 50;

/** What a reader chose. Empty lists mean everything; `actors` are ids of the lexicon. */
export type Preferences = {
  locale: Locale;
  /** Shown beside the first one; null: one language only. */
  secondLocale: Locale | null;
  /** IANA. */
  timeZone: string;
  rhythm: Rhythm;
  /** 0 to 23, in the reader's zone. */
  localHour: number;
  /** The day on which mail begins again, `YYYY-MM-DD` in the reader's zone. */
  pausedUntil: string | null;
  topics: readonly Topic[];
  platforms: readonly Platform[];
  markets: readonly Market[];
  actors: readonly string[];
  /** Consents beside the newsletter. */
  allowed: readonly OptionalPurpose[];
};

export const DEFAULT_PREFERENCES: Omit<Preferences, 'locale' | 'timeZone'> = {
  secondLocale: null,
  rhythm: 'daily',
  localHour: 8,
  pausedUntil: null,
  topics: [],
  platforms: [],
  markets: [],
  actors: [],
  allowed: [],
};
