/** An audience that is part of other audiences: who got one of `editions`, less those who got, or may still get, one of `without`. */
export type ReadersOf = { editions: readonly string[]; without: readonly string[] };

/**
 * The same as a condition over `s`, a row of subscriber, with parameters from `$first` on. Got it: a relay took the mail, or may have. Each edition
 * and reader is one row of the ledger, so who got two of the editions is found once.
 */
export function readersOfSql(readers: ReadersOf | undefined, first: number): { text: string; values: unknown[] } {
  if (readers === undefined) return { text: 'true', values: [] };
  return {
    text: `EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = ANY ($${first}::uuid[]) AND d.subscriber_id = s.id
        AND d.state IN ('accepted', 'uncertain'))
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.edition_id = ANY ($${first + 1}::uuid[]) AND d.subscriber_id = s.id
        AND d.state NOT IN ('failed', 'suppressed', 'cancelled'))`,
    values: [[...readers.editions], [...readers.without]],
  };
}
