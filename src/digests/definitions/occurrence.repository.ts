import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';

export const OCCURRENCE_STATES = ['composed', 'skipped', 'missed'] as const;
export const OCCURRENCE_REASONS = ['too-few-shifts', 'scheduler-late', 'not-approved'] as const;
export type OccurrenceState = (typeof OCCURRENCE_STATES)[number];
export type OccurrenceReason = (typeof OCCURRENCE_REASONS)[number];

export type OccurrenceRow = {
  id: string;
  dueAt: Date;
  state: OccurrenceState;
  reason: OccurrenceReason | null;
  editionId: string | null;
  nudgedAt: Date | null;
};
export type NewOccurrence = Pick<OccurrenceRow, 'dueAt' | 'state' | 'reason' | 'editionId'> & {
  lateAt: Date;
  nudgeAt: Date | null;
};
/** An edition that waits for its approval. */
export type Waiting = { editionId: string; title: string; dueAt: Date };

/** One row for each due time of a digest, whatever became of it. */
@Injectable()
export class OccurrenceRepository {
  async insert(manager: EntityManager, digestId: string, row: NewOccurrence): Promise<void> {
    await manager.query(
      `INSERT INTO digest_occurrence (digest_id, due_at, state, reason, edition_id, late_at, nudge_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [digestId, row.dueAt, row.state, row.reason, row.editionId, row.lateAt, row.nudgeAt],
    );
  }

  /** Those after an instant that have their row, in milliseconds. */
  async dueTimes(db: Db, digestId: string, after: Date): Promise<Set<number>> {
    const rows = await selectRows<{ dueAt: Date }>(
      db,
      `SELECT due_at AS "dueAt" FROM digest_occurrence WHERE digest_id = $1 AND due_at > $2`,
      [digestId, after],
    );
    return new Set(rows.map(({ dueAt }) => dueAt.getTime()));
  }

  /**
   * Forgets due times after an instant that nobody has approved anything for, since the schedule is another now. The ids of their editions,
   * which the caller cancels.
   */
  async forget(manager: EntityManager, digestId: string, after: Date): Promise<string[]> {
    // The editions are locked, so that nobody approves one in between.
    const drafts = await selectRows<{ id: string; editionId: string }>(
      manager,
      `SELECT o.id, e.id AS "editionId" FROM digest_occurrence o JOIN edition e ON e.id = o.edition_id
       WHERE o.digest_id = $1 AND o.due_at > $2 AND o.state = 'composed' AND e.state IN ('draft', 'cancelled') FOR UPDATE OF o, e`,
      [digestId, after],
    );
    await manager.query(
      `DELETE FROM digest_occurrence WHERE digest_id = $1 AND due_at > $2 AND (state = 'skipped' OR id = ANY ($3::uuid[]))`,
      [digestId, after, drafts.map(({ id }) => id)],
    );
    return drafts.map(({ editionId }) => editionId);
  }

  /** Latest first. */
  async list(db: Db, digestId: string, before: Date | undefined, limit: number): Promise<OccurrenceRow[]> {
    return selectRows<OccurrenceRow>(
      db,
      `SELECT id, due_at AS "dueAt", state, reason, edition_id AS "editionId", nudged_at AS "nudgedAt" FROM digest_occurrence
       WHERE digest_id = $1 AND ($2::timestamptz IS NULL OR due_at < $2) ORDER BY due_at DESC LIMIT $3`,
      [digestId, before ?? null, limit],
    );
  }

  /** Marks drafts that nobody was told of as told, a bounded number at a time; the caller tells. */
  async nudge(manager: EntityManager, now: Date): Promise<Waiting[]> {
    return this.mark(manager, `nudged_at = now()`, `o.nudged_at IS NULL AND o.nudge_at <= $1 AND o.late_at > $1`, now);
  }

  /** Marks what was not approved in time as missed. Its edition stays, but begins no more by itself. */
  async miss(manager: EntityManager, now: Date): Promise<Waiting[]> {
    const missed = await this.mark(manager, `state = 'missed', reason = 'not-approved'`, `o.late_at <= $1`, now);
    const ids = missed.map(({ editionId }) => editionId);
    await manager.query(`UPDATE edition SET due_at = NULL WHERE id = ANY ($1::uuid[])`, [ids]);
    return missed;
  }

  /** Drafts of digests that need no approval, whose time has come. */
  async unapproved(db: Db, now: Date): Promise<{ editionId: string; version: number }[]> {
    return selectRows(
      db,
      `SELECT e.id AS "editionId", e.version FROM digest_occurrence o JOIN edition e ON e.id = o.edition_id JOIN digest g ON g.id = o.digest_id
       WHERE o.state = 'composed' AND o.due_at <= $1 AND o.late_at > $1 AND e.state = 'draft' AND g.state = 'active'
         AND g.definition->'approval'->>'policy' = 'automatic'
       ORDER BY o.due_at LIMIT 20`,
      [now],
    );
  }

  private mark(manager: EntityManager, set: string, where: string, now: Date): Promise<Waiting[]> {
    return selectRows<Waiting>(
      manager,
      `WITH found AS (
         SELECT o.id, e.title FROM digest_occurrence o JOIN edition e ON e.id = o.edition_id
         WHERE o.state = 'composed' AND e.state = 'draft' AND ${where} ORDER BY o.due_at LIMIT 20 FOR UPDATE OF o, e SKIP LOCKED)
       UPDATE digest_occurrence o SET ${set}, updated_at = now() FROM found WHERE o.id = found.id
       RETURNING o.edition_id AS "editionId", found.title, o.due_at AS "dueAt"`,
      [now],
    );
  }
}
