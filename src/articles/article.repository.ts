import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import type { Content } from './article-content.js';
import type { ArticleHead, PatchArticle, Revision, RevisionHead } from './article.dto.js';

export type NewArticle = {
  sourceUrl: string | null;
  host: string | null;
  sourceId: string | null;
  publisher: string | null;
  publishedAt: Date | null;
  language: Locale;
};
export type NewRevision = Content & { articleId: string; broughtBy: string };
export type KnownArticle = { id: string; revisionId: string; contentHash: string; title: string };

type RevisionRow = Omit<RevisionHead, 'createdAt'> & { createdAt: Date };
type HeadRow = Omit<ArticleHead, 'createdAt' | 'updatedAt' | 'publishedAt' | 'revision'> & {
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
  revision: Omit<RevisionHead, 'createdAt'> & { createdAt: string };
};

const REVISION = `r.id, r.number, r.title, r.content_hash AS "contentHash", length(r.body) AS characters, r.extracted_with AS "extractedWith",
  r.extraction_tries AS "extractionTries", r.brought_by AS "broughtBy", jsonb_array_length(r.stripped) AS "strippedLines",
  r.created_at AS "createdAt"`;
const HEAD = `a.id, r.title, a.source_url AS "sourceUrl", a.publisher, a.published_at AS "publishedAt", a.language,
  a.created_at AS "createdAt", a.updated_at AS "updatedAt", a.state, a.tier, a.score, a.topics, a.lead_id AS "leadId",
  json_build_object('id', r.id, 'number', r.number, 'title', r.title, 'contentHash', r.content_hash, 'characters', length(r.body),
    'extractedWith', r.extracted_with, 'extractionTries', r.extraction_tries,
    'broughtBy', r.brought_by, 'strippedLines', jsonb_array_length(r.stripped), 'createdAt', r.created_at) AS revision`;

@Injectable()
export class ArticleRepository {
  /** Locks the article: its current revision stays current until the caller's transaction ends. */
  async findKnown(manager: EntityManager, id: string): Promise<KnownArticle | undefined> {
    return this.known(manager, `a.id = $1`, id);
  }

  async insert(manager: EntityManager, article: NewArticle): Promise<string> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO article (source_url, host, source_id, publisher, published_at, language) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [article.sourceUrl, article.host, article.sourceId, article.publisher, article.publishedAt, article.language],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    return row.id;
  }

  /** An article whose words came without a source gets this one. */
  async adopt(
    manager: EntityManager,
    id: string,
    sourceUrl: string,
    host: string | null,
    publisher: string | null,
  ): Promise<void> {
    await manager.query(
      `UPDATE article SET source_url = $2, host = $3, publisher = coalesce(publisher, $4), updated_at = now()
       WHERE id = $1 AND source_url IS NULL AND NOT EXISTS (SELECT 1 FROM article other WHERE other.source_url = $2)`,
      [id, sourceUrl, host, publisher],
    );
  }

  /** Sets what is given; null clears. False when there is no such article. */
  async patch(manager: EntityManager, id: string, patch: PatchArticle): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE article SET
         publisher = CASE WHEN $2 THEN $3 ELSE publisher END,
         published_at = CASE WHEN $4 THEN $5 ELSE published_at END,
         language = coalesce($6, language), updated_at = now()
       WHERE id = $1`,
      [
        id,
        patch.publisher !== undefined,
        patch.publisher ?? null,
        patch.publishedAt !== undefined,
        patch.publishedAt ?? null,
        patch.language ?? null,
      ],
    );
    return affected === 1;
  }

  /** Adds the next revision and makes it the current one. */
  async addRevision(manager: EntityManager, revision: NewRevision): Promise<string> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO article_revision (article_id, number, title, body, html, content_hash, raw_text, stripped, brought_by)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM article_revision WHERE article_id = $1 RETURNING id`,
      [
        revision.articleId,
        revision.title,
        revision.body,
        revision.html,
        revision.contentHash,
        revision.rawText,
        JSON.stringify(revision.stripped),
        revision.broughtBy,
      ],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    await manager.query(`UPDATE article SET current_revision_id = $2, updated_at = now() WHERE id = $1`, [
      revision.articleId,
      row.id,
    ]);
    return row.id;
  }

  async list(
    db: Db,
    filter: { language?: Locale | undefined; q?: string | undefined; before?: string | undefined; limit: number },
  ): Promise<ArticleHead[]> {
    const rows = await selectRows<HeadRow>(
      db,
      `SELECT ${HEAD} FROM article a JOIN article_revision r ON r.id = a.current_revision_id
       WHERE ($1::text IS NULL OR a.language = $1) AND ($2::text IS NULL OR r.title ILIKE $2) AND ($3::uuid IS NULL OR a.id < $3)
       ORDER BY a.id DESC LIMIT $4`,
      [
        filter.language ?? null,
        filter.q === undefined ? null : `%${escapeLike(filter.q)}%`,
        filter.before ?? null,
        filter.limit,
      ],
    );
    return rows.map(articleHead);
  }

  async find(db: Db, id: string): Promise<(ArticleHead & { text: string }) | undefined> {
    const [row] = await selectRows<HeadRow & { text: string }>(
      db,
      `SELECT ${HEAD}, r.body AS text FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE a.id = $1`,
      [id],
    );
    return row === undefined ? undefined : { ...articleHead(row), text: row.text };
  }

  async revisions(db: Db, articleId: string): Promise<RevisionHead[]> {
    const rows = await selectRows<RevisionRow>(
      db,
      `SELECT ${REVISION} FROM article_revision r WHERE article_id = $1 ORDER BY number`,
      [articleId],
    );
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  }

  async revision(db: Db, articleId: string, number: number): Promise<Revision | undefined> {
    const [row] = await selectRows<RevisionRow & Pick<Revision, 'text' | 'html' | 'rawText' | 'stripped'>>(
      db,
      `SELECT ${REVISION}, r.body AS text, r.html, r.raw_text AS "rawText", r.stripped FROM article_revision r WHERE article_id = $1 AND number = $2`,
      [articleId, number],
    );
    return row === undefined ? undefined : { ...row, createdAt: row.createdAt.toISOString() };
  }

  /**
   * Two statements, because a row lock that had to wait re-reads the locked row only: the join would still show the revision of before.
   */
  private async known(manager: EntityManager, condition: string, value: string): Promise<KnownArticle | undefined> {
    const [found] = await selectRows<{ id: string }>(
      manager,
      `SELECT a.id FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE ${condition} LIMIT 1`,
      [value],
    );
    if (found === undefined) return undefined;
    await manager.query(`SELECT 1 FROM article WHERE id = $1 FOR NO KEY UPDATE`, [found.id]);
    const [row] = await selectRows<KnownArticle>(
      manager,
      `SELECT a.id, r.id AS "revisionId", r.content_hash AS "contentHash", r.title
       FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE a.id = $1`,
      [found.id],
    );
    return row;
  }
}

function articleHead(row: HeadRow): ArticleHead {
  return {
    id: row.id,
    title: row.title,
    sourceUrl: row.sourceUrl,
    publisher: row.publisher,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    language: row.language,
    state: row.state,
    tier: row.tier,
    score: row.score,
    topics: row.topics,
    leadId: row.leadId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    revision: { ...row.revision, createdAt: new Date(row.revision.createdAt).toISOString() },
  };
}

function escapeLike(words: string): string {
  return words.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
