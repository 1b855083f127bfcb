import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { AddressBook } from './address-book.js';
import { ConsentDesk } from './consent.desk.js';
import { SubscriberExport } from './export/subscriber-export.js';
import { FaultReport } from './import/fault-report.js';
import { ImportDesk } from './import/import.desk.js';
import { ImportDriver } from './import/import-driver.js';
import { IMPORT_PROVIDERS } from './import/import-providers.js';
import { ImportSweeper } from './import/import-sweeper.js';
import { ImportUploader } from './import/import-uploader.js';
import { ConsentLog } from './consent-log.js';
import { EnrolmentDesk } from './enrolment.desk.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { SubscriberData } from './personal-data/subscriber-data.js';
import { PreferenceDesk } from './preference.desk.js';
import { SegmentCounter } from './segments/segment-counter.js';
import { SegmentDesk } from './segments/segment.desk.js';
import { SegmentRepository } from './segments/segment.repository.js';
import { SubscriberDesk } from './subscriber.desk.js';
import { SubscriberReader } from './subscriber-reader.service.js';
import { SubscriberRepository } from './subscriber.repository.js';
import { SuppressionDesk } from './suppression.desk.js';
import { Wordings } from './wordings.js';

const doors = [
  AddressBook,
  ConsentDesk,
  ConsentLog,
  EnrolmentDesk,
  PreferenceDesk,
  SegmentCounter,
  SegmentDesk,
  SubscriberDesk,
  SubscriberExport,
  SubscriberReader,
  SuppressionDesk,
  Wordings,
];
const importDoors = [FaultReport, ImportDesk, ImportDriver, ImportSweeper, ImportUploader];

@Module({
  imports: [AuditModule, PersonalDataModule],
  providers: [SegmentRepository, SubscriberData, SubscriberRepository, ...IMPORT_PROVIDERS, ...doors],
  exports: [PersonalDataModule, ...doors, ...importDoors],
})
export class SubscribersModule {}
