import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { Encoding } from './encoding.js';
import { type ImportCounts, type ImportFailure, type ImportSettings, type ImportState } from './import-job.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const PAGE = sql('page-imports');

export type FileRow = {
  id: string;
  format: 'text' | 'xlsx' | null;
  encoding: Encoding | null;
  bytes: number;
  part: number;
};

export type UploadedTable = FileRow & { format: 'text' | 'xlsx'; sha256: string };

export type ImportRow = FileRow & {
  state: ImportState;
  actor: string;
  fileName: string | null;
  sha256: string | null;
  settings: ImportSettings | null;
  rowsRead: number;
  shareRead: number;
  counts: Partial<ImportCounts>;
  failure: ImportFailure | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type FaultLine = { line: number; id: string; code: string; field: string | null; detail: string | null };

/** The table `subscriber_import`. Every change of state is a compare-and-set; `false` or undefined: it was not in that state, or not ours. */
@Injectable()
export class ImportRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(actor: string, fileName: string | null): Promise<string> {
    const [row] = await selectRows<{ id: string }>(
      this.dataSource,
      `INSERT INTO subscriber_import (actor, file_name) VALUES ($1, $2) RETURNING id`,
      [actor, fileName],
    );
    if (row === undefined) throw new Error('the import was not written');
    return row.id;
  }

  async uploaded(db: Db, id: string, file: UploadedTable): Promise<boolean> {
    const { format, encoding, bytes, part, sha256 } = file;
    return one(
      countAffected(
        db,
        `UPDATE subscriber_import SET state = 'uploaded', format = $2, encoding = $3, bytes = $4, part = $5, sha256 = $6
         WHERE id = $1 AND state = 'uploading'`,
        [id, format, encoding, bytes, part, sha256],
      ),
    );
  }

  async find(db: Db, id: string): Promise<ImportRow | undefined> {
    return (await selectRows<ImportRow>(db, PAGE, [id, null, 1]))[0];
  }

  page(cursor: string | undefined, limit: number): Promise<ImportRow[]> {
    return selectRows<ImportRow>(this.dataSource, PAGE, [null, cursor ?? null, limit]);
  }

  /** From the top, with everything that an earlier try left forgotten. */
  async start(manager: EntityManager, id: string, settings: ImportSettings): Promise<boolean> {
    const isStarted = await one(
      countAffected(
        manager,
        `UPDATE subscriber_import
         SET state = 'running', settings = $2, rows_read = 0, share_read = 0, counts = '{}', failure = NULL, attempts = 0,
           started_at = now(), ended_at = NULL, lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND state IN ('uploaded', 'checked', 'failed')`,
        [id, JSON.stringify(settings)],
      ),
    );
    if (isStarted) await manager.query(`DELETE FROM subscriber_import_fault WHERE import_id = $1`, [id]);
    return isStarted;
  }

  /** Waits for the batch that is being written, so the counts that are read next are those at which it stands. */
  stop(db: Db, id: string): Promise<boolean> {
    return one(
      countAffected(
        db,
        `UPDATE subscriber_import SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = $1 AND state = 'running'`,
        [id],
      ),
    );
  }

  resume(db: Db, id: string): Promise<boolean> {
    return one(
      countAffected(
        db,
        `UPDATE subscriber_import SET state = 'running', failure = NULL, attempts = 0, ended_at = NULL
         WHERE id = $1 AND state IN ('stopped', 'failed')`,
        [id],
      ),
    );
  }

  /** With its bytes and its report. The declaration of consent stays in the consent events. False while it runs. */
  remove(db: Db, id: string): Promise<boolean> {
    return one(countAffected(db, `DELETE FROM subscriber_import WHERE id = $1 AND state <> 'running'`, [id]));
  }

  /** An upload that came to nothing. */
  async discard(id: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM subscriber_import WHERE id = $1 AND state = 'uploading'`, [id]);
  }

  /** Whose time is over: uploads that broke off an hour ago, and imports that nobody touched for so many days. */
  async overdue(days: number): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      this.dataSource,
      `SELECT id FROM subscriber_import
       WHERE state <> 'running'
         AND (coalesce(ended_at, started_at, created_at) < now() - make_interval(days => $1)
           OR (state = 'uploading' AND created_at < now() - interval '1 hour'))
       LIMIT 100`,
      [days],
    );
    return rows.map(({ id }) => id);
  }

  faults(id: string, after: { line: number; id: string }, limit: number): Promise<FaultLine[]> {
    return selectRows<FaultLine>(
      this.dataSource,
      `SELECT line, id::text, code, field, detail FROM subscriber_import_fault
       WHERE import_id = $1 AND (line, id) > ($2, $3::bigint) ORDER BY line, id LIMIT $4`,
      [id, after.line, after.id, limit],
    );
  }
}

export async function one(affected: Promise<number>): Promise<boolean> {
  return (await affected) === 1;
}
