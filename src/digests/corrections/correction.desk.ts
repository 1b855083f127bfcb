import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import type { CreateCorrection } from './correction.dto.js';
import { CorrectionRepository, type CorrectionRow } from './correction.repository.js';

/** What editors do about something wrong that was mailed. */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly corrections: CorrectionRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * A notice becomes a draft edition of its own, to be approved and sent like any other; it reaches just the readers who got the wrong one. The other
   * kind comes into the digest at the desk, or else into the next one. 409 `correction.nothing-wrong`, `correction.in-review`.
   */
  async create(input: CreateCorrection, actor: string, key: string | undefined): Promise<string> {
    return this.idempotency.once('correction.create', key, input, async (manager) => {
      const { shiftId, severity, note } = input;
      const mailed = await this.corrections.mailedOf(manager, shiftId);
      const [first] = mailed;
      if (first === undefined)
        throw new AppError(409, 'correction.nothing-wrong', 'Nothing that was mailed of this shift is wrong.');
      if (first.status === 'proposed')
        throw new AppError(
          409,
          'correction.in-review',
          'Confirm or reject the shift first: readers must be told one of them.',
        );
      const given = { shiftId, severity, note, shiftVersion: first.version, actor };
      const sources = mailed.map(({ editionId }) => editionId);
      const id = await this.corrections.insert(manager, given, sources);
      const editionId = severity === 'notice' ? await this.openNotice(manager, id) : await this.attach(manager);
      await this.record(manager, 'create', id, actor, { shiftId, severity, sources, editionId });
      return id;
    });
  }

  /** Another notice for those who got it since: deliveries that were open then, or proved uncertain ones. */
  async again(id: string, actor: string, key: string | undefined): Promise<void> {
    await this.idempotency.once(`correction.again/${id}`, key, null, async (manager) => {
      const row = await this.held(manager, id);
      if (row.severity !== 'notice' || row.toldIn.some(({ state }) => state !== 'started' && state !== 'cancelled'))
        throw new AppError(409, 'correction.not-told', 'Another notice comes after the one before has started.');
      const editionId = await this.openNotice(manager, id);
      await this.record(manager, 'again', id, actor, { editionId });
      return null;
    });
  }

  /** As long as no edition has told it. */
  async drop(id: string, actor: string): Promise<void> {
    await this.idempotency.once('correction.drop', undefined, null, async (manager) => {
      const row = await this.held(manager, id);
      const told = row.toldIn.find(({ state }) => state !== 'draft' && state !== 'cancelled');
      if (told !== undefined)
        throw new AppError(409, 'correction.told', 'An edition that is approved or sent tells it.', { ...told });
      await this.corrections.drop(manager, id);
      await this.record(manager, 'drop', id, actor, {});
      return null;
    });
  }

  private openNotice(manager: EntityManager, id: string): Promise<string> {
    return this.corrections.openNotice(manager, id, '更正 · Correction');
  }

  private async attach(manager: EntityManager): Promise<string | null> {
    const editionId = await this.corrections.touchNextDraft(manager);
    if (editionId === undefined) return null;
    await this.corrections.attachPending(manager, editionId);
    return editionId;
  }

  private async held(manager: EntityManager, id: string): Promise<CorrectionRow> {
    const row = await this.corrections.lock(manager, id);
    if (row === undefined) throw new NotFoundError('correction', id);
    if (row.state === 'dropped') throw new AppError(409, 'correction.is-dropped', 'This correction was dropped.');
    return row;
  }

  private record(
    manager: EntityManager,
    name: string,
    id: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const event = { actor, action: `correction.${name}`, subjectKind: 'correction', subjectId: id };
    return this.audit.record(manager, { ...event, detail });
  }
}
