import { Injectable } from '@nestjs/common';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { unprovenNumbers } from '#src/domain/evidence/number-lock.js';
import type { Localised } from '#src/domain/locale/locale.js';
import type { Evidence } from '#src/domain/shift/shift.schema.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { ShiftReader, type EditionShift } from '#src/shifts/index.js';
import type { ItemFault } from './edition.errors.js';
import { EditionRepository, type ItemRow } from './edition.repository.js';

export type EditionContent = { items: EditionItem[]; faults: ItemFault[] };

/** What stands in an edition, and what keeps it from being mailed. Reads only. */
@Injectable()
export class EditionContentReader {
  constructor(
    private readonly editions: EditionRepository,
    private readonly shifts: ShiftReader,
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
    const faults: ItemFault[] = [];
    for (const row of rows) {
      const shift = live.get(row.shiftId);
      if (shift === undefined) {
        faults.push({ shiftId: row.shiftId, reason: 'unknown' });
        continue;
      }
      const item = row.frozen ?? compose(row, shift);
      items.push(item);
      faults.push(...faultsOf(item, shift));
    }
    return { items, faults };
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

function faultsOf(item: EditionItem, shift: EditionShift): ItemFault[] {
  const faults: ItemFault[] = [];
  if (shift.status !== 'confirmed') faults.push({ shiftId: shift.id, reason: 'not-confirmed' });
  if (shift.brokenQuotes.length > 0) {
    faults.push({
      shiftId: shift.id,
      reason: 'broken-quote',
      quotes: shift.brokenQuotes.map((evidence) => evidence.quote),
    });
  }
  const numbers = [...wordsOf(item.headline), ...wordsOf(item.impact)].flatMap((words) =>
    unprovenNumbers(words, item.claim),
  );
  if (numbers.length > 0) faults.push({ shiftId: shift.id, reason: 'number-without-evidence', numbers });
  return faults;
}

function wordsOf(text: Localised): string[] {
  return Object.values(text).filter((words) => words !== undefined);
}
