import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { BlockGate } from './block-gate.service.js';
import { ComplaintGate } from './complaint-gate.service.js';
import { ComplaintDesk } from './complaint.desk.js';
import { Consequences } from './events/consequences.js';
import { DoubtSettler } from './events/doubt-settler.js';
import { FeedbackBook } from './events/feedback-book.js';
import { FeedbackMatcher } from './events/feedback-matcher.js';
import { FeedbackMetrics } from './events/feedback-metrics.js';
import { FeedbackWriter } from './events/feedback-writer.js';
import { FeedbackDesk } from './events/feedback.desk.js';
import { FeedbackRepository } from './events/feedback.repository.js';
import { RefusalIntake } from './events/refusal-intake.js';
import { LeaveReasonDesk } from './reasons/leave-reason.desk.js';
import { LeaveReasonRepository } from './reasons/leave-reason.repository.js';
import { FeedbackData } from './personal-data/feedback-data.js';
import { EditionReportReader } from './report/edition-report.reader.js';
import { FeedbackRetention } from './retention/feedback-retention.js';
import { TrackingIntake } from './tracking/tracking-intake.js';
import { TrackingJobs } from './tracking/tracking-jobs.js';
import { TrackingMetrics } from './tracking/tracking-metrics.js';
import { TrackingReportReader } from './tracking/tracking-report.reader.js';
import { TrackingRetention } from './tracking/tracking-retention.js';
import { TrackingRollUp } from './tracking/tracking-roll-up.js';
import { Unsubscriber } from './unsubscriber.service.js';

const doors = [
  ComplaintDesk,
  DoubtSettler,
  EditionReportReader,
  FeedbackBook,
  FeedbackDesk,
  FeedbackRetention,
  LeaveReasonDesk,
  RefusalIntake,
  TrackingIntake,
  TrackingJobs,
  TrackingReportReader,
  TrackingRetention,
  TrackingRollUp,
  Unsubscriber,
];

@Module({
  imports: [AuditModule, DeliveryModule, SubscribersModule],
  providers: [
    BlockGate,
    ComplaintGate,
    Consequences,
    FeedbackData,
    FeedbackMatcher,
    FeedbackMetrics,
    FeedbackRepository,
    FeedbackWriter,
    LeaveReasonRepository,
    TrackingMetrics,
    ...doors,
  ],
  exports: doors,
})
export class FeedbackModule {}
