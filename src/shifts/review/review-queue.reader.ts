import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Lexicon } from '../actors/lexicon.js';
import { shiftOut } from '../shift.dto.js';
import { ShiftReader } from '../shift.reader.js';
import { ShiftRepository } from '../shift.repository.js';
import { CompanyReader } from './company.reader.js';
import { writeCursor, type QueueQuery } from './review-queue.dto.js';

const QUEUE = sqlFile(import.meta.dirname, 'sql/review-queue.sql');

/** What waits for an editor, with all that a decision needs: the quote in its surroundings, who else says it, what came before. */
@Injectable()
export class ReviewQueueReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: ShiftRepository,
    private readonly shifts: ShiftReader,
    private readonly company: CompanyReader,
    private readonly lexicon: Lexicon,
  ) {}

  async page(query: QueueQuery) {
    const rows = await selectRows<{ id: string }>(this.dataSource, QUEUE, [
      query.kind ?? null,
      query.actor === undefined ? null : await this.lexicon.keyOf(this.dataSource, query.actor),
      query.articleId ?? null,
      query.minConfidence ?? null,
      query.unknownActor ?? null,
      query.cursor?.score ?? null,
      query.cursor?.id ?? null,
      query.limit + 1,
    ]);
    const ids = rows.slice(0, query.limit).map(({ id }) => id);
    const page = await this.repository.findMany(this.dataSource, ids);
    const sources = await this.shifts.surroundings(this.dataSource, page);
    const askers = page.map((row) => ({ ...row, publisher: sources.get(row.id)?.article.publisher ?? null }));
    const company = await this.company.of(this.dataSource, askers);
    const items = page.flatMap((row) => {
      const [source, others] = [sources.get(row.id), company.get(row.id)];
      if (source === undefined || others === undefined) return [];
      return [{ ...shiftOut(row), ...source, isActorKnown: row.claim.actor.id !== null, ...others }];
    });
    const last = page.at(-1);
    return { items, nextCursor: rows.length > query.limit && last !== undefined ? writeCursor(last) : null };
  }
}
