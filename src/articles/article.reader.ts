import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { Article, ArticleListQuery, Revision, RevisionHead } from './article.dto.js';
import { ArticleRepository } from './article.repository.js';

/** A revision with what extraction needs to know of its article. */
export type ReadableRevision = {
  id: string;
  articleId: string;
  title: string;
  body: string;
  publishedAt: Date | null;
  language: Locale;
  extractedWith: string | null;
  isCurrent: boolean;
};

/** A text that ended its worker so often is left alone until an editor asks again. */
export const MAX_EXTRACTION_TRIES = 3;

@Injectable()
export class ArticleReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleRepository,
  ) {}

  async list({ language, q, cursor, limit }: ArticleListQuery) {
    const rows = await this.articles.list(this.dataSource, { language, q, before: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async read(id: string): Promise<Article> {
    const article = await this.articles.find(this.dataSource, id);
    if (article === undefined) throw new NotFoundError('article', id);
    return { ...article, revisions: await this.articles.revisions(this.dataSource, id) };
  }

  /** In the order they came. */
  async revisions(articleId: string): Promise<RevisionHead[]> {
    const revisions = await this.articles.revisions(this.dataSource, articleId);
    if (revisions.length === 0) throw new NotFoundError('article', articleId);
    return revisions;
  }

  async readRevision(articleId: string, number: number): Promise<Revision> {
    const revision = await this.articles.revision(this.dataSource, articleId, number);
    if (revision === undefined) throw new NotFoundError('revision', `${articleId}/${number}`);
    return revision;
  }

  async revision(db: Db, revisionId: string): Promise<ReadableRevision | undefined> {
    return this.readable(db, 'r.id = $1', revisionId);
  }

  async currentRevision(db: Db, articleId: string): Promise<ReadableRevision | undefined> {
    return this.readable(db, 'a.id = $1 AND r.id = a.current_revision_id', articleId);
  }

  /** The id of the current revision, which stays the current one until the caller's transaction ends. */
  async lockCurrentRevision(manager: EntityManager, articleId: string): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `SELECT current_revision_id AS id FROM article WHERE id = $1 FOR NO KEY UPDATE`,
      [articleId],
    );
    return row?.id;
  }

  /** Counts one more look at a revision, before it begins. */
  async countTry(db: Db, revisionId: string): Promise<number> {
    const [row] = await selectRows<{ tries: number }>(
      db,
      `UPDATE article_revision SET extraction_tries = extraction_tries + 1 WHERE id = $1 RETURNING extraction_tries AS tries`,
      [revisionId],
    );
    return row?.tries ?? 0;
  }

  /** Revisions that nobody has looked through, older than `seconds` by the database's clock. */
  async unextracted(db: Db, seconds: number): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      db,
      `SELECT id FROM article_revision WHERE extracted_with IS NULL AND extraction_tries < $2 AND created_at < now() - make_interval(secs => $1)
       ORDER BY created_at LIMIT 200`,
      [seconds, MAX_EXTRACTION_TRIES],
    );
    return rows.map((row) => row.id);
  }

  private async readable(db: Db, condition: string, id: string): Promise<ReadableRevision | undefined> {
    const [row] = await selectRows<ReadableRevision>(
      db,
      `SELECT r.id, r.article_id AS "articleId", r.title, r.body, a.published_at AS "publishedAt", a.language,
         r.extracted_with AS "extractedWith", r.id = a.current_revision_id AS "isCurrent"
       FROM article_revision r JOIN article a ON a.id = r.article_id WHERE ${condition}`,
      [id],
    );
    return row;
  }
}
