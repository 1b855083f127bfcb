import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryRuns } from '#src/delivery/index.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { CompiledDigest } from '#src/rendering/index.js';
import { EditionContentReader } from './edition-content.service.js';
import { EditionPress } from './edition-press.service.js';
import { EditionRepository, type EditionRow } from './edition.repository.js';
import type { EditionListQuery, EditionOut } from './edition.dto.js';

/** What an editor sees of editions: lists, one edition with its faults and its run, previews. */
@Injectable()
export class EditionReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: EditionRepository,
    private readonly content: EditionContentReader,
    private readonly press: EditionPress,
    private readonly runs: DeliveryRuns,
  ) {}

  async list(query: EditionListQuery) {
    const rows = await this.editions.list(this.dataSource, {
      state: query.state,
      before: query.cursor,
      limit: query.limit + 1,
    });
    const page = rows.slice(0, query.limit);
    return { items: page.map(head), nextCursor: rows.length > query.limit ? (page.at(-1)?.number ?? null) : null };
  }

  async read(id: string): Promise<EditionOut> {
    const edition = await this.find(id);
    const { items, faults } = await this.content.read(this.dataSource, id);
    const run = edition.state === 'started' ? await this.runs.find(id) : undefined;
    const conflicts = await this.content.conflicts(this.dataSource, items);
    return { ...head(edition), items, faults, conflicts, run: run === undefined ? null : { ...run } };
  }

  /** The edition as one locale's readers would get it, personal slots still open. A draft shows the live shifts. */
  async preview(id: string, locale: Locale): Promise<CompiledDigest> {
    const edition = await this.find(id);
    const { items } = await this.content.read(this.dataSource, id);
    return this.press.render(this.dataSource, edition, items, locale);
  }

  private async find(id: string): Promise<EditionRow> {
    const edition = await this.editions.find(this.dataSource, id);
    if (edition === undefined) throw new NotFoundError('edition', id);
    return edition;
  }
}

function head(row: EditionRow) {
  const { dueAt, approvedAt, scheduledAt, startedAt, createdAt, updatedAt, ...rest } = row;
  return {
    ...rest,
    dueAt: dueAt?.toISOString() ?? null,
    approvedAt: approvedAt?.toISOString() ?? null,
    scheduledAt: scheduledAt?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
