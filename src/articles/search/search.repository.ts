import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { filterSql, type ArticleFilter } from '../inbox/inbox-filter.js';
import type { SearchHit } from './search.dto.js';

/** t: hits of the title, b: of title and body together that are none of the title alone. */
export type Section = 't' | 'b';
export type Grams = { title: readonly number[]; all: readonly number[]; actors: readonly number[] };
export type SearchedArticle = Omit<SearchHit, 'titleHighlights' | 'snippet' | 'publishedAt' | 'createdAt'> & {
  publishedAt: Date | null;
  createdAt: Date;
  body: string;
};

/** So many of the newest articles are looked through before the index is asked. */
const NEAR = 800;

type Stretch = { before: string | undefined; limit: number };

/**
 * The statement of one stretch of candidates, newest first. Grams are arrays of integers: whatever was typed, nothing of it is SQL.
 *
 * PostgreSQL cannot know how rare a gram is that its statistics do not list, and would walk an archive from its newest end to find a word that
 * is not there, reading every text's grams on the way. So it is never left to choose: `near` looks through the newest articles only, which
 * fills a page for every common word; `all` sorts by an expression that no index gives, so that the hits must come from the index of grams
 * or from that of a rare filter.
 */
export function candidatesSql(
  reach: 'near' | 'all',
  section: Section,
  grams: Grams,
  filter: ArticleFilter,
  { before, limit }: Stretch,
): { text: string; values: unknown[] } {
  const values: unknown[] = [grams.title, section === 't' ? grams.actors : grams.all];
  const found = foundSql(section, grams);
  const where = filterSql(filter, values);
  if (before !== undefined) values.push(before);
  const after = before === undefined ? '' : ` AND s.article_id < $${values.length}::uuid`;
  values.push(limit);
  const join = where === '' ? '' : ' JOIN article a ON a.id = s.article_id';
  const from =
    reach === 'all'
      ? 'article_search s'
      : `(SELECT s.* FROM article_search s WHERE true${after} ORDER BY s.article_id DESC LIMIT ${NEAR}) s`;
  const order = reach === 'all' ? `s.article_id::text COLLATE "C"` : 's.article_id';
  return {
    text: `SELECT s.article_id AS id FROM ${from}${join} WHERE ${found}${where}${after} ORDER BY ${order} DESC LIMIT $${values.length}`,
    values,
  };
}

function foundSql(section: Section, grams: Grams): string {
  if (section === 't')
    return `s.title_grams @> $1::int[] AND ${grams.actors.length > 0 ? 's.grams @> $2::int[]' : '$2::int[] IS NOT NULL'}`;
  return `s.grams @> $2::int[] AND ${grams.title.length > 0 ? 'NOT s.title_grams @> $1::int[]' : '$1::int[] IS NOT NULL'}`;
}

@Injectable()
export class SearchRepository {
  /** Ids in the order of arrival, the newest first. */
  async candidates(
    dataSource: DataSource,
    section: Section,
    grams: Grams,
    filter: ArticleFilter,
    stretch: Stretch,
  ): Promise<string[]> {
    const near = candidatesSql('near', section, grams, filter, stretch);
    const newest = await selectRows<{ id: string }>(dataSource, near.text, near.values);
    if (newest.length >= stretch.limit) return newest.map(({ id }) => id);
    const all = candidatesSql('all', section, grams, filter, stretch);
    const rows = await dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      return selectRows<{ id: string }>(manager, all.text, all.values);
    });
    return rows.map(({ id }) => id);
  }

  /** Newest first. */
  async read(db: Db, ids: readonly string[]): Promise<SearchedArticle[]> {
    return selectRows<SearchedArticle>(
      db,
      `SELECT a.id, a.lead_id AS "leadId", r.title, r.body, a.source_url AS "sourceUrl", a.publisher, a.published_at AS "publishedAt",
         a.created_at AS "createdAt", a.language, a.state, a.tier, a.score, a.topics
       FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id DESC`,
      [ids],
    );
  }
}
