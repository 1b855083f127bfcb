import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ArticleReader } from '#src/articles/index.js';
import { AuditTrail } from '#src/audit/index.js';
import { fingerprint } from '#src/domain/shift/fingerprint.js';
import type { ShiftStatus } from '#src/domain/shift/shift.schema.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { claimOf, editedClaim } from './claim-writer.js';
import { assertConfirmable, assertProven } from './shift.rules.js';
import type { EditShift, ProposeShift } from './shift.dto.js';
import { ShiftRepository, type ShiftChange, type ShiftRow } from './shift.repository.js';

const FROM: Record<'confirm' | 'reject' | 'reopen' | 'edit', readonly ShiftStatus[]> = {
  confirm: ['proposed'],
  reject: ['proposed', 'confirmed'],
  reopen: ['confirmed', 'rejected'],
  edit: ['proposed', 'confirmed'],
};

/** What an editor decides about shifts. Every decision locks the row, checks what it rests on, and leaves an audit line. */
@Injectable()
export class ShiftDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftRepository,
    private readonly articles: ArticleReader,
    private readonly audit: AuditTrail,
  ) {}

  /** An editor's own shift, for confirmation like any other. */
  async propose(input: ProposeShift, actor: string): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const revision = await this.articles.currentRevision(manager, input.articleId);
      if (revision === undefined) throw new NotFoundError('article', input.articleId);
      const claim = claimOf(input, revision.body);
      assertProven({ headline: input.headline ?? {}, impact: input.impact ?? {} }, claim);
      const id = await this.shifts.insert(manager, {
        articleId: input.articleId,
        revisionId: revision.id,
        fingerprint: fingerprint(claim, sha256),
        claim,
        headline: input.headline ?? {},
        impact: input.impact ?? {},
      });
      if (id === undefined) throw new AppError(409, 'shift.known', 'This revision has that shift already.');
      await this.record(manager, 'propose', id, actor, {});
      return id;
    });
  }

  async confirm(id: string, actor: string): Promise<void> {
    await this.command(id, 'confirm', actor, async (manager, shift) => {
      const [own, current] = [
        await this.articles.revision(manager, shift.revisionId),
        await this.articles.currentRevision(manager, shift.articleId),
      ];
      assertConfirmable(shift, own?.body ?? '', current?.body ?? '');
      return { status: 'confirmed', reviewedBy: actor, rejectReason: null };
    });
  }

  async reject(id: string, reason: string, actor: string): Promise<void> {
    await this.command(id, 'reject', actor, () =>
      Promise.resolve({ status: 'rejected', reviewedBy: actor, rejectReason: reason }),
    );
  }

  async reopen(id: string, actor: string): Promise<void> {
    await this.command(id, 'reopen', actor, () =>
      Promise.resolve({ status: 'proposed', reviewedBy: null, rejectReason: null }),
    );
  }

  /** A change of the claim of a confirmed shift needs a new confirmation; headline and impact may change at any time. */
  async edit(id: string, edit: EditShift, actor: string): Promise<void> {
    await this.command(id, 'edit', actor, async (manager, shift) => {
      if (shift.version !== edit.version) throw changed(shift.version);
      const body = (await this.articles.revision(manager, shift.revisionId))?.body ?? '';
      const claim = editedClaim(shift.claim, edit, body);
      const words = { headline: edit.headline ?? shift.headline, impact: edit.impact ?? shift.impact };
      assertProven(words, claim ?? shift.claim);
      const back: ShiftChange =
        claim !== undefined && shift.status === 'confirmed' ? { status: 'proposed', reviewedBy: null } : {};
      return { ...back, claim, headline: edit.headline, impact: edit.impact };
    });
  }

  private async command(
    id: string,
    name: keyof typeof FROM,
    actor: string,
    decide: (manager: EntityManager, shift: ShiftRow) => Promise<ShiftChange>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const shift = await this.shifts.lock(manager, id);
      if (shift === undefined) throw new NotFoundError('shift', id);
      if (!FROM[name].includes(shift.status)) {
        throw new AppError(
          409,
          `shift.is-${shift.status}`,
          `A shift that is ${shift.status} cannot be changed this way.`,
          {
            shiftStatus: shift.status,
            allowedStatuses: FROM[name],
          },
        );
      }
      const change = await decide(manager, shift);
      if (!(await this.shifts.change(manager, shift, change))) throw changed(shift.version);
      await this.record(manager, name, id, actor, { version: shift.version });
    });
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

function changed(version: number): AppError {
  return new AppError(409, 'shift.changed', 'Somebody changed this shift in the meantime; read it again.', { version });
}
