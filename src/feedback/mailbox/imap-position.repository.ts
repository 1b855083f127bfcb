import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const SAVE = sqlFile(import.meta.dirname, 'sql/save-position.sql');

/** A folder of an account, and the UIDVALIDITY under which its mails are numbered (RFC 3501 §2.3.1.1). */
export type ImapPlace = { mailbox: string; validity: string };

/** How far each folder has been read. */
@Injectable()
export class ImapPositionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The number of the last mail; 0 for a folder that is new, or has new numbers. */
  async lastRead({ mailbox, validity }: ImapPlace): Promise<number> {
    const [row] = await selectRows<{ last: number }>(
      this.dataSource,
      `SELECT last_uid::float8 AS last FROM imap_position WHERE mailbox = $1 AND uid_validity = $2`,
      [mailbox, validity],
    );
    return row?.last ?? 0;
  }

  async save(manager: EntityManager, { mailbox, validity }: ImapPlace, lastUid: number): Promise<void> {
    await manager.query(SAVE, [mailbox, validity, lastUid]);
  }
}
