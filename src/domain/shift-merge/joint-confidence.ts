/** No number of sources makes a certainty. */
const MOST = 0.99;

/**
 * How sure a claim is that several sources tell: each publisher counts once, with the surest of its articles, and lowers what doubt is left.
 * A source whose publisher is not known counts as one with all others like it. Never below the surest of them.
 */
export function jointConfidence(sources: readonly { publisher: string | null; confidence: number }[]): number {
  const surest = new Map<string | null, number>();
  for (const { publisher, confidence } of sources) {
    surest.set(publisher, Math.max(confidence, surest.get(publisher) ?? 0));
  }
  const doubt = [...surest.values()].reduce((left, confidence) => left * (1 - confidence), 1);
  const most = Math.max(0, ...surest.values());
  return Math.max(most, Math.min(MOST, Math.round((1 - doubt) * 1000) / 1000));
}
