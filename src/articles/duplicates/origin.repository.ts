import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SourceTier } from '#src/domain/article/worth/source-tier.js';
import { selectRows } from '#src/foundation/database/select-rows.js';

export const RECOGNISED_BY = ['first', 'url', 'rel-canonical', 'guid', 'content-hash'] as const;
export type RecognisedBy = (typeof RECOGNISED_BY)[number];

export type Origin = {
  id: string;
  articleId: string;
  decidedBy: RecognisedBy;
  foldHash: string | null;
  /** Of the exact words that it brought the last time. */
  contentHash: string | null;
  /** This origin's URL is the article's own. */
  isOwn: boolean;
};
export type NewOrigin = {
  articleId: string;
  url: string | null;
  urlKey: string | null;
  guidKey: string | null;
  host: string | null;
  publisher: string | null;
  sourceId: string | null;
  tier: SourceTier;
  givenTier: SourceTier | null;
  foldHash: string;
  contentHash: string;
  decidedBy: RecognisedBy;
};

const COLUMNS = `o.id, o.article_id AS "articleId", o.decided_by AS "decidedBy", o.fold_hash AS "foldHash", o.content_hash AS "contentHash",
  o.decided_by = 'first' OR o.url IS NOT DISTINCT FROM a.source_url AS "isOwn"`;

/** Where articles were read. */
@Injectable()
export class OriginRepository {
  async byUrl(manager: EntityManager, urlKey: string): Promise<Origin | undefined> {
    return this.one(manager, 'o.url_key = $1', [urlKey]);
  }

  async byGuid(manager: EntityManager, guidKey: string): Promise<Origin | undefined> {
    return this.one(manager, 'o.guid_key = $1', [guidKey]);
  }

  async byWords(manager: EntityManager, foldHash: string): Promise<Origin | undefined> {
    return this.one(manager, 'o.fold_hash = $1', [foldHash]);
  }

  async insert(manager: EntityManager, origin: NewOrigin): Promise<void> {
    await manager.query(
      `INSERT INTO article_origin (article_id, url, url_key, guid_key, host, publisher, source_id, tier, given_tier, fold_hash, decided_by, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`,
      [
        origin.articleId,
        origin.url,
        origin.urlKey,
        origin.guidKey,
        origin.host,
        origin.publisher,
        origin.sourceId,
        origin.tier,
        origin.givenTier,
        origin.foldHash,
        origin.decidedBy,
        origin.contentHash,
      ],
    );
  }

  /** It was read there again, with these words. */
  async touch(manager: EntityManager, id: string, foldHash: string, contentHash: string): Promise<void> {
    await manager.query(
      `UPDATE article_origin SET last_seen_at = now(), fold_hash = $2, content_hash = $3 WHERE id = $1`,
      [id, foldHash, contentHash],
    );
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`DELETE FROM article_origin WHERE id = $1`, [id]);
  }

  /** Articles from before origins were kept: found by the URL as it was given, or by the same words without one. */
  async unnoted(manager: EntityManager, sourceUrl: string | null, contentHash: string): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      sourceUrl === null
        ? `SELECT a.id FROM article a JOIN article_revision r ON r.id = a.current_revision_id WHERE a.source_url IS NULL AND r.content_hash = $1 LIMIT 1`
        : `SELECT a.id FROM article a WHERE a.source_url = $1`,
      [sourceUrl ?? contentHash],
    );
    return row?.id;
  }

  private async one(manager: EntityManager, condition: string, values: unknown[]): Promise<Origin | undefined> {
    const [row] = await selectRows<Origin>(
      manager,
      `SELECT ${COLUMNS} FROM article_origin o JOIN article a ON a.id = o.article_id WHERE ${condition} ORDER BY o.first_seen_at, o.id LIMIT 1`,
      values,
    );
    return row;
  }
}
