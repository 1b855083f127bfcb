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

const MERGE = sqlFile(import.meta.dirname, 'sql/merge.sql');
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
      const outcome = await merge(manager, run);
      const counts = { ...before.counts };
      for (const word of Object.keys(NO_COUNTS) as (keyof ImportCounts)[]) counts[word] += outcome[word];
      counts.rejected += batch.rejected;
      const after = { rowsRead: before.rowsRead + batch.rows, counts };
      await this.claims.advance(manager, run.id, { ...after, shareRead: batch.share });
      return after;
    });
  }
}

async function merge(manager: EntityManager, { id, settings }: RunIdentity): Promise<ImportCounts> {
  const { dryRun, locale, timeZone, consent } = settings;
  const outcome = { ...NO_COUNTS };
  const detail = JSON.stringify({ importId: id, ...consent });
  const words = await selectRows<{
    word: 'added' | 'there' | 'left' | 'suppressed' | 'repeated';
    rows: number;
    warned: number;
  }>(manager, MERGE, [id, locale, timeZone, dryRun, detail]);
  for (const { word, rows, warned } of words) {
    outcome[word === 'there' ? 'unchanged' : word] += rows;
    if (word === 'added' || word === 'there') outcome.warned += warned;
  }
  if (outcome.added > 0 && !dryRun) {
    const [gone] = await selectRows<{ rows: number }>(manager, WITHDRAW, [id]);
    outcome.added -= gone?.rows ?? 0;
    outcome.suppressed += gone?.rows ?? 0;
  }
  if (outcome.unchanged > 0 && settings.existing === 'update') {
    const [renewed] = await selectRows<{ rows: number }>(manager, RENEW, [dryRun]);
    outcome.updated = renewed?.rows ?? 0;
    outcome.unchanged -= outcome.updated;
  }
  return outcome;
}

/** The temporary table hides the empty one whose form it has, and goes with the transaction. */
async function stage(manager: EntityManager, text: Buffer): Promise<void> {
  await manager.query(`CREATE TEMPORARY TABLE subscriber_import_stage (LIKE subscriber_import_stage) ON COMMIT DROP`);
  const client = (await manager.queryRunner?.connect()) as Client;
  await pipeline(
    Readable.from([text], { objectMode: false }),
    client.query(copyFrom(`COPY subscriber_import_stage (${STAGED_COLUMNS.join(', ')}) FROM STDIN`)),
  );
}
