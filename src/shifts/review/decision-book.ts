import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import type { ShiftChange, ShiftRow } from '../shift.repository.js';

export type DecisionName = 'confirm' | 'reject' | 'reopen' | 'edit';
/** What stood before a decision: all that it may have changed. */
export type Before = Pick<
  ShiftRow,
  'status' | 'claim' | 'headline' | 'impact' | 'impactFacts' | 'reviewedBy' | 'rejectReason' | 'rejectCode'
> & { reviewedAt: string | null };
export type DecisionRow = {
  id: string;
  decision: DecisionName;
  actor: string;
  code: string | null;
  note: string | null;
  versionAfter: number;
  undoneAt: Date | null;
  undoneBy: string | null;
  createdAt: Date;
};

/** Every decision about a shift with what stood before it. Written in the transaction of the decision. */
@Injectable()
export class DecisionBook {
  async note(
    manager: EntityManager,
    shift: ShiftRow,
    entry: { decision: DecisionName; actor: string; change: ShiftChange },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO shift_decision (shift_id, decision, actor, code, note, before, version_after) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        shift.id,
        entry.decision,
        entry.actor,
        entry.change.rejectCode ?? null,
        entry.change.rejectReason ?? null,
        JSON.stringify(beforeOf(shift)),
        shift.version + 1,
      ],
    );
  }

  /** The decision that made this version, unless it was taken back. */
  async last(manager: EntityManager, shift: ShiftRow): Promise<{ id: string; before: Before } | undefined> {
    const [row] = await selectRows<{ id: string; before: Before }>(
      manager,
      `SELECT id, before FROM shift_decision WHERE shift_id = $1 AND version_after = $2 AND undone_at IS NULL ORDER BY id DESC LIMIT 1`,
      [shift.id, shift.version],
    );
    return row;
  }

  async markUndone(manager: EntityManager, id: string, actor: string): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE shift_decision SET undone_at = now(), undone_by = $2 WHERE id = $1 AND undone_at IS NULL`,
      [id, actor],
    );
    return affected === 1;
  }

  /** The newest fifty. */
  async of(db: Db, shiftId: string): Promise<DecisionRow[]> {
    return selectRows<DecisionRow>(
      db,
      `SELECT id, decision, actor, code, note, version_after AS "versionAfter", undone_at AS "undoneAt", undone_by AS "undoneBy",
         created_at AS "createdAt"
       FROM shift_decision WHERE shift_id = $1 ORDER BY id DESC LIMIT 50`,
      [shiftId],
    );
  }
}

function beforeOf(shift: ShiftRow): Before {
  const { status, claim, headline, impact, impactFacts, reviewedBy, rejectReason, rejectCode } = shift;
  const reviewedAt = shift.reviewedAt?.toISOString() ?? null;
  return { status, claim, headline, impact, impactFacts, reviewedBy, reviewedAt, rejectReason, rejectCode };
}
