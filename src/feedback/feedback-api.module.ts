import { Module } from '@nestjs/common';
import { ComplaintsController } from './complaints.controller.js';
import { FeedbackModule } from './feedback.module.js';

@Module({ imports: [FeedbackModule], controllers: [ComplaintsController] })
export class FeedbackApiModule {}
