import { Injectable } from '@nestjs/common';
import type { Ticker } from '#src/foundation/schedule/ticker.js';
import { TrackingRetention } from './tracking-retention.js';
import { TrackingRollUp } from './tracking-roll-up.js';

const ROLL_UP_SECONDS = 30;
const RETENTION_SECONDS = 3_600;

/** What the scheduler does about opens and clicks. */
@Injectable()
export class TrackingJobs {
  constructor(
    private readonly rollUp: TrackingRollUp,
    private readonly retention: TrackingRetention,
  ) {}

  start(ticker: Ticker): void {
    ticker.every(ROLL_UP_SECONDS, 'tracking.roll-up', async () => {
      await this.rollUp.run();
    });
    ticker.every(RETENTION_SECONDS, 'tracking.forget', async () => {
      await this.retention.run();
    });
  }
}
