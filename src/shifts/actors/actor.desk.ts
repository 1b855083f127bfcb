import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { ActorRecord } from '#src/domain/actor/actor-record.schema.js';
import { aliasConflicts, changedNames, formerKeys } from '#src/domain/actor/lexicon.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { ShiftRepository } from '../shift.repository.js';
import type { ActorHead, AddActor, PatchActor } from './actor.dto.js';
import { ActorReader } from './actor.reader.js';
import { LexiconWriter } from './lexicon-writer.js';

/** What editors change about the lexicon. Every change is its next version, has an audit line, and asks the articles that say its names again. */
@Injectable()
export class ActorDesk {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly reader: ActorReader,
    private readonly writer: LexiconWriter,
    private readonly shifts: ShiftRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** 409 `actor.known`, `actor.alias-taken`; 404 for a shift that nobody knows. */
  async add({ fromShift, ...given }: AddActor, actor: string, key: string | undefined): Promise<string> {
    return this.idempotency.once('actor.add', key, { fromShift, ...given }, async (manager) => {
      const version = await this.writer.begin(manager);
      if ((await this.reader.head(manager, given.slug)) !== undefined)
        throw new AppError(409, 'actor.known', 'The lexicon has an actor of this slug; change that one.', {
          errors: [{ field: 'slug', message: 'is taken' }],
        });
      const record = await this.withWordsOf(manager, given, fromShift);
      await this.write(manager, { version, before: null, after: record, isRetired: false, actor, name: 'add' });
      return record.slug;
    });
  }

  /** 409 `actor.changed`, `actor.alias-taken`. A retired actor comes back by it. */
  async patch(slug: string, { version: read, ...patch }: PatchActor, actor: string): Promise<void> {
    await this.change(slug, read, async (manager, version, head) => {
      const before = recordIn(head);
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const after: ActorRecord = { ...before, ...given };
      const old = head.state === 'retired' ? null : before;
      await this.write(manager, { version, before: old, after, isRetired: false, actor, name: 'change' });
    });
  }

  /** Its names are no actor's any more; shifts that it is in keep it. */
  async retire(slug: string, read: number, actor: string): Promise<void> {
    await this.change(slug, read, async (manager, version, head) => {
      if (head.state === 'retired') throw new AppError(409, 'actor.is-retired', 'This actor is retired.');
      const record = recordIn(head);
      await this.write(manager, { version, before: record, after: record, isRetired: true, actor, name: 'retire' });
    });
  }

  private async change(
    slug: string,
    read: number,
    work: (manager: EntityManager, version: number, head: ActorHead) => Promise<void>,
  ): Promise<void> {
    await this.idempotency.once('actor.change', undefined, null, async (manager) => {
      const version = await this.writer.begin(manager);
      const head = await this.reader.head(manager, slug);
      if (head === undefined) throw new NotFoundError('actor', slug);
      if (head.version !== read)
        throw new AppError(409, 'actor.changed', 'Somebody changed this actor in the meantime; read it again.', {
          version: head.version,
        });
      await work(manager, version, head);
    });
  }

  private async write(manager: EntityManager, change: LexiconChange): Promise<void> {
    const { version, before, after, isRetired, actor, name } = change;
    if (!isRetired) assertFree(after, await this.writer.conflictsOf(manager, after, aliasConflicts));
    const terms = changedNames(before, isRetired ? null : after);
    await this.writer.keep(manager, {
      change: { version, before, after, isRetired, actor },
      terms,
      formerKeys: isRetired ? [] : formerKeys(after),
    });
    const detail = { version, terms: terms.length };
    await this.audit.record(manager, {
      actor,
      action: `actor.${name}`,
      subjectKind: 'actor',
      subjectId: after.slug,
      detail,
    });
  }

  private async withWordsOf(manager: EntityManager, record: ActorRecord, shiftId?: string): Promise<ActorRecord> {
    if (shiftId === undefined) return record;
    const shift = await this.shifts.find(manager, shiftId);
    if (shift === undefined) throw new NotFoundError('shift', shiftId);
    const { name, surface, resolvedBy } = shift.claim.actor;
    // A pronoun or "the company" is no name.
    const words = resolvedBy === 'text' || resolvedBy === 'editor' ? [name, surface] : [name];
    const known = new Set([record.names.en, record.names['zh-Hans'], record.names['zh-Hant'], ...record.aliases]);
    const more = [...new Set(words)].filter((word) => word.length >= 2 && !known.has(word));
    return { ...record, aliases: [...record.aliases, ...more] };
  }
}

type LexiconChange = {
  version: number;
  before: ActorRecord | null;
  after: ActorRecord;
  isRetired: boolean;
  actor: string;
  name: string;
};

function recordIn({ origin, state, version, ...record }: ActorHead): ActorRecord {
  return record;
}

function assertFree(record: ActorRecord, conflicts: ReturnType<typeof aliasConflicts>): void {
  if (conflicts.length === 0) return;
  throw new AppError(409, 'actor.alias-taken', 'Another actor has a name of this one.', {
    errors: conflicts.map(({ field, alias, slug, name }) => {
      return { field, message: `"${alias}" names ${name} (${slug})` };
    }),
    conflicts,
    slug: record.slug,
  });
}
