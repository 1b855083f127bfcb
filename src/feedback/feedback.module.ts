import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { ComplaintGate } from './complaint-gate.service.js';
import { ComplaintDesk } from './complaint.desk.js';
import { Unsubscriber } from './unsubscriber.service.js';

@Module({
  imports: [AuditModule, DeliveryModule, SubscribersModule],
  providers: [ComplaintDesk, ComplaintGate, Unsubscriber],
  exports: [ComplaintDesk, Unsubscriber],
})
export class FeedbackModule {}
