import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { RenderingModule } from '#src/rendering/index.js';
import { ShiftsModule, WordsModule } from '#src/shifts/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { DueEditions } from './due-editions.service.js';
import { EditionContentReader } from './edition-content.service.js';
import { EditionDesk } from './edition.desk.js';
import { EditionDispatch } from './edition-dispatch.service.js';
import { EditionPress } from './edition-press.service.js';
import { EditionReader } from './edition-reader.service.js';
import { EditionRepository } from './edition.repository.js';
import { EditionSender } from './edition-sender.service.js';

@Module({
  imports: [AuditModule, DeliveryModule, RenderingModule, ShiftsModule, SubscribersModule, WordsModule],
  providers: [
    EditionRepository,
    EditionContentReader,
    EditionDesk,
    EditionPress,
    EditionDispatch,
    EditionSender,
    EditionReader,
    DueEditions,
  ],
  exports: [EditionDesk, EditionReader, EditionSender, DueEditions, DeliveryModule],
})
export class DigestsModule {}
