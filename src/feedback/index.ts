export { FeedbackModule } from './feedback.module.js';
export { Unsubscriber } from './unsubscriber.service.js';
