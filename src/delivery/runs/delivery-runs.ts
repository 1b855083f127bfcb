import { Injectable } from '@nestjs/common';
import {
  outcomeOf,
  type DeliveryCounts,
  type DeliveryState,
  type RunState,
} from '#src/domain/delivery/delivery-state.js';
import { DeliveryLineReader, type DeliveryLine } from '../ledger/delivery-line.reader.js';
import { RunRepository, type RunRow } from './run.repository.js';

export type RunReport = Omit<RunRow, 'startedAt' | 'expiresAt' | 'finishedAt'> & {
  /** How it ended: "sent", "finished with 2 uncertain", "cancelled"; null while it goes on. */
  outcome: string | null;
  counts: DeliveryCounts;
  startedAt: string;
  expiresAt: string;
  finishedAt: string | null;
};

/** How runs stand. Reads only. */
@Injectable()
export class DeliveryRuns {
  constructor(
    private readonly runs: RunRepository,
    private readonly lines: DeliveryLineReader,
  ) {}

  async find(editionId: string): Promise<RunReport | undefined> {
    const run = await this.runs.find(editionId);
    return run === undefined ? undefined : this.report(run);
  }

  async list(filter: {
    state?: RunState | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<RunReport[]> {
    return Promise.all((await this.runs.list(filter)).map((run) => this.report(run)));
  }

  deliveries(
    editionId: string,
    filter: { state?: DeliveryState | undefined; after?: string | undefined; limit: number },
  ): Promise<DeliveryLine[]> {
    return this.lines.page(editionId, filter);
  }

  private async report(run: RunRow): Promise<RunReport> {
    const counts = await this.runs.counts(run.editionId);
    return {
      ...run,
      outcome: run.finishedAt === null ? null : outcomeOf(run.state, counts),
      counts,
      startedAt: run.startedAt.toISOString(),
      expiresAt: run.expiresAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  }
}
