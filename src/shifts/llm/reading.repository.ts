import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const CLAIM = sqlFile(import.meta.dirname, 'sql/claim-reading.sql');
const WRITE_FINDINGS = sqlFile(import.meta.dirname, 'sql/write-findings.sql');

export type ClaimedReading = { revisionId: string; tries: number };
export type JudgedFinding = {
  outcome: 'proposed' | 'known' | 'rejected';
  reason: string | null;
  fingerprint: string | null;
};

/** Which revisions a model has looked at, and what became of what it said. */
@Injectable()
export class ReadingRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The next revision for this reader, for so many seconds; undefined when there is none. */
  async claim(reader: string, leaseSeconds: number): Promise<ClaimedReading | undefined> {
    const [row] = await selectRows<ClaimedReading>(this.dataSource, CLAIM, [reader, leaseSeconds]);
    return row;
  }

  /** `isCounted` false: the model was not asked at all, so it was no try. */
  async postpone(
    revisionId: string,
    reader: string,
    later: { seconds: number; reason: string; isCounted: boolean },
  ): Promise<void> {
    await this.dataSource.query(
      `UPDATE model_reading SET next_try_at = now() + make_interval(secs => $3), reason = $4,
         tries = CASE WHEN $5 THEN tries ELSE greatest(0, tries - 1) END
       WHERE revision_id = $1 AND reader = $2 AND state = 'running'`,
      [revisionId, reader, later.seconds, later.reason, later.isCounted],
    );
  }

  async end(db: Db, revisionId: string, reader: string, end: { reason: string } | { findings: number }): Promise<void> {
    const isDone = 'findings' in end;
    await db.query(
      `UPDATE model_reading SET state = $3, reason = $4, findings = $5, ended_at = now()
       WHERE revision_id = $1 AND reader = $2 AND state = 'running'`,
      [revisionId, reader, isDone ? 'done' : 'failed', isDone ? null : end.reason, isDone ? end.findings : null],
    );
  }

  async claimsOf(db: Db, revisionId: string): Promise<ShiftProposal[]> {
    const rows = await selectRows<{ claim: ShiftProposal }>(
      db,
      `SELECT claim FROM shift WHERE revision_id = $1 LIMIT 500`,
      [revisionId],
    );
    return rows.map(({ claim }) => claim);
  }

  async writeFindings(
    manager: EntityManager,
    target: { revisionId: string; reader: string },
    findings: readonly JudgedFinding[],
  ): Promise<void> {
    await manager.query(WRITE_FINDINGS, [
      target.revisionId,
      target.reader,
      findings.map(({ outcome }) => outcome),
      findings.map(({ reason }) => reason),
      findings.map(({ fingerprint }) => fingerprint),
    ]);
  }
}
