import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { Succession } from '../review/kinship.dto.js';
import { ShiftRepository } from '../shift.repository.js';

const MAY_FOLLOW = sqlFile(import.meta.dirname, 'sql/may-follow.sql');

/** Which shift goes on from which. */
@Injectable()
export class SuccessionDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** 404, 409 `shift.changed`, 422 `shift.no-predecessor`. */
  async set(id: string, { version, link }: Succession, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // One at a time: two links that are set at once could close a circle.
      await manager.query(`SELECT pg_advisory_xact_lock(4711007)`);
      const shift = await this.shifts.lock(manager, id);
      if (shift === undefined) throw new NotFoundError('shift', id);
      if (link !== null && !(await mayFollow(manager, id, link.id))) throw noPredecessor();
      const affected = await countAffected(
        manager,
        `UPDATE shift SET supersedes_id = $3, supersedes_as = $4, version = version + 1, updated_at = now() WHERE id = $1 AND version = $2`,
        [id, version, link?.id ?? null, link?.as ?? null],
      );
      if (affected === 0)
        throw new AppError(409, 'shift.changed', 'Somebody changed this shift in the meantime; read it again.', {
          version: shift.version,
        });
      const detail = { version, link };
      await this.audit.record(manager, {
        actor,
        action: 'shift.supersedes',
        subjectKind: 'shift',
        subjectId: id,
        detail,
      });
    });
  }
}

async function mayFollow(manager: EntityManager, id: string, earlierId: string): Promise<boolean> {
  const rows = await selectRows(manager, MAY_FOLLOW, [id, earlierId]);
  return rows.length === 1;
}

function noPredecessor(): AppError {
  return new AppError(422, 'shift.no-predecessor', 'A shift goes on from a confirmed, earlier one of its actor.', {
    errors: [{ field: 'link.id', message: 'is no confirmed, earlier shift of this actor, or goes on from this one' }],
  });
}
