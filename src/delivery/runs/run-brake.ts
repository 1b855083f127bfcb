import { Injectable } from '@nestjs/common';
import { DeliveryMetrics } from '../delivery-metrics.js';
import { RunRepository } from './run.repository.js';

/** Stops a run by itself, because going on would do harm. A person looks at the reason and resumes it. */
@Injectable()
export class RunBrake {
  constructor(
    private readonly runs: RunRepository,
    private readonly report: DeliveryMetrics,
  ) {}

  /** False when it was not sending any more. */
  async pause(editionId: string, reason: string): Promise<boolean> {
    const isPaused = await this.runs.pause(editionId, reason);
    if (isPaused) this.report.paused(editionId, reason);
    return isPaused;
  }
}
