import { Injectable, type OnModuleInit } from '@nestjs/common';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { PersonalData } from '#src/subscribers/index.js';

const SIGNUPS = sqlFile(import.meta.dirname, 'sql/signups-of.sql');
const MOVE = sqlFile(import.meta.dirname, 'sql/move-of.sql');

/** What a person has asked for and not settled yet: for the export of their data. */
@Injectable()
export class SignupData implements OnModuleInit {
  constructor(private readonly data: PersonalData) {}

  onModuleInit(): void {
    this.data.add({ name: 'requests', tables: ['signup'], read: (db, id) => selectRows(db, SIGNUPS, [id]) });
    this.data.add({
      name: 'addressChange',
      tables: ['address_change'],
      read: async (db, id) => (await selectRows(db, MOVE, [id]))[0] ?? null,
    });
  }
}
