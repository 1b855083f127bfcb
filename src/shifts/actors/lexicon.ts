import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ActorRecord } from '#src/domain/actor/actor-record.schema.js';
import { lexiconOf, type KeptActor } from '#src/domain/actor/lexicon.js';
import { actorKeyOf, type FindsActor } from '#src/domain/shift-merge/matter.js';
import type { ActorEntry } from '#src/domain/shift/actors/actor-entry.js';
import { compileActors } from '#src/domain/shift/actors/actor-matcher.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type Snapshot = { version: number; entries: readonly ActorEntry[]; kept: ReadonlyMap<string, KeptEntry> };
export type KeptEntry = KeptActor & { version: number; updatedAt: Date };
type EntryRow = { record: ActorRecord; state: 'active' | 'retired'; version: number; updatedAt: Date };

/** The lexicon in force: read once per version, whoever asks. */
@Injectable()
export class Lexicon {
  private known: Snapshot | undefined;

  async current(db: Db): Promise<Snapshot> {
    const version = await this.version(db);
    if (this.known?.version === version) return this.known;
    const rows = await selectRows<EntryRow>(
      db,
      `SELECT entry AS record, state, version, updated_at AS "updatedAt" FROM actor_entry ORDER BY slug`,
    );
    const kept = rows.map(({ state, ...row }) => ({ ...row, isRetired: state === 'retired' }));
    const snapshot = {
      version,
      entries: lexiconOf(kept),
      kept: new Map(kept.map((entry) => [entry.record.slug, entry])),
    };
    // What a transaction reads may be its own change, which nobody else sees yet and which may be taken back.
    if (db instanceof DataSource) this.known = snapshot;
    return snapshot;
  }

  /** Whether this version is in force still, and will be until the caller's transaction ends. */
  async isCurrent(manager: EntityManager, version: number): Promise<boolean> {
    const [row] = await selectRows<{ version: number }>(manager, `SELECT version FROM actor_lexicon FOR SHARE`);
    return row?.version === version;
  }

  /** Finds actors by name. */
  async finder(db: Db): Promise<FindsActor> {
    const matcher = compileActors((await this.current(db)).entries);
    return (name) => matcher.named(name);
  }

  /** The key of an actor that a person typed, as a slug or as a name. */
  async keyOf(db: Db, words: string): Promise<string> {
    return actorKeyOf({ id: null, name: words }, await this.finder(db));
  }

  private async version(db: Db): Promise<number> {
    const [row] = await selectRows<{ version: number }>(db, `SELECT version FROM actor_lexicon`);
    return row?.version ?? 0;
  }
}
