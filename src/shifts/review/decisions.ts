import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { attributionClass } from '#src/domain/format/attribution.js';
import { stageOf } from '#src/domain/format/stage.js';
import type { ShiftStatus } from '#src/domain/shift/shift.schema.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { ShiftRepository, type ShiftChange, type ShiftRow } from '../shift.repository.js';
import { StageBook } from '../timeline/stage-book.js';
import { DecisionBook, type Before, type DecisionName } from './decision-book.js';

const FROM: Record<DecisionName, readonly ShiftStatus[]> = {
  confirm: ['proposed'],
  reject: ['proposed', 'confirmed'],
  reopen: ['confirmed', 'rejected'],
  edit: ['proposed', 'confirmed'],
};

export type DecisionOptions = {
  /** The version that was read; another one is a 409. */
  version?: number | undefined;
  /** The caller's transaction; the decision is a savepoint in it, so that a refused one leaves the others standing. */
  manager?: EntityManager | undefined;
};
type Asked = { id: string; actor: string } & DecisionOptions;

/** Runs a decision: locks the row, checks status and version, changes it, and leaves a line in the decision book and in the audit trail. */
@Injectable()
export class Decisions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftRepository,
    private readonly book: DecisionBook,
    private readonly stages: StageBook,
    private readonly audit: AuditTrail,
  ) {}

  async take(
    asked: Asked & { name: DecisionName },
    decide: (manager: EntityManager, shift: ShiftRow) => Promise<ShiftChange>,
  ): Promise<void> {
    const { name, actor } = asked;
    await this.locked(asked, async (manager, shift) => {
      if (!FROM[name].includes(shift.status)) throw notOpen(shift.status, FROM[name]);
      assertVersion(shift, asked.version);
      const change = await decide(manager, shift);
      await this.write(manager, shift, change);
      await this.book.note(manager, shift, { decision: name, actor, change });
      if (change.status === 'confirmed') await this.noteStage(manager, shift, actor);
      const detail = { version: shift.version, ...(change.rejectCode ? { code: change.rejectCode } : {}) };
      await this.record(manager, name, shift.id, actor, detail);
    });
  }

  /** `judge` may refuse what would stand again. */
  async undo(
    asked: Asked,
    judge: (manager: EntityManager, shift: ShiftRow, before: Before) => Promise<void>,
  ): Promise<void> {
    const { actor } = asked;
    await this.locked(asked, async (manager, shift) => {
      assertVersion(shift, asked.version);
      const last = await this.book.last(manager, shift);
      if (last === undefined) {
        throw new AppError(409, 'shift.nothing-to-undo', 'There is no decision that could be taken back.');
      }
      await judge(manager, shift, last.before);
      const { reviewedAt, ...before } = last.before;
      await this.write(manager, shift, { ...before, reviewedAt: reviewedAt === null ? null : new Date(reviewedAt) });
      if (!(await this.book.markUndone(manager, last.id, actor))) throw changed(shift.version);
      await this.record(manager, 'undo', shift.id, actor, { version: shift.version, decisionId: last.id });
    });
  }

  private async locked(asked: Asked, work: (manager: EntityManager, shift: ShiftRow) => Promise<void>): Promise<void> {
    await (asked.manager ?? this.dataSource).transaction(async (manager) => {
      const shift = await this.shifts.lock(manager, asked.id);
      if (shift === undefined) throw new NotFoundError('shift', asked.id);
      await work(manager, shift);
    });
  }

  private async write(manager: EntityManager, shift: ShiftRow, change: ShiftChange): Promise<void> {
    if (!(await this.shifts.change(manager, shift, change))) throw changed(shift.version);
  }

  private async noteStage(manager: EntityManager, { id, version, claim }: ShiftRow, actor: string): Promise<void> {
    const stage = stageOf(claim, attributionClass(claim.attribution));
    await this.stages.note(manager, { shiftId: id, stage, version: version + 1, actor });
  }

  private record(
    manager: EntityManager,
    name: string,
    id: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(manager, { actor, action: `shift.${name}`, subjectKind: 'shift', subjectId: id, detail });
  }
}

function notOpen(status: ShiftStatus, allowed: readonly ShiftStatus[]): AppError {
  return new AppError(409, `shift.is-${status}`, `A shift that is ${status} cannot be changed this way.`, {
    shiftStatus: status,
    allowedStatuses: allowed,
  });
}

function assertVersion(shift: ShiftRow, version: number | undefined): void {
  if (version !== undefined && shift.version !== version) throw changed(shift.version);
}

function changed(version: number): AppError {
  return new AppError(409, 'shift.changed', 'Somebody changed this shift in the meantime; read it again.', { version });
}
