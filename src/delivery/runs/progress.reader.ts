import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RunState } from '#src/domain/delivery/delivery-state.js';
import { etaSeconds } from '#src/domain/delivery/eta.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { RunRepository } from './run.repository.js';

type Speed = {
  accepted: number;
  /** Tries that were put off; one delivery may add several. */
  deferrals: number;
  failed: number;
  uncertain: number;
  suppressed: number;
  /** Accepted per second, smoothed over the last seconds. */
  perSecond: number;
};
export type Progress = Speed & {
  editionId: string;
  state: RunState;
  pausedReason: string | null;
  frozenCount: number;
  etaSeconds: number | null;
  finishedAt: string | null;
  providers: (Speed & { provider: string })[];
};

const READ = sqlFile(import.meta.dirname, 'sql/read-progress.sql');
const SUMMED = ['accepted', 'deferrals', 'failed', 'uncertain', 'suppressed', 'perSecond'] as const;

/** How a run goes, as its workers tell it each second: cheap at any size, and up to a second behind. The ledger's counts are the truth. */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunRepository,
  ) {}

  async find(editionId: string): Promise<Progress | undefined> {
    const run = await this.runs.find(editionId);
    if (run === undefined) return undefined;
    const providers = await selectRows<Speed & { provider: string }>(this.dataSource, READ, [editionId]);
    const sums = sumOf(providers);
    const open = run.frozenCount - sums.accepted - sums.failed - sums.uncertain - sums.suppressed;
    return {
      editionId,
      state: run.state,
      pausedReason: run.pausedReason,
      frozenCount: run.frozenCount,
      ...sums,
      etaSeconds: run.finishedAt === null ? etaSeconds(open, sums.perSecond) : 0,
      finishedAt: run.finishedAt?.toISOString() ?? null,
      providers,
    };
  }
}

function sumOf(providers: Speed[]): Speed {
  const sums: Speed = { accepted: 0, deferrals: 0, failed: 0, uncertain: 0, suppressed: 0, perSecond: 0 };
  for (const speed of providers) for (const name of SUMMED) sums[name] += speed[name];
  return sums;
}
