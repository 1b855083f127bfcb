import { Injectable } from '@nestjs/common';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { itemFaults, type ItemFault } from '#src/domain/edition/item-faults.js';
import type { Evidence } from '#src/domain/shift/shift.schema.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { MachineWords, ShiftReader, type EditionShift } from '#src/shifts/index.js';
import { provenWords } from '#src/domain/edition/proven-words.js';
import { EditionRepository, type ItemRow } from './edition.repository.js';

export type EditionContent = { items: EditionItem[]; faults: ItemFault[] };

/** What stands in an edition, and what keeps it from being mailed. Reads only. */
@Injectable()
export class EditionContentReader {
  constructor(
    private readonly editions: EditionRepository,
    private readonly shifts: ShiftReader,
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
    const items: EditionItem[] = [];
    const open: EditionItem[] = [];
    const faults: ItemFault[] = [];
    for (const row of rows) {
      const shift = live.get(row.shiftId);
      if (shift === undefined) throw new Error(`shift ${row.shiftId} of an edition is gone`);
      const item = row.frozen ?? compose(row, shift);
      items.push(item);
      if (row.frozen === null) open.push(item);
      faults.push(...itemFaults(item, shift));
    }
    await this.addMachineWords(db, open);
    return { items, faults };
  }

  /** What a model wrote where no editor did, as far as the evidence proves its numbers. Approval freezes it with the rest. */
  private async addMachineWords(db: Db, items: readonly EditionItem[]): Promise<void> {
    const words = await this.machine.of(db, items.flatMap(({ headline, impact }) => [headline, impact]));
    for (const [index, item] of items.entries()) {
      const headline = provenWords(words[index * 2] ?? {}, item.claim);
      const impact = provenWords(words[index * 2 + 1] ?? {}, item.claim);
      if (Object.keys(headline).length + Object.keys(impact).length > 0) item.machine = { headline, impact };
    }
  } // prettier-ignore

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

/** The edition's own words go before the shift's. */
function compose(row: ItemRow, shift: EditionShift): EditionItem {
  return {
    shiftId: shift.id,
    shiftVersion: shift.version,
    revisionId: shift.revisionId,
    claim: shift.claim,
    headline: { ...shift.headline, ...row.headline },
    impact: { ...shift.impact, ...row.impact },
    article: { ...shift.article, publishedAt: shift.article.publishedAt?.toISOString() ?? null },
  };
}
