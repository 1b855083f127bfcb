import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { ShiftRepository } from '../shift.repository.js';

/** An editor's word on whether two shifts tell one matter, where the rules say that they do. */
@Injectable()
export class ApartDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftRepository,
    private readonly audit: AuditTrail,
  ) {}

  async apart(id: string, otherId: string, actor: string): Promise<void> {
    await this.judge(id, otherId, { name: 'apart', actor }, (manager, pair) =>
      manager.query(`INSERT INTO shift_apart (one, other, actor) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
        ...pair,
        actor,
      ]),
    );
  }

  async together(id: string, otherId: string, actor: string): Promise<void> {
    await this.judge(id, otherId, { name: 'together', actor }, (manager, pair) =>
      manager.query(`DELETE FROM shift_apart WHERE one = $1 AND other = $2`, pair),
    );
  }

  private async judge(
    id: string,
    otherId: string,
    line: { name: string; actor: string },
    write: (manager: EntityManager, pair: string[]) => Promise<unknown>,
  ): Promise<void> {
    if (id === otherId)
      throw new AppError(422, 'shift.same', 'These are the same shift.', {
        errors: [{ field: 'otherId', message: 'is this shift' }],
      });
    await this.dataSource.transaction(async (manager) => {
      const known = new Set((await this.shifts.findMany(manager, [id, otherId])).map((shift) => shift.id));
      for (const one of [id, otherId]) if (!known.has(one)) throw new NotFoundError('shift', one);
      await write(manager, [id, otherId].sort());
      const event = { actor: line.actor, action: `shift.${line.name}`, subjectKind: 'shift', subjectId: id };
      await this.audit.record(manager, { ...event, detail: { otherId } });
    });
  }
}
