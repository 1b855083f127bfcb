import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReadersOf } from '#src/delivery/index.js';
import type { ToldCorrection } from '#src/domain/correction/correction.schema.js';
import { itemFaults, type ItemFault } from '#src/domain/edition/item-faults.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { ShiftReader, type EditionShift } from '#src/shifts/index.js';
import { composeItem } from '../compose-item.js';
import { CorrectionRepository, type TellingRow } from './correction.repository.js';

const NO_WORDS = { headline: {}, impact: {} };

/** The corrections that an edition tells. */
@Injectable()
export class CorrectionContent {
  constructor(
    private readonly corrections: CorrectionRepository,
    private readonly shifts: ShiftReader,
  ) {}

  /**
   * As the mail would tell them: frozen ones as approved, others with the shift of today. A shift that is confirmed and said is what is right; one
   * that is not is withdrawn; one that somebody is at work on can be neither, and is a fault.
   */
  async read(db: Db, editionId: string): Promise<{ told: ToldCorrection[]; faults: ItemFault[] }> {
    const rows = await this.corrections.telling(db, editionId);
    if (rows.length === 0) return { told: [], faults: [] };
    const live = await this.shifts.forEdition(
      db,
      rows.map(({ shiftId }) => shiftId),
    );
    const told = rows.map((row) => row.frozen ?? tell(row, live.find(({ id }) => id === row.shiftId))); // prettier-ignore
    const faults = told.flatMap((one) => faultsOf(one, live.find(({ id }) => id === one.shiftId))); // prettier-ignore
    return { told, faults };
  }

  /** Nobody, where there is nothing to correct: a notice never goes to everybody. */
  async audienceOf(manager: EntityManager, editionId: string): Promise<ReadersOf> {
    return (await this.corrections.audienceOf(manager, editionId)) ?? { editions: [], without: [] };
  }

  async attach(manager: EntityManager, editionId: string): Promise<void> {
    await this.corrections.attachPending(manager, editionId);
  }

  async freeze(manager: EntityManager, editionId: string): Promise<void> {
    const { told } = await this.read(manager, editionId);
    await this.corrections.freeze(manager, editionId, told);
  }
}

function tell(
  { correctionId, shiftId, note, edition, item }: TellingRow,
  shift: EditionShift | undefined,
): ToldCorrection {
  const isRight = shift?.status === 'confirmed' && shift.brokenQuotes.length === 0;
  const now = isRight ? composeItem(NO_WORDS, shift, null) : null;
  return { correctionId, shiftId, said: { edition, item }, now, note };
}

function faultsOf({ shiftId, now }: ToldCorrection, shift: EditionShift | undefined): ItemFault[] {
  if (shift === undefined) return [{ shiftId, reason: 'unknown' }];
  if (now === null) return shift.status === 'proposed' ? [{ shiftId, reason: 'not-confirmed' }] : [];
  return itemFaults(now, shift);
}
