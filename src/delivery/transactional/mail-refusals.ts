import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TransactionalKind } from '#src/domain/delivery/transactional-mail.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { Refusal } from '../ledger/refusals.js';

/** The relay's last word about a single mail: 5xx, or the 4xx it stayed at until the mail's time was over. `id` is the mail's. */
export type MailRefusal = Refusal & {
  kind: TransactionalKind;
  /** Of the address it was for, which is emptied by now. */
  addressHash: Buffer;
  /** Who has that address; null for a request to subscribe, and for the new address of a change. */
  subscriberId: string | null;
};

const TAKE = sqlFile(import.meta.dirname, 'sql/take-mail-refusals.sql');

/** Single mails that were refused, each told once: what takes them commits what it makes of them in the same transaction. */
@Injectable()
export class MailRefusals {
  take(manager: EntityManager, most: number): Promise<MailRefusal[]> {
    return selectRows<MailRefusal>(manager, TAKE, [most]);
  }
}
