import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '#src/audit/index.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { ConsentLog } from '../consent-log.js';
import { PreferenceDesk } from '../preference.desk.js';
import { SubscriberDesk } from '../subscriber.desk.js';
import { PersonalData } from './personal-data.js';

/** The person, what they chose, what they agreed to (an import says where it had them from), and what was done with their record. */
@Injectable()
export class SubscriberData implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly subscribers: SubscriberDesk,
    private readonly preferences: PreferenceDesk,
    private readonly consents: ConsentLog,
    private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    const { subscribers, preferences, consents, audit } = this;
    this.data.add({
      name: 'person',
      tables: ['subscriber', 'suppression'],
      read: (_, id) => subscribers.find(id),
    });
    this.data.add({
      name: 'preferences',
      tables: ['subscriber_preference'],
      read: async (_, id) => (await preferences.read(id)) ?? null,
    });
    this.data.add({
      name: 'consents',
      tables: ['consent_event'],
      read: (_, id) => consents.list(id),
    });
    this.data.add({
      name: 'acts',
      tables: ['audit_event'],
      read: (db: Db, id) => audit.actsOn(db, 'subscriber', id),
    });
  }
}
