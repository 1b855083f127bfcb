export { FeedbackApiModule } from './feedback-api.module.js';
export { FeedbackScheduleModule } from './feedback-schedule.module.js';
export { FeedbackModule } from './feedback.module.js';
export { FeedbackBook } from './events/feedback-book.js';
export type { FeedbackReport } from './events/feedback-report.js';
export { MailboxApiModule } from './mailbox/mailbox-api.module.js';
export { MailboxScheduleModule } from './mailbox/mailbox-schedule.module.js';
export { TrackingIntake, type Fetcher } from './tracking/tracking-intake.js';
export { Unsubscriber } from './unsubscriber.service.js';
