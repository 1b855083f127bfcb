import type { EditionItem, Previously } from '#src/domain/edition/edition.schema.js';
import type { Localised } from '#src/domain/locale/locale.js';
import type { EditionShift } from '#src/shifts/index.js';

export type OwnWords = { headline: Localised; impact: Localised };

/** A live shift as an edition shows it. The edition's own words go before the shift's. */
export function composeItem(words: OwnWords, shift: EditionShift, previously: Previously | null): EditionItem {
  return {
    shiftId: shift.id,
    shiftVersion: shift.version,
    revisionId: shift.revisionId,
    claim: shift.claim,
    headline: { ...shift.headline, ...words.headline },
    impact: { ...shift.impact, ...words.impact },
    impactFacts: shift.impactFacts,
    previously,
    article: { ...shift.article, publishedAt: shift.article.publishedAt?.toISOString() ?? null },
  };
}
