import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { namesOf, recordOf, type ActorRecord } from '#src/domain/actor/actor-record.schema.js';
import { ACTORS } from '#src/domain/shift/actors/actor-lexicon.js';
import { keyOf } from '#src/domain/shift-merge/matter.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { ActorRepository, type RerunRow } from './actor.repository.js';
import type { ActorHead, ActorListQuery, ActorOut, RerunListQuery } from './actor.dto.js';
import { Lexicon, type Snapshot } from './lexicon.js';

const SHIPPED: ReadonlyMap<string, ActorRecord> = new Map(ACTORS.map((entry) => [entry.id, recordOf(entry)]));

/** The lexicon as editors see it: what ships, what they added, what they retired. */
@Injectable()
export class ActorReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lexicon: Lexicon,
    private readonly actors: ActorRepository,
  ) {}

  async list({ q, origin, state, cursor, limit }: ActorListQuery) {
    const snapshot = await this.lexicon.current(this.dataSource);
    const wanted = q === undefined ? undefined : keyOf(q);
    const found = [...new Set([...SHIPPED.keys(), ...snapshot.kept.keys()])]
      .filter((slug) => cursor === undefined || slug > cursor)
      .sort()
      .flatMap((slug) => headOf(slug, snapshot) ?? [])
      .filter((head) => head.state === state && (origin === undefined || head.origin === origin))
      .filter((head) => wanted === undefined || says(head, wanted))
      .slice(0, limit + 1);
    const items = found.slice(0, limit);
    const nextCursor = found.length > limit ? (items.at(-1)?.slug ?? null) : null;
    return { lexiconVersion: snapshot.version, items, nextCursor };
  }

  async find(slug: string): Promise<ActorOut> {
    const head = await this.head(this.dataSource, slug);
    if (head === undefined) throw new NotFoundError('actor', slug);
    const changes = await this.actors.changes(this.dataSource, slug);
    return {
      ...head,
      changes: changes.map(({ version, actor, before, after, createdAt }) => {
        return { version, actor, before, after, createdAt: createdAt.toISOString() };
      }),
    };
  }

  async head(db: Db, slug: string): Promise<ActorHead | undefined> {
    return headOf(slug, await this.lexicon.current(db));
  }

  async reruns({ cursor, limit }: RerunListQuery) {
    const rows = await this.actors.reruns(this.dataSource, cursor, limit + 1);
    const page = rows.slice(0, limit);
    return { items: page.map(rerunOut), nextCursor: rows.length > limit ? (page.at(-1)?.version ?? null) : null };
  }

  async rerun(version: number) {
    const row = await this.actors.findRerun(this.dataSource, version);
    if (row === undefined) throw new NotFoundError('actor-rerun', String(version));
    return rerunOut(row);
  }
}

function headOf(slug: string, { kept }: Snapshot): ActorHead | undefined {
  const own = kept.get(slug);
  if (own !== undefined) {
    const { record, isRetired, version } = own;
    return { ...record, origin: 'editor', state: isRetired ? 'retired' : 'active', version };
  }
  const shipped = SHIPPED.get(slug);
  return shipped === undefined ? undefined : { ...shipped, origin: 'shipped', state: 'active', version: 0 };
}

function says(head: ActorHead, wanted: string): boolean {
  return [head.slug, ...namesOf(head).map(({ text }) => text)].some((text) => keyOf(text).includes(wanted));
}

function rerunOut({ createdAt, updatedAt, ...row }: RerunRow) {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
