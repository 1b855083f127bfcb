import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Ticker } from '#src/foundation/schedule/ticker.js';
import { TickerModule } from '#src/foundation/schedule/ticker.module.js';
import { DoubtSettler } from './events/doubt-settler.js';
import { RefusalIntake } from './events/refusal-intake.js';
import { FeedbackRetention } from './retention/feedback-retention.js';
import { FeedbackModule } from './feedback.module.js';
import { TrackingJobs } from './tracking/tracking-jobs.js';

/** A hard refusal should stop the next edition to that reader, which may be minutes away. */
const REFUSALS_SECONDS = 3;
const DOUBTS_SECONDS = 30;
const RETENTION_SECONDS = 3_600;

@Module({ imports: [FeedbackModule, TickerModule] })
export class FeedbackScheduleModule implements OnApplicationBootstrap {
  constructor(
    private readonly ticker: Ticker,
    private readonly refusals: RefusalIntake,
    private readonly doubts: DoubtSettler,
    private readonly retention: FeedbackRetention,
    private readonly tracking: TrackingJobs,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(REFUSALS_SECONDS, 'feedback.refusals', async () => {
      await this.refusals.run();
    });
    this.ticker.every(DOUBTS_SECONDS, 'feedback.doubts', async () => {
      await this.doubts.run();
    });
    this.ticker.every(RETENTION_SECONDS, 'feedback.forget', async () => {
      await this.retention.run();
    });
    this.tracking.start(this.ticker);
  }
}
