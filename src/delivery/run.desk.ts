import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { RunState } from '#src/domain/delivery/delivery-state.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DeliveryRuns } from './delivery-runs.js';

const CANCEL_WAITING = sqlFile(import.meta.dirname, 'sql/cancel-waiting.sql');
const FROM: Record<'pause' | 'resume' | 'cancel', readonly RunState[]> = {
  pause: ['sending'],
  resume: ['paused'],
  cancel: ['sending', 'paused'],
};

/** An operator's hand on a run. The fence reads the run's state, so a command holds for everything that has not left yet. */
@Injectable()
export class RunDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_EXPIRY_HOURS'>,
    private readonly dataSource: DataSource,
    private readonly runs: DeliveryRuns,
    private readonly queue: DeliveryQueue,
    private readonly audit: AuditTrail,
  ) {}

  async pause(editionId: string, reason: string, actor: string): Promise<void> {
    await this.command(editionId, 'pause', actor, { reason }, (manager) =>
      manager.query(`UPDATE delivery_run SET state = 'paused', paused_reason = $2 WHERE edition_id = $1`, [
        editionId,
        reason,
      ]),
    );
  }

  async resume(editionId: string, actor: string): Promise<void> {
    await this.command(editionId, 'resume', actor, {}, (manager) =>
      manager.query(
        // Who resumes a run after its time means to send it.
        `UPDATE delivery_run SET state = 'sending', paused_reason = NULL,
           expires_at = CASE WHEN expires_at <= now() THEN now() + make_interval(hours => $2) ELSE expires_at END
         WHERE edition_id = $1`,
        [editionId, this.config.DELIVERY_EXPIRY_HOURS],
      ),
    );
    await this.queue.wake(editionId);
  }

  async cancel(editionId: string, actor: string): Promise<void> {
    await this.command(editionId, 'cancel', actor, {}, async (manager) => {
      await manager.query(`UPDATE delivery_run SET state = 'cancelled' WHERE edition_id = $1`, [editionId]);
      await manager.query(CANCEL_WAITING, [editionId]);
    });
  }

  private async command(
    editionId: string,
    name: keyof typeof FROM,
    actor: string,
    detail: Record<string, unknown>,
    act: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const state = await this.runs.lock(manager, editionId);
      if (state === undefined) throw new NotFoundError('run', editionId);
      if (!FROM[name].includes(state)) {
        throw new AppError(409, `run.not-${FROM[name][0] ?? ''}`, `A run that is ${state} cannot be told to ${name}.`, {
          state,
        });
      }
      await act(manager);
      await this.audit.record(manager, {
        actor,
        action: `run.${name}`,
        subjectKind: 'run',
        subjectId: editionId,
        detail,
      });
    });
  }
}
