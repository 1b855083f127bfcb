import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { occurrencesAfter } from '#src/domain/schedule/occurrences.js';
import type { ScheduleRule } from '#src/domain/schedule/schedule-rule.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { DigestListQuery, DigestOut, OccurrenceListQuery, PreviewSchedule } from './digest.dto.js';
import { DigestRepository, type DigestRow } from './digest.repository.js';
import { OccurrenceRepository } from './occurrence.repository.js';

const NEXT_RUNS = 3;

/** What an editor sees of digests: their rules, when they are due, and what became of their due times. */
@Injectable()
export class DigestReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly digests: DigestRepository,
    private readonly occurrences: OccurrenceRepository,
  ) {}

  async list({ cursor, limit }: DigestListQuery) {
    const rows = await this.digests.list(this.dataSource, cursor, limit + 1);
    const page = rows.slice(0, limit);
    return {
      items: page.map((row) => this.out(row)),
      nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null,
    };
  }

  async read(id: string): Promise<DigestOut> {
    return this.out(await this.find(id));
  }

  preview({ schedule, count }: PreviewSchedule) {
    return { runs: this.runs(schedule, count) };
  }

  async nextRuns(id: string, count: number) {
    const { definition } = await this.find(id);
    return { runs: definition.schedule === null ? [] : this.runs(definition.schedule, count) };
  }

  async history(id: string, { cursor, limit }: OccurrenceListQuery) {
    await this.find(id);
    const before = cursor === undefined ? undefined : new Date(cursor);
    const rows = await this.occurrences.list(this.dataSource, id, before, limit + 1);
    const items = rows.slice(0, limit).map(({ dueAt, nudgedAt, ...row }) => ({
      ...row,
      dueAt: dueAt.toISOString(),
      nudgedAt: nudgedAt?.toISOString() ?? null,
    }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.dueAt ?? null) : null };
  }

  private async find(id: string): Promise<DigestRow> {
    const digest = await this.digests.find(this.dataSource, id);
    if (digest === undefined) throw new NotFoundError('digest', id);
    return digest;
  }

  private runs(rule: ScheduleRule, count: number) {
    const wall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: rule.zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return occurrencesAfter(rule, this.clock.now(), count).map((at) => ({
      at: at.toISOString(),
      local: wall.format(at),
    }));
  }

  private out({ createdAt, updatedAt, plannedThrough: _, ...row }: DigestRow): DigestOut {
    const { schedule } = row.definition;
    return {
      ...row,
      nextRuns: row.state === 'active' && schedule !== null ? this.runs(schedule, NEXT_RUNS) : [],
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    };
  }
}
