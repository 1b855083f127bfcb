import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { segmentFilterSchema, type SegmentFilter } from '#src/domain/segment/segment.schema.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { errorCode } from '#src/foundation/error-code.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import type { CreateSegment, EditSegment, SegmentListQuery, SegmentOut } from './segment.dto.js';
import { SegmentRepository, type SegmentRow } from './segment.repository.js';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Saved parts of the audience. What one holds is decided whenever it is used, not when it is saved. */
@Injectable()
export class SegmentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly segments: SegmentRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** 409 `segment.name-taken`. */
  async create({ name, filter }: CreateSegment, actor: string): Promise<SegmentOut> {
    return this.named(name, async (manager) => {
      const row = await this.segments.insert(manager, name, filter);
      await this.record(manager, 'segment.created', row.id, actor, { filter });
      return out(row);
    });
  }

  /** 409 `segment.changed`, `segment.name-taken`. Editions that have not started follow. */
  async edit(id: string, { version, name, filter }: EditSegment, actor: string): Promise<SegmentOut> {
    return this.named(name, async (manager) => {
      const known = await this.segments.hold(manager, id, 'change');
      if (known === undefined) throw new NotFoundError('segment', id);
      if (known.version !== version)
        throw new AppError(409, 'segment.changed', 'Somebody changed this segment in the meantime; read it again.', {
          version: known.version,
        });
      const row = await this.segments.update(manager, id, { name, filter });
      if (row === undefined) throw new Error(`segment ${id} went away under our lock`);
      await this.record(manager, 'segment.changed', id, actor, { before: known.filter, after: row.filter });
      return out(row);
    });
  }

  /** 409 `segment.in-use` while an edition, also one that was sent, names it. */
  async delete(id: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      try {
        if (!(await this.segments.delete(manager, id))) throw new NotFoundError('segment', id);
      } catch (error) {
        if (errorCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
        throw new AppError(409, 'segment.in-use', 'Editions are addressed to this segment.', {}, { cause: error });
      }
      await this.record(manager, 'segment.deleted', id, actor, {});
    });
  }

  async find(id: string): Promise<SegmentOut> {
    const row = await this.segments.find(id);
    if (row === undefined) throw new NotFoundError('segment', id);
    return out(row);
  }

  /** By name. */
  async list({ cursor, limit }: SegmentListQuery): Promise<{ items: SegmentOut[]; nextCursor: string | null }> {
    const rows = await this.segments.page(cursor, limit + 1);
    const page = rows.slice(0, limit);
    return { items: page.map(out), nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null };
  }

  /** Keeps it as it is until the transaction ends. */
  hold(manager: EntityManager, id: string): Promise<SegmentRow | undefined> {
    return this.segments.hold(manager, id, 'use');
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
