import { Module } from '@nestjs/common';
import { AuditModule } from '#src/audit/index.js';
import { AddressBook } from './address-book.js';
import { ConsentDesk } from './consent.desk.js';
import { ConsentLog } from './consent-log.js';
import { EnrolmentDesk } from './enrolment.desk.js';
import { PreferenceDesk } from './preference.desk.js';
import { SubscriberDesk } from './subscriber.desk.js';
import { SubscriberImport } from './subscriber-import.service.js';
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
  SubscriberDesk,
  SubscriberImport,
  SubscriberReader,
  SuppressionDesk,
  Wordings,
];

@Module({ imports: [AuditModule], providers: [SubscriberRepository, ...doors], exports: doors })
export class SubscribersModule {}
