import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { digestDefinitionSchema, type DigestDefinition, type DigestState } from '#src/domain/digest/digest.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type DigestRow = {
  id: string;
  name: string;
  state: DigestState;
  definition: DigestDefinition;
  version: number;
  plannedThrough: Date;
  createdAt: Date;
  updatedAt: Date;
};
export type DigestChange = {
  name?: string | undefined;
  definition?: DigestDefinition | undefined;
  state?: DigestState | undefined;
  plannedThrough?: Date | undefined;
};

const COLUMNS = `id, name, state, definition, segment_id AS "segmentId", version, planned_through AS "plannedThrough", created_at AS "createdAt",
  updated_at AS "updatedAt"`;
type Stored = Omit<DigestRow, 'definition'> & { definition: object; segmentId: string | null };

@Injectable()
export class DigestRepository {
  async insert(manager: EntityManager, name: string, definition: DigestDefinition): Promise<string> {
    const { segmentId, ...rest } = definition;
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO digest (name, definition, segment_id) VALUES ($1, $2, $3) RETURNING id`,
      [name, JSON.stringify(rest), segmentId],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    return row.id;
  }

  async find(db: Db, id: string): Promise<DigestRow | undefined> {
    const [row] = await selectRows<Stored>(db, `SELECT ${COLUMNS} FROM digest WHERE id = $1`, [id]);
    return row === undefined ? undefined : digestRow(row);
  }

  /** Holds the digest against every other command and planner until the transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<DigestRow | undefined> {
    const [row] = await selectRows<Stored>(manager, `SELECT ${COLUMNS} FROM digest WHERE id = $1 FOR UPDATE`, [id]);
    return row === undefined ? undefined : digestRow(row);
  }

  /** By name, which is unique. */
  async list(db: Db, after: string | undefined, limit: number): Promise<DigestRow[]> {
    const rows = await selectRows<Stored>(
      db,
      `SELECT ${COLUMNS} FROM digest WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2`,
      [after ?? null, limit],
    );
    return rows.map(digestRow);
  }

  async active(db: Db): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(db, `SELECT id FROM digest WHERE state = 'active' ORDER BY id`);
    return rows.map(({ id }) => id);
  }

  /** Compare-and-set on the version; `false` when somebody else was faster. */
  async change(
    manager: EntityManager,
    digest: Pick<DigestRow, 'id' | 'version'>,
    change: DigestChange,
  ): Promise<boolean> {
    const { segmentId = null, ...definition } = change.definition ?? {};
    const affected = await countAffected(
      manager,
      `UPDATE digest SET name = coalesce($3, name), state = coalesce($4, state), definition = coalesce($5, definition),
         segment_id = CASE WHEN $5 IS NULL THEN segment_id ELSE $6 END, planned_through = coalesce($7, planned_through),
         version = version + 1, updated_at = now()
       WHERE id = $1 AND version = $2`,
      [
        digest.id,
        digest.version,
        change.name ?? null,
        change.state ?? null,
        change.definition === undefined ? null : JSON.stringify(definition),
        segmentId,
        change.plannedThrough ?? null,
      ],
    );
    return affected === 1;
  }

  /** How far its schedule has been looked at; no change of an editor's, so the version stays. */
  async planned(manager: EntityManager, id: string, through: Date): Promise<void> {
    await manager.query(`UPDATE digest SET planned_through = $2 WHERE id = $1`, [id, through]);
  }
}

function digestRow({ definition, segmentId, ...row }: Stored): DigestRow {
  return { ...row, definition: digestDefinitionSchema.parse({ ...definition, segmentId }) };
}
