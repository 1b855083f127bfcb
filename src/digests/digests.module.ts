import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { RenderingModule } from '#src/rendering/index.js';
import { ShiftsModule, WordsModule } from '#src/shifts/index.js';
import { SubscribersModule } from '#src/subscribers/index.js';
import { CorrectionContent } from './corrections/correction-content.service.js';
import { CorrectionDesk } from './corrections/correction.desk.js';
import { CorrectionReader } from './corrections/correction.reader.js';
import { CorrectionRepository } from './corrections/correction.repository.js';
import { DigestComposer } from './definitions/digest-composer.service.js';
import { DigestDesk } from './definitions/digest.desk.js';
import { DigestDrafts } from './definitions/digest-drafts.service.js';
import { DigestPlanner } from './definitions/digest-planner.service.js';
import { DigestReader } from './definitions/digest.reader.js';
import { DigestRepository } from './definitions/digest.repository.js';
import { DigestRound } from './definitions/digest-round.service.js';
import { DigestWatch } from './definitions/digest-watch.service.js';
import { OccurrenceRepository } from './definitions/occurrence.repository.js';
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
    CorrectionRepository,
    CorrectionContent,
    CorrectionDesk,
    CorrectionReader,
    EditionRepository,
    EditionContentReader,
    EditionDesk,
    EditionPress,
    EditionDispatch,
    EditionSender,
    EditionReader,
    DueEditions,
    DigestRepository,
    OccurrenceRepository,
    DigestComposer,
    DigestDrafts,
    DigestDesk,
    DigestReader,
    DigestPlanner,
    DigestWatch,
    DigestRound,
  ],
  exports: [
    CorrectionDesk,
    CorrectionReader,
    EditionDesk,
    EditionReader,
    EditionSender,
    DueEditions,
    DigestDesk,
    DigestReader,
    DigestRound,
    DeliveryModule,
  ],
})
export class DigestsModule {}
