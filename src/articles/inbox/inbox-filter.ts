import type { InboxState } from '#src/domain/article/inbox-state.js';
import type { SourceTier } from '#src/domain/article/worth/source-tier.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Topic } from '#src/domain/reader/preferences.js';

/** What inbox and search may be narrowed to. */
export type ArticleFilter = {
  state?: InboxState | undefined;
  topic?: Topic | undefined;
  tier?: SourceTier | undefined;
  language?: Locale | undefined;
  host?: string | undefined;
  sourceId?: string | undefined;
  /** Days in UTC, both inclusive; of publication, or of arrival where that is unknown. */
  from?: string | undefined;
  to?: string | undefined;
  hasProposals?: boolean | undefined;
  minScore?: number | undefined;
};

/**
 * The conditions of a filter over `article a`, each ` AND …`; what they compare with is appended to `values`. Only what is asked for stands in
 * the statement, so that PostgreSQL plans just that.
 */
export function filterSql(filter: ArticleFilter, values: unknown[]): string {
  const conditions: string[] = [];
  const add = (value: unknown, condition: (parameter: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(` AND ${condition(`$${values.length}`)}`);
  };
  add(filter.state, (p) => `a.state = ${p}`);
  add(filter.topic, (p) => `a.topics @> ARRAY[${p}::text]`);
  add(filter.tier, (p) => `a.tier = ${p}`);
  add(filter.language, (p) => `a.language = ${p}`);
  add(filter.host, (p) => `a.host = ${p}`);
  add(filter.sourceId, (p) => `a.source_id = ${p}`);
  add(filter.minScore, (p) => `a.score >= ${p}::int`);
  add(filter.from, (p) => `coalesce(a.published_at, a.created_at) >= (${p}::date)::timestamp AT TIME ZONE 'UTC'`);
  add(filter.to, (p) => `coalesce(a.published_at, a.created_at) < (${p}::date + 1)::timestamp AT TIME ZONE 'UTC'`);
  if (filter.hasProposals !== undefined)
    conditions.push(` AND a.open_proposals ${filter.hasProposals ? '> 0' : '= 0'}`);
  return conditions.join('');
}
