import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Stage } from '#src/domain/format/stage.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type StageRow = { shiftId: string; stage: Stage; at: Date };

/** How far each confirmed shift had come, and since when it is known. */
@Injectable()
export class StageBook {
  /** A stage that is confirmed once more is no change. */
  async note(
    manager: EntityManager,
    entry: { shiftId: string; stage: Stage; version: number; actor: string },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO shift_stage (shift_id, stage, shift_version, actor)
       SELECT $1, $2, $3, $4 WHERE $2 IS DISTINCT FROM (SELECT stage FROM shift_stage WHERE shift_id = $1 ORDER BY id DESC LIMIT 1)`,
      [entry.shiftId, entry.stage, entry.version, entry.actor],
    );
  }

  /** Oldest first. */
  async of(db: Db, shiftIds: readonly string[]): Promise<StageRow[]> {
    return selectRows<StageRow>(
      db,
      `SELECT shift_id AS "shiftId", stage, created_at AS at FROM shift_stage WHERE shift_id = ANY ($1::uuid[]) ORDER BY id`,
      [[...shiftIds]],
    );
  }
}
