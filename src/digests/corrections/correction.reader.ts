import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReaderCounts } from '#src/delivery/index.js';
import { wrongReasons } from '#src/domain/correction/correction.schema.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { EditionRepository } from '../edition.repository.js';
import { CorrectionContent } from './correction-content.service.js';
import { CorrectionRepository, type CorrectionRow, type MailedRow } from './correction.repository.js';
import type { WrongListQuery } from './correction.dto.js';

/** What editors see of corrections: what was mailed wrong and to how many, and what was made of it. */
@Injectable()
export class CorrectionReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly corrections: CorrectionRepository,
    private readonly content: CorrectionContent,
    private readonly editions: EditionRepository,
    private readonly counts: ReaderCounts,
  ) {}

  /** Shifts of which something wrong was mailed and no correction is made yet. */
  async wrong({ cursor, limit }: WrongListQuery) {
    const rows = await this.corrections.mailedWrong(this.dataSource, cursor, limit + 1);
    const ids = [...new Set(rows.map(({ shiftId }) => shiftId))];
    const page = ids.slice(0, limit);
    const items = await Promise.all(page.map((id) => this.wrongShift(rows.filter(({ shiftId }) => shiftId === id))));
    return { items: items.flat(), nextCursor: ids.length > limit ? (page.at(-1) ?? null) : null };
  }

  async list({ cursor, limit }: WrongListQuery) {
    const rows = await this.corrections.list(this.dataSource, { before: cursor, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return { items: page.map(correctionOut), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  async read(id: string) {
    const row = await this.corrections.find(this.dataSource, id);
    if (row === undefined) throw new NotFoundError('correction', id);
    return correctionOut(row);
  }

  /** Old and new side by side: what the edition corrects, and what of it was corrected. */
  async ofEdition(editionId: string) {
    if ((await this.editions.find(this.dataSource, editionId)) === undefined)
      throw new NotFoundError('edition', editionId);
    const { told } = await this.content.read(this.dataSource, editionId);
    const corrected = await this.corrections.ofEdition(this.dataSource, editionId);
    return { tells: told, corrected: corrected.map(correctionOut) };
  }

  private async wrongShift(rows: readonly MailedRow[]) {
    const [first] = rows;
    if (first === undefined) return [];
    const ids = rows.map(({ editionId }) => editionId);
    const counts = await this.counts.byEdition(this.dataSource, ids);
    const readers = await this.counts.distinct(this.dataSource, ids);
    const editions = rows.map((row) => {
      const { accepted, uncertain, open } = counts.find(({ editionId }) => editionId === row.editionId) ?? NOBODY;
      return {
        editionId: row.editionId,
        number: row.number,
        startedAt: row.startedAt.toISOString(),
        reasons: wrongReasons(row),
        said: row.item,
        ...{ accepted, uncertain, open },
      };
    });
    return [{ shiftId: first.shiftId, status: first.status, version: first.version, readers, editions }];
  }
}

const NOBODY = { accepted: 0, uncertain: 0, open: 0 };

function correctionOut({ createdAt, ...row }: CorrectionRow) {
  return { ...row, createdAt: createdAt.toISOString() };
}
