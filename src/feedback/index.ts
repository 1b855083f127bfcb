export { FeedbackApiModule } from './feedback-api.module.js';
export { FeedbackModule } from './feedback.module.js';
export { Unsubscriber } from './unsubscriber.service.js';
