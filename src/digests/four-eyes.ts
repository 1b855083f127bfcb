import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { AppError } from '#src/foundation/http/app-error.js';

/** 409 when the edition wants four eyes and `actor` confirmed a shift of it: who approves must be somebody else. */
export async function assertFourEyes(manager: EntityManager, editionId: string, actor: string): Promise<void> {
  const rows = await selectRows<{ shiftId: string }>(
    manager,
    `SELECT i.shift_id AS "shiftId" FROM edition e JOIN edition_item i ON i.edition_id = e.id JOIN shift s ON s.id = i.shift_id
     WHERE e.id = $1 AND e.four_eyes AND s.reviewed_by = $2 ORDER BY i.position`,
    [editionId, actor],
  );
  if (rows.length === 0) return;
  throw new AppError(409, 'edition.four-eyes', 'Whoever confirmed a shift of this edition cannot approve it.', {
    shiftIds: rows.map(({ shiftId }) => shiftId),
  });
}
