import { Injectable, type OnModuleInit } from '@nestjs/common';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { PersonalData } from '#src/subscribers/index.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const EVENTS = sql('feedback-of');
const MAILS = sql('inbound-mails-of');
const REASON = sql('leave-reason-of');
const FETCHES = sql('fetches-of');
/** Newest first; what is older is told on request. */
const MOST_FETCHES = 10_000;

/** What came back about a person's mails, what they opened and clicked, and why they left: for the export of their data. */
@Injectable()
export class FeedbackData implements OnModuleInit {
  constructor(private readonly data: PersonalData) {}

  onModuleInit(): void {
    this.data.add({ name: 'feedback', tables: ['feedback_event'], read: (db, id) => selectRows(db, EVENTS, [id]) });
    this.data.add({ name: 'returnedMails', tables: ['inbound_mail'], read: (db, id) => selectRows(db, MAILS, [id]) });
    this.data.add({
      name: 'opensAndClicks',
      tables: ['tracking_event'],
      read: (db, id) => selectRows(db, FETCHES, [id, MOST_FETCHES]),
    });
    this.data.add({
      name: 'leaveReason',
      tables: ['leave_reason'],
      read: async (db, id) => (await selectRows(db, REASON, [id]))[0] ?? null,
    });
  }
}
