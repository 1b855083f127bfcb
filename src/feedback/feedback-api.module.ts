import { Module } from '@nestjs/common';
import { ComplaintsController } from './complaints.controller.js';
import { FeedbackController } from './events/feedback.controller.js';
import { FeedbackModule } from './feedback.module.js';

@Module({ imports: [FeedbackModule], controllers: [ComplaintsController, FeedbackController] })
export class FeedbackApiModule {}
