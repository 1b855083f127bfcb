import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { atSegment } from '#src/domain/segment/segment-sql.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const MEMBERS = sql('members');
const COUNT = sql('count-members');
const HOLD = sql('hold-segment');
const KEEP = sql('keep-segment');

const COLUMNS = `id, name, filter, version, created_at AS "createdAt", updated_at AS "updatedAt"`;

export type SegmentRow = {
  id: string;
  name: string;
  filter: SegmentFilter;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** The table `segment`, and who is in one. Undefined: there is none. */
@Injectable()
export class SegmentRepository {
  constructor(private readonly dataSource: DataSource) {}

  async insert(db: Db, name: string, filter: SegmentFilter): Promise<SegmentRow> {
    const [row] = await selectRows<SegmentRow>(
      db,
      `INSERT INTO segment (name, filter) VALUES ($1, $2) RETURNING ${COLUMNS}`,
      [name, JSON.stringify(filter)],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    return row;
  }

  async update(
    db: Db,
    id: string,
    { name, filter }: { name?: string | undefined; filter?: SegmentFilter | undefined },
  ): Promise<SegmentRow | undefined> {
    const [row] = await selectRows<SegmentRow>(
      db,
      `UPDATE segment SET name = coalesce($2, name), filter = coalesce($3, filter), version = version + 1, updated_at = now()
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, name ?? null, filter === undefined ? null : JSON.stringify(filter)],
    );
    return row;
  }

  async delete(db: Db, id: string): Promise<boolean> {
    return (await countAffected(db, `DELETE FROM segment WHERE id = $1`, [id])) === 1;
  }

  async find(id: string): Promise<SegmentRow | undefined> {
    return (await selectRows<SegmentRow>(this.dataSource, `SELECT ${COLUMNS} FROM segment WHERE id = $1`, [id]))[0];
  }

  /** By name. */
  page(cursor: string | undefined, limit: number): Promise<SegmentRow[]> {
    return selectRows<SegmentRow>(
      this.dataSource,
      `SELECT ${COLUMNS} FROM segment WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2`,
      [cursor ?? null, limit],
    );
  }

  /** `change` locks it for ourselves, `use` against changes by others. */
  async hold(manager: EntityManager, id: string, to: 'change' | 'use'): Promise<SegmentRow | undefined> {
    return (await selectRows<SegmentRow>(manager, to === 'change' ? HOLD : KEEP, [id]))[0];
  }

  /** What the planner expects. */
  async estimate(filter: SegmentFilter): Promise<number> {
    type Row = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] };
    const { text, values } = atSegment(MEMBERS, filter, 1);
    const [row] = await selectRows<Row>(this.dataSource, `EXPLAIN (FORMAT JSON) ${text}`, values);
    return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  async count(manager: EntityManager, filter: SegmentFilter, patienceMs: number): Promise<number> {
    await manager.query(`SET LOCAL statement_timeout = ${patienceMs}`);
    const { text, values } = atSegment(COUNT, filter, 1);
    const [row] = await selectRows<{ many: number }>(manager, text, values);
    return row?.many ?? 0;
  }
}
