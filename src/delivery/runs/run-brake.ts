import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryMetrics } from '../delivery-metrics.js';
import { OperatorAlert } from '../transactional/operator-alert.js';
import { RunRepository } from './run.repository.js';

/** Stops a run by itself, because going on would do harm. A person is told, looks at the reason, and resumes it. */
@Injectable()
export class RunBrake {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: RunRepository,
    private readonly alert: OperatorAlert,
    private readonly report: DeliveryMetrics,
  ) {}

  /** False when it was not sending any more. */
  async pause(editionId: string, reason: string): Promise<boolean> {
    const { isPaused, mailId } = await this.pauseAndTell(editionId, reason);
    if (isPaused) this.report.paused(editionId, reason);
    if (mailId !== undefined) await this.alert.wake(mailId);
    return isPaused;
  }

  /** An alert that cannot be written must not keep a run going. */
  private async pauseAndTell(
    editionId: string,
    reason: string,
  ): Promise<{ isPaused: boolean; mailId?: string | undefined }> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const isPaused = await this.runs.pause(editionId, reason, manager);
        return { isPaused, mailId: isPaused ? await this.alert.write(manager, editionId, reason) : undefined };
      });
    } catch (error) {
      this.report.alertNotWritten(editionId, error);
      return { isPaused: await this.runs.pause(editionId, reason) };
    }
  }
}
