import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  noDeliveries,
  outcomeOf,
  type DeliveryCounts,
  type DeliveryState,
  type RunState,
} from '#src/domain/delivery/delivery-state.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type RunReport = {
  editionId: string;
  state: RunState;
  /** How it ended: "sent", "finished with 2 uncertain", "cancelled"; null while it goes on. */
  outcome: string | null;
  frozenCount: number;
  counts: DeliveryCounts;
  pausedReason: string | null;
  startedAt: string;
  expiresAt: string;
  finishedAt: string | null;
};
type RunRow = Omit<RunReport, 'outcome' | 'counts' | 'startedAt' | 'expiresAt' | 'finishedAt'> & {
  startedAt: Date;
  expiresAt: Date;
  finishedAt: Date | null;
};
export type DeliveryLine = {
  id: string;
  subscriberId: string;
  state: DeliveryState;
  attempt: number;
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  phase: string | null;
  resolution: string | null;
  handedAt: string | null;
  nextAttemptAt: string | null;
};

const RUN = `edition_id AS "editionId", state, frozen_count AS "frozenCount", paused_reason AS "pausedReason",
  started_at AS "startedAt", expires_at AS "expiresAt", finished_at AS "finishedAt"`;

/** How runs stand. Reads only. */
@Injectable()
export class DeliveryRuns {
  constructor(private readonly dataSource: DataSource) {}

  async find(editionId: string): Promise<RunReport | undefined> {
    const [run] = await selectRows<RunRow>(this.dataSource, `SELECT ${RUN} FROM delivery_run WHERE edition_id = $1`, [
      editionId,
    ]);
    return run === undefined ? undefined : this.report(run);
  }

  /** Newest first (edition ids grow with time). */
  async list(filter: {
    state?: RunState | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<RunReport[]> {
    const rows = await selectRows<RunRow>(
      this.dataSource,
      `SELECT ${RUN} FROM delivery_run WHERE ($1::text IS NULL OR state = $1) AND ($2::uuid IS NULL OR edition_id < $2)
       ORDER BY edition_id DESC LIMIT $3`,
      [filter.state ?? null, filter.before ?? null, filter.limit],
    );
    return Promise.all(rows.map((row) => this.report(row)));
  }

  /** Single deliveries, without addresses. */
  async deliveries(
    editionId: string,
    filter: { state?: DeliveryState | undefined; after?: string | undefined; limit: number },
  ): Promise<DeliveryLine[]> {
    return selectRows<DeliveryLine>(
      this.dataSource,
      `SELECT id, subscriber_id AS "subscriberId", state, attempt, smtp_code AS code, enhanced_code AS "enhancedCode", reply, phase, resolution,
         handed_at AS "handedAt", next_attempt_at AS "nextAttemptAt"
       FROM delivery WHERE edition_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [editionId, filter.state ?? null, filter.after ?? null, filter.limit],
    );
  }

  async lock(manager: EntityManager, editionId: string): Promise<RunState | undefined> {
    const [run] = await selectRows<{ state: RunState }>(
      manager,
      `SELECT state FROM delivery_run WHERE edition_id = $1 FOR UPDATE`,
      [editionId],
    );
    return run?.state;
  }

  private async report(run: RunRow): Promise<RunReport> {
    const counts = await this.counts(this.dataSource, run.editionId);
    return {
      ...run,
      outcome: outcomeOf(run.finishedAt === null && run.state === 'cancelled' ? 'sending' : run.state, counts),
      counts,
      startedAt: run.startedAt.toISOString(),
      expiresAt: run.expiresAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  }

  private async counts(db: Db, editionId: string): Promise<DeliveryCounts> {
    const rows = await selectRows<{ state: DeliveryState; count: number }>(
      db,
      `SELECT state, count(*)::int AS count FROM delivery WHERE edition_id = $1 GROUP BY state`,
      [editionId],
    );
    const counts = noDeliveries();
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }
}
