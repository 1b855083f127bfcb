/** From here on a pair is offered to the editor, and from the second on ticked already. */
export const OFFER_FROM = 0.1;
export const PRESELECT_FROM = 0.2;
/** Stories are told within so many days. */
export const STORY_DAYS = 14;

/** In how many of how many articles a feature occurs. */
export interface FeatureCounts {
  articles: number;
  of: ReadonlyMap<string, number>;
}

/** Rare features weigh more; one that nobody counted yet weighs as if it stood here only. */
export function idf(feature: string, { articles, of }: FeatureCounts): number {
  const standing = Math.max(1, of.get(feature) ?? 1);
  return Math.log(1 + Math.max(articles, standing) / standing);
}

/** Cosine of two articles' features weighted by idf, 0 to 1, and what they share, the weightiest first. */
export function storySimilarity(
  a: readonly string[],
  b: readonly string[],
  counts: FeatureCounts,
): { figure: number; shared: string[] } {
  const others = new Set(b);
  const shared = a.filter((feature) => others.has(feature));
  const square = (features: readonly string[]): number =>
    features.reduce((sum, feature) => sum + idf(feature, counts) ** 2, 0);
  const norms = Math.sqrt(square(a) * square(b));
  return {
    figure: norms === 0 ? 0 : Math.min(1, square(shared) / norms),
    shared: shared.sort((x, y) => idf(y, counts) - idf(x, counts) || (x < y ? -1 : 1)),
  };
}

/**
 * Whether a pair is worth an editor's look: similar enough, and sharing more than the name of one company, which half of a week's news may
 * share.
 */
export function isOffer({ figure, shared }: { figure: number; shared: readonly string[] }): boolean {
  return figure >= OFFER_FROM && shared.length >= 2;
}
