import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { NO_COUNTS, type ImportCounts, type ImportFailure, type ImportSettings } from './import-job.js';
import { one, type FileRow } from './import.repository.js';

const CLAIM = sqlFile(import.meta.dirname, 'sql/claim-import.sql');

export type ClaimedImport = FileRow & {
  settings: ImportSettings;
  rowsRead: number;
  counts: ImportCounts;
  attempts: number;
};

export type ImportEnd = { state: 'checked' | 'finished' } | { state: 'failed'; failure: ImportFailure };
export type EndedImport = { actor: string; rowsRead: number; counts: Partial<ImportCounts> };

/** Who runs an import: one worker at a time, by a lease that ends with it. Every write of a run asks for its token. */
@Injectable()
export class ImportClaims {
  constructor(private readonly dataSource: DataSource) {}

  async claim(token: string, leaseSeconds: number): Promise<ClaimedImport | undefined> {
    const [row] = await selectRows<Omit<ClaimedImport, 'counts'> & { counts: Partial<ImportCounts> }>(
      this.dataSource,
      CLAIM,
      [token, leaseSeconds],
    );
    return row === undefined ? undefined : { ...row, counts: { ...NO_COUNTS, ...row.counts } };
  }

  /** Locks the row for the transaction; false when the run is not ours any more, or stands elsewhere. */
  async holds(manager: EntityManager, id: string, token: string, rowsRead: number): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `SELECT id FROM subscriber_import WHERE id = $1 AND lease_token = $2 AND state = 'running' AND rows_read = $3 FOR UPDATE`,
      [id, token, rowsRead],
    );
    return rows.length === 1;
  }

  renew(id: string, token: string, leaseSeconds: number): Promise<boolean> {
    return one(
      countAffected(
        this.dataSource,
        `UPDATE subscriber_import SET lease_until = now() + make_interval(secs => $3) WHERE id = $1 AND lease_token = $2`,
        [id, token, leaseSeconds],
      ),
    );
  }

  async advance(
    manager: EntityManager,
    id: string,
    to: { rowsRead: number; shareRead: number; counts: ImportCounts },
  ): Promise<void> {
    await manager.query(
      `UPDATE subscriber_import SET rows_read = $2, share_read = $3, counts = $4, attempts = 0 WHERE id = $1`,
      [id, to.rowsRead, to.shareRead, JSON.stringify(to.counts)],
    );
  }

  /** With the bytes gone once everybody in them is written. How it stood then; undefined: not ours. */
  async end(manager: EntityManager, id: string, token: string, end: ImportEnd): Promise<EndedImport | undefined> {
    const [row] = await selectRows<EndedImport>(
      manager,
      `UPDATE subscriber_import
       SET state = $3, failure = $4, ended_at = now(), lease_token = NULL, lease_until = NULL,
         share_read = CASE WHEN $3 = 'failed' THEN share_read ELSE 1 END
       WHERE id = $1 AND lease_token = $2 AND state = 'running'
       RETURNING actor, rows_read AS "rowsRead", counts`,
      [id, token, end.state, 'failure' in end ? JSON.stringify(end.failure) : null],
    );
    if (row !== undefined && end.state === 'finished')
      await manager.query(`DELETE FROM subscriber_import_chunk WHERE import_id = $1`, [id]);
    return row;
  }

  /** Gives a run back, to be claimed again after so many seconds. */
  async release(id: string, token: string, seconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE subscriber_import SET lease_token = NULL, lease_until = now() + make_interval(secs => $3),
         attempts = CASE WHEN $3 = 0 THEN 0 ELSE attempts END
       WHERE id = $1 AND lease_token = $2 AND state = 'running'`,
      [id, token, seconds],
    );
  }

  /** One that waits for a worker. */
  async due(): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      this.dataSource,
      `SELECT id FROM subscriber_import WHERE state = 'running' AND (lease_until IS NULL OR lease_until < now()) LIMIT 1`,
    );
    return row?.id;
  }
}
