import type { SourceTier } from '#src/domain/article/worth/source-tier.js';
import type { Locale } from '#src/domain/locale/locale.js';

/** What the reader of an item must know of its source. */
export type SourceFacts = {
  title: string;
  publisher: string | null;
  tier: SourceTier;
  zone: string;
  language: Locale | null;
};
