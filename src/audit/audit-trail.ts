import { Injectable } from '@nestjs/common';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';

/** Who did what to which thing. `detail` holds ids, states and counts, never addresses. */
export type AuditEvent = {
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  detail?: Record<string, unknown>;
};

/** Append-only; written in the transaction of the change itself, so that neither exists without the other. */
@Injectable()
export class AuditTrail {
  /** What was done to a thing and when, the first act first; not by whom. */
  actsOn(db: Db, subjectKind: string, subjectId: string): Promise<{ action: string; at: Date }[]> {
    return selectRows(
      db,
      `SELECT action, at FROM audit_event WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id`,
      [subjectKind, subjectId],
    );
  }

  async record(db: Db, event: AuditEvent): Promise<void> {
    await db.query(
      `INSERT INTO audit_event (actor, action, subject_kind, subject_id, detail) VALUES ($1, $2, $3, $4, $5)`,
      [event.actor, event.action, event.subjectKind, event.subjectId, JSON.stringify(event.detail ?? {})],
    );
  }
}
