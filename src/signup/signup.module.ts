import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { Challenges } from './challenges.js';
import { ConfirmationDesk } from './confirmation.desk.js';
import { DataExportDesk } from './data-export.desk.js';
import { MoveDesk } from './move.desk.js';
import { SignupData } from './signup-data.js';
import { SignupDesk } from './signup.desk.js';
import { SignupIntake } from './signup-intake.js';
import { SignupKeeper } from './signup-keeper.js';
import { SignupMetrics } from './signup-metrics.js';
import { SignupRepository } from './signup.repository.js';

@Module({
  imports: [AuditModule, DeliveryModule, SubscribersModule],
  providers: [
    Challenges,
    ConfirmationDesk,
    DataExportDesk,
    MoveDesk,
    SignupData,
    SignupDesk,
    SignupIntake,
    SignupKeeper,
    SignupMetrics,
    SignupRepository,
  ],
  exports: [
    Challenges,
    ConfirmationDesk,
    DataExportDesk,
    MoveDesk,
    SignupDesk,
    SignupIntake,
    SignupKeeper,
    SubscribersModule,
  ],
})
export class SignupModule {}
