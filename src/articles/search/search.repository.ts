import { Injectable } from '@nestjs/common';
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

/**
 * The statement of one stretch of candidates, newest first. Grams are arrays of integers: whatever was typed, nothing of it is SQL.
 */
export function candidatesSql(
  section: Section,
  grams: Grams,
  filter: ArticleFilter,
  { before, limit }: { before: string | undefined; limit: number },
): { text: string; values: unknown[] } {
  const values: unknown[] = [grams.title, section === 't' ? grams.actors : grams.all];
  const found =
    section === 't'
      ? `s.title_grams @> $1::int[]${grams.actors.length > 0 ? ' AND s.grams @> $2::int[]' : ' AND $2::int[] IS NOT NULL'}`
      : `s.grams @> $2::int[] AND ${grams.title.length > 0 ? 'NOT s.title_grams @> $1::int[]' : '$1::int[] IS NOT NULL'}`;
  const where = filterSql(filter, values);
  if (before !== undefined) values.push(before);
  const after = before === undefined ? '' : ` AND s.article_id < $${values.length}::uuid`;
  values.push(limit);
  const join = where === '' ? '' : ' JOIN article a ON a.id = s.article_id';
  return {
    text: `SELECT s.article_id AS id FROM article_search s${join} WHERE ${found}${where}${after} ORDER BY s.article_id DESC LIMIT $${values.length}`,
    values,
  };
}

@Injectable()
export class SearchRepository {
  async candidates(db: Db, ...asked: Parameters<typeof candidatesSql>): Promise<string[]> {
    const { text, values } = candidatesSql(...asked);
    return (await selectRows<{ id: string }>(db, text, values)).map(({ id }) => id);
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
