import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ActorRecord } from '#src/domain/actor/actor-record.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type RerunState = 'running' | 'stopped' | 'done';
export type RerunRow = {
  version: number;
  slug: string;
  terms: string[];
  state: RerunState;
  looked: number;
  asked: number;
  createdAt: Date;
  updatedAt: Date;
};
export type ChangeRow = {
  version: number;
  slug: string;
  actor: string;
  before: ActorRecord | null;
  after: ActorRecord;
  createdAt: Date;
};

const STEP = sqlFile(import.meta.dirname, 'sql/step-rerun.sql');
const RERUN = `r.version, c.slug, r.terms, r.state, r.looked, r.asked, r.created_at AS "createdAt", r.updated_at AS "updatedAt"`;

@Injectable()
export class ActorRepository {
  /** Takes the next version of the lexicon; changes come one after the other. */
  async nextVersion(manager: EntityManager): Promise<number> {
    const [row] = await selectRows<{ version: number }>(
      manager,
      `UPDATE actor_lexicon SET version = version + 1 RETURNING version`,
    );
    if (row === undefined) throw new Error('the lexicon has no version');
    return row.version;
  }

  async keep(
    manager: EntityManager,
    change: { version: number; after: ActorRecord; before: ActorRecord | null; isRetired: boolean; actor: string },
  ): Promise<void> {
    const { version, before, after, isRetired, actor } = change;
    await manager.query(
      `INSERT INTO actor_entry (slug, state, entry, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (slug) DO UPDATE SET state = excluded.state, entry = excluded.entry, version = excluded.version, updated_at = now()`,
      [after.slug, isRetired ? 'retired' : 'active', JSON.stringify(after), version],
    );
    await manager.query(`INSERT INTO actor_change (version, slug, actor, before, after) VALUES ($1, $2, $3, $4, $5)`, [
      version,
      after.slug,
      actor,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
    ]);
  }

  /** Shifts that were kept under a name get the slug that the name has now. */
  async rekey(manager: EntityManager, slug: string, formerKeys: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE shift SET actor_key = $1 WHERE actor_key = ANY ($2::text[]) AND status IN ('proposed', 'confirmed')`,
      [slug, [...formerKeys]],
    );
  }

  async openRerun(manager: EntityManager, version: number, terms: readonly string[]): Promise<void> {
    await manager.query(`INSERT INTO actor_rerun (version, terms, state) VALUES ($1, $2, 'running')`, [
      version,
      [...terms],
    ]);
  }

  /** Versions whose articles are being looked through again. */
  async running(db: Db): Promise<number[]> {
    const rows = await selectRows<{ version: number }>(
      db,
      `SELECT version FROM actor_rerun WHERE state = 'running' ORDER BY version LIMIT 20`,
    );
    return rows.map(({ version }) => version);
  }

  /** The revisions to extract anew of the next `size` articles; undefined when it was stopped, is done, or another process is at it. */
  async step(db: Db, version: number, size: number): Promise<{ state: RerunState; revisionIds: string[] } | undefined> {
    const [row] = await selectRows<{ state: RerunState; revisionIds: string[] }>(db, STEP, [version, size]);
    return row;
  }

  async reruns(db: Db, before: number | undefined, limit: number): Promise<RerunRow[]> {
    return selectRows<RerunRow>(
      db,
      `SELECT ${RERUN} FROM actor_rerun r JOIN actor_change c USING (version) WHERE $1::int IS NULL OR r.version < $1
       ORDER BY r.version DESC LIMIT $2`,
      [before ?? null, limit],
    );
  }

  async findRerun(db: Db, version: number): Promise<RerunRow | undefined> {
    const [row] = await selectRows<RerunRow>(
      db,
      `SELECT ${RERUN} FROM actor_rerun r JOIN actor_change c USING (version) WHERE r.version = $1`,
      [version],
    );
    return row;
  }

  /** Compare-and-set: false when it is not in that state. */
  async turnRerun(manager: EntityManager, version: number, from: RerunState, to: RerunState): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `UPDATE actor_rerun SET state = $3, updated_at = now() WHERE version = $1 AND state = $2 RETURNING version`,
      [version, from, to],
    );
    return rows.length === 1;
  }

  async changes(db: Db, slug: string): Promise<ChangeRow[]> {
    return selectRows<ChangeRow>(
      db,
      `SELECT version, slug, actor, before, after, created_at AS "createdAt" FROM actor_change WHERE slug = $1
       ORDER BY version DESC LIMIT 50`,
      [slug],
    );
  }
}
