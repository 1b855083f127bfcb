import { Module } from '@nestjs/common';
import { DeliveryModule } from '#src/delivery/index.js';
import { ComplaintsController } from './complaints.controller.js';
import { FeedbackController } from './events/feedback.controller.js';
import { LeaveReasonsController } from './reasons/leave-reasons.controller.js';
import { EditionReportController } from './report/edition-report.controller.js';
import { FeedbackModule } from './feedback.module.js';
import { EditionLinksController } from './tracking/edition-links.controller.js';
import { HttpsFetch, OutsideFetch } from './webhooks/outside-fetch.js';
import { WebhookDoors } from './webhooks/webhook-doors.js';
import { WebhookIntake } from './webhooks/webhook-intake.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

@Module({
  imports: [DeliveryModule, FeedbackModule],
  providers: [{ provide: OutsideFetch, useClass: HttpsFetch }, WebhookDoors, WebhookIntake],
  controllers: [
    ComplaintsController,
    EditionLinksController,
    EditionReportController,
    FeedbackController,
    LeaveReasonsController,
    WebhooksController,
  ],
})
export class FeedbackApiModule {}
