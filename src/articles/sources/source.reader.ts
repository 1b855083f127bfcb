import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { Source, SourceHealth, SourceListQuery } from './source.dto.js';
import { SourceRepository } from './source.repository.js';

/** What the pages about sources show. */
@Injectable()
export class SourceReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sources: SourceRepository,
  ) {}

  async list({ state, kind, cursor, limit }: SourceListQuery) {
    const rows = await this.sources.page(this.dataSource, { state, kind, before: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async find(id: string): Promise<Source> {
    const source = await this.sources.find(this.dataSource, id);
    if (source === undefined) throw new NotFoundError('source', id);
    return source;
  }

  async health(id: string, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<SourceHealth> {
    const source = await this.find(id);
    const rows = await this.sources.visits(this.dataSource, id, cursor, limit + 1);
    const visits = rows.slice(0, limit);
    const troubledItems = await this.sources.troubledItems(this.dataSource, id);
    const nextCursor = rows.length > limit ? (visits.at(-1)?.id ?? null) : null;
    return { source, visits, nextCursor, troubledItems };
  }
}
