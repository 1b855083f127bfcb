import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRuns } from './delivery-runs.js';

const RESEND = sqlFile(import.meta.dirname, 'sql/resend-uncertain.sql');
const MARK = sqlFile(import.meta.dirname, 'sql/mark-uncertain.sql');

/** Deliveries that may have arrived: sent once more, or settled by a person's word. Never by themselves. */
@Injectable()
export class UncertainDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'UNCERTAIN_HOLD_MINUTES' | 'DELIVERY_EXPIRY_HOURS'>,
    private readonly dataSource: DataSource,
    private readonly runs: DeliveryRuns,
    private readonly queue: DeliveryQueue,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Sends these once more under the same Message-ID. Left out are those that were resent before, are no longer uncertain, or were handed off
   * less than UNCERTAIN_HOLD_MINUTES ago. The ids that will be sent.
   */
  async resend(editionId: string, ids: string[], actor: string): Promise<string[]> {
    const resent = await this.dataSource.transaction(async (manager) => {
      const state = await this.runs.lock(manager, editionId);
      if (state === undefined) throw new NotFoundError('run', editionId);
      if (state === 'cancelled') throw new AppError(409, 'run.cancelled', 'A cancelled run sends nothing any more.');
      const rows = await selectRows<{ id: string }>(manager, RESEND, [
        editionId,
        ids,
        actor,
        this.config.UNCERTAIN_HOLD_MINUTES,
      ]);
      if (rows.length > 0) {
        await manager.query(
          `UPDATE delivery_run SET state = CASE WHEN state = 'finished' THEN 'sending' ELSE state END, finished_at = NULL,
             expires_at = greatest(expires_at, now() + make_interval(hours => $2)) WHERE edition_id = $1`,
          [editionId, this.config.DELIVERY_EXPIRY_HOURS],
        );
      }
      const resentIds = rows.map((row) => row.id);
      await this.audit.record(manager, {
        actor,
        action: 'run.resend',
        subjectKind: 'run',
        subjectId: editionId,
        detail: { ids: resentIds },
      });
      return resentIds;
    });
    if (resent.length > 0) await this.queue.wake(editionId);
    return resent;
  }

  async mark(editionId: string, ids: string[], state: 'accepted' | 'failed', actor: string): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      if ((await this.runs.lock(manager, editionId)) === undefined) throw new NotFoundError('run', editionId);
      const rows = await selectRows<{ id: string }>(manager, MARK, [editionId, ids, state, actor]);
      const marked = rows.map((row) => row.id);
      const detail = { ids: marked, state };
      await this.audit.record(manager, { actor, action: 'run.mark', subjectKind: 'run', subjectId: editionId, detail });
      return marked;
    });
  }
}
