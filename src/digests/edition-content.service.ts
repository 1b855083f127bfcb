import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EditionItem, Previously } from '#src/domain/edition/edition.schema.js';
import { itemFaults, type ItemFault } from '#src/domain/edition/item-faults.js';
import type { ReadersOf } from '#src/delivery/index.js';
import type { Evidence } from '#src/domain/shift/shift.schema.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { provenWords } from '#src/domain/edition/proven-words.js';
import { MachineWords, ShiftReader, TimelineReader, type EditionShift, type TimelineBrief } from '#src/shifts/index.js';
import { composeItem } from './compose-item.js';
import { CorrectionContent } from './corrections/correction-content.service.js';
import { EditionRepository } from './edition.repository.js';

export type EditionContent = { items: EditionItem[]; faults: ItemFault[] };

/** What stands in an edition, and what keeps it from being mailed. */
@Injectable()
export class EditionContentReader {
  constructor(
    private readonly editions: EditionRepository,
    private readonly shifts: ShiftReader,
    private readonly timelines: TimelineReader,
    private readonly corrections: CorrectionContent,
    private readonly machine: MachineWords,
  ) {}

  /**
   * The items as a mail would show them: frozen ones as approved, others from the live shift. Faults are judged now: a shift that was
   * rejected, and a quote to be mailed that its article no longer holds, are found before anything is sent.
   */
  async read(db: Db, editionId: string): Promise<EditionContent> {
    const rows = await this.editions.items(db, editionId);
    const frozen = new Map(
      rows.flatMap(({ shiftId, frozen: item }) => (item === null ? [] : [[shiftId, item.claim.evidence] as const])),
    );
    const ids = rows.map((row) => row.shiftId);
    const live = await this.live(db, ids, frozen);
    const previously = await this.timelines.previously(db, ids);
    const items: EditionItem[] = [];
    const open: EditionItem[] = [];
    const { faults } = await this.corrections.read(db, editionId);
    for (const row of rows) {
      const shift = live.get(row.shiftId);
      if (shift === undefined) throw new Error(`shift ${row.shiftId} of an edition is gone`);
      const earlier = previously.get(row.shiftId);
      const before = earlier === undefined ? null : previouslyOf(earlier);
      const item = row.frozen ?? composeItem(row, shift, before);
      items.push(item);
      if (row.frozen === null) open.push(item);
      faults.push(...itemFaults(item, shift));
    }
    await this.addMachineWords(db, open);
    return { items, faults };
  }

  /** What was approved stays as it was. */
  async freeze(manager: EntityManager, editionId: string, items: readonly EditionItem[]): Promise<void> {
    await this.editions.freezeItems(manager, editionId, items);
    await this.corrections.freeze(manager, editionId);
  }

  /** Corrections that wait for the next digest come into this one. */
  async attachCorrections(manager: EntityManager, editionId: string): Promise<void> {
    await this.corrections.attach(manager, editionId);
  }

  /** Whom a notice of correction is for. */
  audienceOf(manager: EntityManager, editionId: string): Promise<ReadersOf> {
    return this.corrections.audienceOf(manager, editionId);
  }

  /** What a model wrote where no editor did, as far as the evidence proves its numbers. Approval freezes it with the rest. */
  private async addMachineWords(db: Db, items: readonly EditionItem[]): Promise<void> {
    const words = await this.machine.of(
      db,
      items.flatMap(({ headline, impact }) => [headline, impact]),
    );
    for (const [index, item] of items.entries()) {
      const headline = provenWords(words[index * 2] ?? {}, item.claim);
      const impact = provenWords(words[index * 2 + 1] ?? {}, item.claim);
      if (Object.keys(headline).length + Object.keys(impact).length > 0) item.machine = { headline, impact };
    }
  }

  /** What other confirmed shifts tell otherwise: a warning before approval, not a fault. */
  conflicts(db: Db, items: readonly EditionItem[]) {
    return this.shifts.confirmedConflicts(
      db,
      items.map(({ shiftId }) => shiftId),
    );
  }

  /** Whether these shifts may enter an edition at all. */
  async judge(db: Db, shiftIds: readonly string[]): Promise<ItemFault[]> {
    const live = await this.live(db, shiftIds);
    return shiftIds.flatMap((shiftId): ItemFault[] => {
      const shift = live.get(shiftId);
      if (shift === undefined) return [{ shiftId, reason: 'unknown' }];
      return shift.status === 'confirmed' ? [] : [{ shiftId, reason: 'not-confirmed' }];
    });
  }

  private async live(
    db: Db,
    shiftIds: readonly string[],
    frozen?: ReadonlyMap<string, readonly Evidence[]>,
  ): Promise<Map<string, EditionShift>> {
    const shifts = await this.shifts.forEdition(db, shiftIds, frozen);
    return new Map(shifts.map((shift) => [shift.id, shift]));
  }
}

function previouslyOf({ quote, attribution, stage, source, ...brief }: TimelineBrief): Previously {
  return { ...brief, attribution: attribution.words, language: quote.language };
}
