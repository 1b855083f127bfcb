import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProgressReader, RunBrake } from '#src/delivery/index.js';
import { complaintGate, type GateVerdict } from '#src/domain/feedback/complaint-gate.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { Log } from '#src/foundation/logging/logger.js';

/** Stops a run that too many readers call spam, while most of it is still unsent. */
@Injectable()
export class ComplaintGate {
  constructor(
    private readonly dataSource: DataSource,
    private readonly progress: ProgressReader,
    private readonly brake: RunBrake,
    private readonly log: Log,
  ) {}

  async judge(editionId: string): Promise<GateVerdict> {
    const [row] = await selectRows<{ complaints: number }>(
      this.dataSource,
      `SELECT count(*)::int AS complaints FROM feedback_event WHERE edition_id = $1 AND kind = 'complaint' AND undone_at IS NULL`,
      [editionId],
    );
    const complaints = row?.complaints ?? 0;
    const accepted = (await this.progress.find(editionId))?.accepted ?? 0;
    const verdict = complaintGate(accepted, complaints);
    if (verdict === 'warn') this.log.warn('run.complaints', { editionId, accepted, complaints });
    if (verdict === 'pause') await this.brake.pause(editionId, `${complaints} complaints about ${accepted} mails`);
    return verdict;
  }
}
