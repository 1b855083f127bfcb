import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '#src/subscribers/index.js';
import { ReaderHistory } from './reader-history.js';

/** Which editions a person was sent, and when: for the export of their data. */
@Injectable()
export class DeliveryData implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly history: ReaderHistory,
  ) {}

  onModuleInit(): void {
    this.data.add({ name: 'editions', tables: ['delivery'], read: (db, id) => this.history.of(db, id) });
  }
}
