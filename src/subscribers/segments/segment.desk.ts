import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { segmentFilterSchema, type SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { errorCode } from '#src/foundation/error-code.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import type { CreateSegment, EditSegment, SegmentListQuery, SegmentOut } from './segment.dto.js';

type SegmentRow = Omit<SegmentOut, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date };

const COLUMNS = `id, name, filter, version, created_at AS "createdAt", updated_at AS "updatedAt"`;
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Saved parts of the audience. What one holds is decided whenever it is used, not when it is saved. */
@Injectable()
export class SegmentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
  ) {}

  /** 409 `segment.name-taken`. */
  async create({ name, filter }: CreateSegment, actor: string): Promise<SegmentOut> {
    return this.named(name, async (manager) => {
      const [row] = await selectRows<SegmentRow>(
        manager,
        `INSERT INTO segment (name, filter) VALUES ($1, $2) RETURNING ${COLUMNS}`,
        [name, JSON.stringify(filter)],
      );
      if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
      await this.record(manager, 'segment.created', row.id, actor, { filter });
      return out(row);
    });
  }

  /** 409 `segment.changed`, `segment.name-taken`. Editions that have not started follow. */
  async edit(id: string, { version, name, filter }: EditSegment, actor: string): Promise<SegmentOut> {
    return this.named(name, async (manager) => {
      const known = await this.hold(manager, id, 'UPDATE');
      if (known === undefined) throw new NotFoundError('segment', id);
      if (known.version !== version)
        throw new AppError(409, 'segment.changed', 'Somebody changed this segment in the meantime; read it again.', {
          version: known.version,
        });
      const [row] = await selectRows<SegmentRow>(
        manager,
        `UPDATE segment SET name = coalesce($2, name), filter = coalesce($3, filter), version = version + 1, updated_at = now()
         WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, name ?? null, filter === undefined ? null : JSON.stringify(filter)],
      );
      if (row === undefined) throw new Error(`segment ${id} went away under our lock`);
      await this.record(manager, 'segment.changed', id, actor, { before: known.filter, after: row.filter });
      return out(row);
    });
  }

  /** 409 `segment.in-use` while an edition, also one that was sent, names it. */
  async delete(id: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      try {
        if ((await countAffected(manager, `DELETE FROM segment WHERE id = $1`, [id])) === 0)
          throw new NotFoundError('segment', id);
      } catch (error) {
        if (errorCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
        throw new AppError(409, 'segment.in-use', 'Editions are addressed to this segment.', {}, { cause: error });
      }
      await this.record(manager, 'segment.deleted', id, actor, {});
    });
  }

  async find(id: string): Promise<SegmentOut> {
    const [row] = await selectRows<SegmentRow>(this.dataSource, `SELECT ${COLUMNS} FROM segment WHERE id = $1`, [id]);
    if (row === undefined) throw new NotFoundError('segment', id);
    return out(row);
  }

  /** By name. */
  async list({ cursor, limit }: SegmentListQuery): Promise<{ items: SegmentOut[]; nextCursor: string | null }> {
    const rows = await selectRows<SegmentRow>(
      this.dataSource,
      `SELECT ${COLUMNS} FROM segment WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2`,
      [cursor ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    return { items: page.map(out), nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null };
  }

  /** Keeps it as it is until the transaction ends. */
  async hold(
    manager: EntityManager,
    id: string,
    against: 'UPDATE' | 'SHARE' = 'SHARE',
  ): Promise<SegmentRow | undefined> {
    const [row] = await selectRows<SegmentRow>(manager, `SELECT ${COLUMNS} FROM segment WHERE id = $1 FOR ${against}`, [
      id,
    ]);
    return row;
  }

  /** For a freeze, read anew. */
  async filterOf(manager: EntityManager, id: string): Promise<SegmentFilter> {
    const row = await this.hold(manager, id);
    if (row === undefined) throw new NotFoundError('segment', id);
    return segmentFilterSchema.parse(row.filter);
  }

  private async named<T>(name: string | undefined, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
      throw new AppError(409, 'segment.name-taken', 'Another segment has this name.', { name }, { cause: error });
    }
  }

  private record(db: Db, action: string, id: string, actor: string, detail: Record<string, unknown>): Promise<void> {
    return this.audit.record(db, { actor, action, subjectKind: 'segment', subjectId: id, detail });
  }
}

function out({ createdAt, updatedAt, ...row }: SegmentRow): SegmentOut {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
