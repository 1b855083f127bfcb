import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { RunState } from '#src/domain/delivery/delivery-state.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { RunRepository } from './run.repository.js';

/** What every command on a run has in common: the run is held, and the act and its audit line stand or fall together. */
@Injectable()
export class RunCommands {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** `act` gives the detail of the audit line. 404 for a run that is not there. */
  async run<T extends Record<string, unknown>>(
    editionId: string,
    name: string,
    actor: string,
    act: (manager: EntityManager, state: RunState) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const state = await this.runs.lock(manager, editionId);
      if (state === undefined) throw new NotFoundError('run', editionId);
      const detail = await act(manager, state);
      await this.audit.record(manager, {
        actor,
        action: `run.${name}`,
        subjectKind: 'run',
        subjectId: editionId,
        detail,
      });
      return detail;
    });
  }
}
