import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  noDeliveries,
  type DeliveryCounts,
  type DeliveryState,
  type RunState,
} from '#src/domain/delivery/delivery-state.js';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import type { ReadersOf } from '../ledger/readers-of.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type RunRow = {
  editionId: string;
  state: RunState;
  frozenCount: number;
  pausedReason: string | null;
  startedAt: Date;
  expiresAt: Date;
  finishedAt: Date | null;
};

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const FINISHABLE = sql('finishable');
const CLOSE_WAITING = sql('close-waiting');
const FINISH = sql('finish');
const DUE = sql('due-runs');
const RUN = `edition_id AS "editionId", state, frozen_count AS "frozenCount", paused_reason AS "pausedReason",
  started_at AS "startedAt", expires_at AS "expiresAt", finished_at AS "finishedAt"`;

/** One row per started edition. What is left of its time is reckoned by the database's clock. */
@Injectable()
export class RunRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Gives the prefix of the ids of its deliveries. Fails on the primary key when the edition was started before. */
  async insert(
    manager: EntityManager,
    run: {
      editionId: string;
      messageDomain: string;
      expiryHours: number;
      segment?: SegmentFilter | undefined;
      readersOf?: ReadersOf | undefined;
    },
  ): Promise<string> {
    const [row] = await selectRows<{ idPrefix: string }>(
      manager,
      `INSERT INTO delivery_run (edition_id, state, frozen_count, message_domain, expires_at, segment_filter, readers_of)
       VALUES ($1, 'sending', 0, $2, now() + make_interval(hours => $3), $4, $5) RETURNING id_prefix AS "idPrefix"`,
      [
        run.editionId,
        run.messageDomain,
        run.expiryHours,
        run.segment === undefined ? null : JSON.stringify(run.segment),
        run.readersOf === undefined ? null : JSON.stringify(run.readersOf),
      ],
    );
    if (row === undefined) throw new Error(`the run of edition ${run.editionId} was not written`);
    return row.idPrefix;
  }

  async setFrozenCount(manager: EntityManager, editionId: string, frozenCount: number): Promise<void> {
    await manager.query(`UPDATE delivery_run SET frozen_count = $2 WHERE edition_id = $1`, [editionId, frozenCount]);
  }

  async find(editionId: string): Promise<RunRow | undefined> {
    const [row] = await selectRows<RunRow>(this.dataSource, `SELECT ${RUN} FROM delivery_run WHERE edition_id = $1`, [
      editionId,
    ]);
    return row;
  }

  /** Newest first (edition ids grow with time). */
  async list(filter: { state?: RunState | undefined; before?: string | undefined; limit: number }): Promise<RunRow[]> {
    return selectRows<RunRow>(
      this.dataSource,
      `SELECT ${RUN} FROM delivery_run WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR edition_id < $2)
       ORDER BY edition_id DESC LIMIT $3`,
      [filter.state ?? null, filter.before ?? null, filter.limit],
    );
  }

  async counts(editionId: string): Promise<DeliveryCounts> {
    const rows = await selectRows<{ state: DeliveryState; count: number }>(
      this.dataSource,
      `SELECT state, count(*)::int AS count FROM delivery WHERE edition_id = $1 GROUP BY state`,
      [editionId],
    );
    const counts = noDeliveries();
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  /** Holds the run against every other command, and against finishing, until the transaction ends. */
  async lock(manager: EntityManager, editionId: string): Promise<RunState | undefined> {
    const [row] = await selectRows<{ state: RunState }>(
      manager,
      `SELECT state FROM delivery_run WHERE edition_id = $1 FOR UPDATE`,
      [editionId],
    );
    return row?.state;
  }

  /** False when it was not sending any more. */
  async pause(editionId: string, reason: string, db: Db = this.dataSource): Promise<boolean> {
    const affected = await countAffected(
      db,
      `UPDATE delivery_run SET state = 'paused', paused_reason = $2 WHERE edition_id = $1 AND state = 'sending'`,
      [editionId, reason],
    );
    return affected === 1;
  }

  /** Who resumes a run after its time means to send it, so it gets `expiryHours` more. */
  async resume(manager: EntityManager, editionId: string, expiryHours: number): Promise<void> {
    await manager.query(
      `UPDATE delivery_run SET state = 'sending', paused_reason = NULL,
         expires_at = CASE WHEN expires_at <= now() THEN now() + make_interval(hours => $2) ELSE expires_at END
       WHERE edition_id = $1`,
      [editionId, expiryHours],
    );
  }

  /** Nothing is claimed or handed off any more; what waits is cancelled by {@link closeWaiting}, what is in flight when it comes back. */
  async cancel(manager: EntityManager, editionId: string): Promise<void> {
    await manager.query(`UPDATE delivery_run SET state = 'cancelled' WHERE edition_id = $1`, [editionId]);
    await this.closeSome(manager, [editionId], 'cancelled');
  }

  /** A finished run sends again, since some of its deliveries were given back; it has at least `expiryHours` for that. */
  async reopen(manager: EntityManager, editionId: string, expiryHours: number): Promise<void> {
    await manager.query(
      `UPDATE delivery_run SET state = CASE WHEN state = 'finished' THEN 'sending' ELSE state END, finished_at = NULL,
         expires_at = greatest(expires_at, now() + make_interval(hours => $2)) WHERE edition_id = $1`,
      [editionId, expiryHours],
    );
  }

  /** Cancels what waits in cancelled runs and fails what waits in those whose time is over: an old digest is no news. How many failed. */
  async closeWaiting(): Promise<{ expired: number }> {
    const over = await selectRows<{ editionId: string; state: RunState }>(
      this.dataSource,
      `SELECT edition_id AS "editionId", state FROM delivery_run
       WHERE finished_at IS NULL AND (state = 'cancelled' OR (state = 'sending' AND expires_at <= now()))`,
    );
    const cancelled = editionIds(over.filter(({ state }) => state === 'cancelled'));
    const expired = editionIds(over.filter(({ state }) => state === 'sending'));
    if (cancelled.length > 0) await this.closeAll(cancelled, 'cancelled');
    return { expired: expired.length > 0 ? await this.closeAll(expired, 'failed') : 0 };
  }

  /** The runs that ended just now. */
  async finish(): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      const ids = editionIds(await selectRows(manager, FINISHABLE));
      return ids.length === 0 ? [] : editionIds(await selectRows(manager, FINISH, [ids]));
    });
  }

  /** Runs that have work now, the oldest first. */
  async due(): Promise<string[]> {
    return editionIds(await selectRows(this.dataSource, DUE, [PROVIDERS]));
  }

  private async closeAll(ids: string[], state: 'cancelled' | 'failed'): Promise<number> {
    let ended = 0;
    for (;;) {
      const some = await this.closeSome(this.dataSource, ids, state);
      ended += some.ended;
      if (!some.mayBeMore) return ended;
    }
  }

  private async closeSome(db: Db, ids: string[], state: 'cancelled' | 'failed') {
    const [row] = await selectRows<{ ended: number; mayBeMore: boolean }>(db, CLOSE_WAITING, [ids, state]);
    return row ?? { ended: 0, mayBeMore: false };
  }
}

function editionIds(rows: { editionId?: string }[]): string[] {
  return rows.flatMap(({ editionId }) => editionId ?? []);
}
