import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isDeepStrictEqual } from 'node:util';
import { AuditTrail } from '#src/audit/index.js';
import type { DigestDefinition, DigestState } from '#src/domain/digest/digest.schema.js';
import { errorCode } from '#src/foundation/error-code.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { SegmentDesk } from '#src/subscribers/index.js';
import type { CreateDigest, EditDigest } from './digest.dto.js';
import { DigestDrafts } from './digest-drafts.service.js';
import { DigestRepository, type DigestChange, type DigestRow } from './digest.repository.js';

const UNIQUE_VIOLATION = '23505';

/** What a digest may become: a retired one stays so. */
const NEXT: Record<DigestState, readonly DigestState[]> = {
  active: ['paused', 'retired'],
  paused: ['active', 'retired'],
  retired: [],
};

/** What an editor decides about a digest. Every command locks the row, checks the version and leaves an audit line. */
@Injectable()
export class DigestDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly digests: DigestRepository,
    private readonly drafts: DigestDrafts,
    private readonly segments: SegmentDesk,
    private readonly audit: AuditTrail,
  ) {}

  /** It begins paused. 409 `digest.name-taken`, 422 `digest.unknown-segment`. */
  async create({ name, definition }: CreateDigest, actor: string): Promise<string> {
    return this.named(name, async (manager) => {
      await this.assertSegment(manager, definition);
      const id = await this.digests.insert(manager, name, definition);
      await this.record(manager, 'created', id, actor, { definition });
      return id;
    });
  }

  /** 409 `digest.changed`, `digest.name-taken`. */
  async edit(id: string, { version, name, definition }: EditDigest, actor: string): Promise<void> {
    await this.named(name, async (manager) => {
      const digest = await this.hold(manager, id, version);
      if (definition !== undefined) await this.assertSegment(manager, definition);
      const isRescheduled =
        definition !== undefined && !isDeepStrictEqual(definition.schedule, digest.definition.schedule);
      const change = {
        name,
        definition,
        ...(isRescheduled ? await this.drafts.reschedule(manager, digest, actor) : {}),
      };
      await this.change(manager, digest, change);
      await this.record(manager, 'changed', id, actor, {
        before: digest.definition,
        after: definition ?? digest.definition,
      });
    });
  }

  /** 409 `digest.not-possible`. What came due before it became active is not made up for. */
  async move(id: string, version: number, state: DigestState, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const digest = await this.hold(manager, id, version);
      if (!NEXT[digest.state].includes(state))
        throw new AppError(409, 'digest.not-possible', `A digest that is ${digest.state} cannot become ${state}.`, {
          state: digest.state,
          allowedStates: NEXT[digest.state],
        });
      const planned = state === 'active' ? this.drafts.wakeUp(digest) : {};
      const dropped = state === 'retired' ? await this.drafts.reschedule(manager, digest, actor) : {};
      await this.change(manager, digest, { state, ...planned, ...dropped });
      await this.record(manager, state, id, actor, {});
    });
  }

  private async hold(manager: EntityManager, id: string, version: number): Promise<DigestRow> {
    const digest = await this.digests.lock(manager, id);
    if (digest === undefined) throw new NotFoundError('digest', id);
    if (digest.version !== version) throw changed(digest.version);
    return digest;
  }

  private async change(manager: EntityManager, digest: DigestRow, change: DigestChange): Promise<void> {
    if (!(await this.digests.change(manager, digest, change))) throw changed(digest.version);
  }

  private async assertSegment(manager: EntityManager, { segmentId }: DigestDefinition): Promise<void> {
    if (segmentId === null || (await this.segments.hold(manager, segmentId)) !== undefined) return;
    throw new AppError(422, 'digest.unknown-segment', 'There is no such segment.', {
      errors: [{ field: 'definition.segmentId', message: 'there is no such segment' }],
    });
  }

  private async named<T>(name: string | undefined, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      if (errorCode(error) !== UNIQUE_VIOLATION) throw error;
      throw new AppError(409, 'digest.name-taken', 'Another digest has this name.', { name }, { cause: error });
    }
  }

  private record(
    manager: EntityManager,
    what: string,
    id: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(manager, {
      actor,
      action: `digest.${what}`,
      subjectKind: 'digest',
      subjectId: id,
      detail,
    });
  }
}

function changed(version: number): AppError {
  return new AppError(409, 'digest.changed', 'Somebody changed this digest in the meantime; read it again.', {
    version,
  });
}
