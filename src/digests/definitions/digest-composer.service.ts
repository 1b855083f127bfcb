import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { ShiftPool } from '#src/shifts/index.js';
import { CorrectionRepository } from '../corrections/correction.repository.js';
import { EditionRepository } from '../edition.repository.js';
import type { DigestRow } from './digest.repository.js';

/** Well over the oldest that a rule may take, since a shift can be given a later day. */
const REMEMBERED_DAYS = 400;

/** Fills an edition of a digest from what was confirmed and not yet told. What does not fit stays in the pool, so it rolls over. */
@Injectable()
export class DigestComposer {
  constructor(
    private readonly editions: EditionRepository,
    private readonly pool: ShiftPool,
    private readonly corrections: CorrectionRepository,
  ) {}

  /** Within the caller's transaction, under the digest's lock. Undefined: too few shifts for an edition. */
  async compose(manager: EntityManager, digest: DigestRow, dueAt: Date): Promise<string | undefined> {
    const { selection, schedule, segmentId, approval } = digest.definition;
    const told = await this.told(manager, digest.id);
    const shiftIds = await this.pool.pick(manager, selection, dueAt, told);
    if (shiftIds.length < selection.minItems) return undefined;
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: schedule?.zone ?? 'UTC', dateStyle: 'short' }).format(
      dueAt,
    );
    const id = await this.editions.insert(manager, {
      title: `${digest.name} · ${day}`,
      subject: {},
      intro: {},
      segmentId,
    });
    await this.editions.belongTo(manager, id, {
      digestId: digest.id,
      dueAt,
      isFourEyes: approval.policy === 'four-eyes',
    });
    await this.editions.replaceItems(
      manager,
      id,
      shiftIds.map((shiftId) => ({ shiftId })),
    );
    await this.corrections.attachPending(manager, id);
    return id;
  }

  /** Every shift that an edition of this digest has told, or is about to, for longer than a shift can stay in the pool. */
  private async told(manager: EntityManager, digestId: string): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      manager,
      `SELECT DISTINCT i.shift_id AS id FROM edition e JOIN edition_item i ON i.edition_id = e.id
       WHERE e.digest_id = $1 AND e.state <> 'cancelled' AND e.created_at > now() - make_interval(days => $2)`,
      [digestId, REMEMBERED_DAYS],
    );
    return rows.map(({ id }) => id);
  }
}
