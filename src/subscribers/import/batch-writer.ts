import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DataSource, type EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { NO_COUNTS, type ImportCounts, type ImportSettings } from './import-job.js';
import { ImportClaims } from './import-claims.js';
import { STAGED_COLUMNS, type StagedBatch } from './staged-batch.js';

const ADD = sqlFile(import.meta.dirname, 'sql/add-people.sql');
const JUDGE = sqlFile(import.meta.dirname, 'sql/judge.sql');
const RENEW = sqlFile(import.meta.dirname, 'sql/renew-profiles.sql');
const WITHDRAW = sqlFile(import.meta.dirname, 'sql/withdraw-suppressed.sql');

/** How far a run is; every batch moves it on. */
export type Progress = { rowsRead: number; counts: ImportCounts };
export type RunIdentity = { id: string; token: string; settings: ImportSettings };

/** Writes batches of an import: copied into a temporary table, merged by sets, and counted, all in one transaction. */
@Injectable()
export class BatchWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly claims: ImportClaims,
  ) {}

  /** The progress after the batch; undefined when the run was stopped or taken over, and then nothing was written. */
  async write(run: RunIdentity, before: Progress, batch: StagedBatch): Promise<Progress | undefined> {
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.claims.holds(manager, run.id, run.token, before.rowsRead))) return undefined;
      await stage(manager, batch.text);
      const outcome = await merge(manager, run, batch);
      const counts = { ...before.counts };
      for (const word of Object.keys(NO_COUNTS) as (keyof ImportCounts)[]) counts[word] += outcome[word];
      const after = { rowsRead: before.rowsRead + batch.rows, counts };
      await this.claims.advance(manager, run.id, { ...after, shareRead: batch.share });
      return after;
    });
  }
}

/** Adds the new ones first; only when that was not everybody, the rest is looked at. */
async function merge(manager: EntityManager, run: RunIdentity, batch: StagedBatch): Promise<ImportCounts> {
  const { dryRun, existing } = run.settings;
  const { added, gone } = dryRun ? { added: 0, gone: 0 } : await add(manager, run);
  if (added === batch.rows && gone === 0 && batch.warned === 0) return { ...NO_COUNTS, added };
  const outcome = await judge(manager, run);
  outcome.rejected = batch.rejected;
  if (outcome.unchanged > 0 && existing === 'update') {
    outcome.updated = await count(manager, RENEW, [dryRun]);
    outcome.unchanged -= outcome.updated;
  }
  return outcome;
}

async function add(manager: EntityManager, { id, settings }: RunIdentity): Promise<{ added: number; gone: number }> {
  const { locale, timeZone, consent } = settings;
  const added = await count(manager, ADD, [locale, timeZone, JSON.stringify({ importId: id, ...consent })]);
  return { added, gone: added === 0 ? 0 : await count(manager, WITHDRAW) };
}

async function judge(manager: EntityManager, { id, settings }: RunIdentity): Promise<ImportCounts> {
  const outcome = { ...NO_COUNTS };
  const words = await selectRows<{
    word: 'added' | 'there' | 'left' | 'suppressed' | 'repeated';
    rows: number;
    warned: number;
  }>(manager, JUDGE, [id, settings.dryRun]);
  for (const { word, rows, warned } of words) {
    outcome[word === 'there' ? 'unchanged' : word] += rows;
    if (word === 'added' || word === 'there') outcome.warned += warned;
  }
  return outcome;
}

async function count(manager: EntityManager, sql: string, values: unknown[] = []): Promise<number> {
  const [row] = await selectRows<{ rows: number }>(manager, sql, values);
  return row?.rows ?? 0;
}

/** The temporary table hides the empty one whose form it has. It stays with the session, since making one costs as much as hundreds of rows. */
async function stage(manager: EntityManager, text: Buffer): Promise<void> {
  await manager.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS subscriber_import_stage (LIKE subscriber_import_stage) ON COMMIT DELETE ROWS`,
  );
  const client = (await manager.queryRunner?.connect()) as Client;
  await pipeline(
    Readable.from([text], { objectMode: false }),
    client.query(copyFrom(`COPY subscriber_import_stage (${STAGED_COLUMNS.join(', ')}) FROM STDIN`)),
  );
}
