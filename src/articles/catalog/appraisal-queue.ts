import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hostOf, urlKey } from '#src/domain/article/canonical-url.js';
import { CATALOG_VERSION } from '#src/domain/article/worth/appraise.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Catalog } from './catalog.js';

const TAKE_CHANGE = sqlFile(import.meta.dirname, 'sql/take-change.sql');
const TAKE_OUTDATED = sqlFile(import.meta.dirname, 'sql/take-outdated.sql');

/** Articles that wait for a look. An article whose look fails is left as it stands, with an error in the log; it never holds up the others. */
@Injectable()
export class AppraisalQueue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: Catalog,
    private readonly log: Log,
  ) {}

  /** Shifts or sources changed. False when nothing waits. */
  async takeChanged(): Promise<boolean> {
    return this.take(TAKE_CHANGE, [], async (manager, id) => {
      await this.catalog.refresh(manager, id);
    });
  }

  /** From before the catalog, or by older rules. */
  async takeOutdated(): Promise<boolean> {
    return this.take(TAKE_OUTDATED, [CATALOG_VERSION], async (manager, id) => {
      await this.noteOrigin(manager, id);
      await this.catalog.refresh(manager, id);
    });
  }

  async progress(): Promise<{ version: number; changed: number; outdated: number }> {
    const [row] = await selectRows<{ changed: number; outdated: number }>(
      this.dataSource,
      `SELECT (SELECT count(DISTINCT article_id)::int FROM article_change) AS changed,
         (SELECT count(*)::int FROM article WHERE appraised_version < $1) AS outdated`,
      [CATALOG_VERSION],
    );
    return { version: CATALOG_VERSION, changed: row?.changed ?? 0, outdated: row?.outdated ?? 0 };
  }

  private async take(
    sql: string,
    values: unknown[],
    look: (manager: EntityManager, id: string) => Promise<void>,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await selectRows<{ id: string }>(manager, sql, values);
      if (row === undefined) return false;
      await manager.query('SAVEPOINT look');
      try {
        await look(manager, row.id);
      } catch (error) {
        await manager.query('ROLLBACK TO SAVEPOINT look');
        await manager.query(`UPDATE article SET appraised_version = $2 WHERE id = $1`, [row.id, CATALOG_VERSION]);
        this.log.error('article.appraisal-failed', { articleId: row.id, error });
      }
      return true;
    });
  }

  /** Articles from before origins were kept have one: where they say they come from. */
  private async noteOrigin(manager: EntityManager, id: string): Promise<void> {
    const [article] = await selectRows<{ url: string | null; publisher: string | null; createdAt: Date }>(
      manager,
      `SELECT source_url AS url, publisher, created_at AS "createdAt" FROM article a
       WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM article_origin o WHERE o.article_id = a.id)`,
      [id],
    );
    if (article === undefined) return;
    const { url, publisher, createdAt } = article;
    const host = url === null ? null : hostOf(url);
    await manager.query(
      `INSERT INTO article_origin (article_id, url, url_key, host, publisher, decided_by, first_seen_at, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, 'first', $6, $6) ON CONFLICT DO NOTHING`,
      [id, url, url === null ? null : urlKey(url), host, publisher, createdAt],
    );
    await manager.query(`UPDATE article SET host = $2 WHERE id = $1 AND host IS NULL`, [id, host]);
  }
}
