import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';

/** What a reader of mails needs is in the first part; the rest of a huge one is what was sent. */
export const MOST_BYTES = 512 * 1_024;

/** Tries of a mail that ends its reader. */
const MOST_TRIES = 3;

export type NewMail = { source: 'smtp' | 'imap'; externalId: string; recipient: string | null; raw: Buffer };
export type WaitingMail = NewMail & { id: string; receivedAt: Date };
/** `mentions`: keyed hashes of the addresses that it names. */
export type ReadAs = { kind: string; sign: string; matched: number; subscriberId: string | null; mentions: Buffer[] };
export type MailState = 'waiting' | 'read' | 'failed';
export type InboundMailRow = {
  id: string;
  source: string;
  state: MailState;
  kind: string | null;
  sign: string | null;
  matched: number;
  bytes: number;
  receivedAt: Date;
};
export type InboundMailFilter = {
  isMatched?: boolean | undefined;
  kind?: string | undefined;
  state?: MailState | undefined;
};

const SHOWN = `id, source, state, kind, sign, matched, length(raw) AS bytes, received_at AS "receivedAt"`;

/** Mails that came back, from the moment they are taken until they are forgotten. */
@Injectable()
export class InboundMailRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Once it has answered the mail is safe. The same mail is kept once. */
  async keep(mails: readonly NewMail[], manager: Db = this.dataSource): Promise<void> {
    for (const { source, externalId, recipient, raw } of mails) {
      await countAffected(
        manager,
        `INSERT INTO inbound_mail (source, external_id, recipient, raw) VALUES ($1, $2, $3, $4)
         ON CONFLICT (source, external_id) DO NOTHING`,
        [source, externalId, recipient, raw.subarray(0, MOST_BYTES)],
      );
    }
  }

  /** The oldest that nobody else reads now, held until the transaction ends. */
  async take(manager: EntityManager): Promise<WaitingMail | undefined> {
    const [row] = await selectRows<WaitingMail>(
      manager,
      `SELECT id, source, external_id AS "externalId", recipient, raw, received_at AS "receivedAt" FROM inbound_mail
       WHERE state = 'waiting' ORDER BY tries, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return row;
  }

  async isRead(manager: EntityManager, id: string, readAs: ReadAs): Promise<void> {
    const { kind, sign, matched, subscriberId, mentions } = readAs;
    await manager.query(
      `UPDATE inbound_mail SET state = 'read', kind = $2, sign = $3, matched = $4, subscriber_id = $5, mentions = $6 WHERE id = $1`,
      [id, kind, sign, matched, subscriberId, mentions],
    );
  }

  /** A mail that ends its reader again and again is left for a person. */
  async isNotRead(id: string): Promise<void> {
    await countAffected(
      this.dataSource,
      `UPDATE inbound_mail SET tries = tries + 1, state = CASE WHEN tries + 1 >= $2 THEN 'failed' ELSE state END
       WHERE id = $1 AND state = 'waiting'`,
      [id, MOST_TRIES],
    );
  }

  /** A person asks for another try, say after a repair. */
  async readAgain(manager: EntityManager, id: string): Promise<boolean> {
    const changed = await countAffected(
      manager,
      `UPDATE inbound_mail SET state = 'waiting', tries = 0, kind = NULL, sign = NULL WHERE id = $1 AND (state = 'failed' OR state = 'read' AND matched = 0)`,
      [id],
    );
    return changed === 1;
  }

  list(
    { isMatched, kind, state }: InboundMailFilter,
    before: string | undefined,
    limit: number,
  ): Promise<InboundMailRow[]> {
    return selectRows<InboundMailRow>(
      this.dataSource,
      `SELECT ${SHOWN} FROM inbound_mail
       WHERE ($1::boolean IS NULL OR (matched > 0) = $1) AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR state = $3)
         AND ($4::uuid IS NULL OR id < $4)
       ORDER BY id DESC LIMIT $5`,
      [isMatched ?? null, kind ?? null, state ?? null, before ?? null, limit],
    );
  }

  async rawOf(id: string): Promise<Buffer | undefined> {
    const [row] = await selectRows<{ raw: Buffer }>(this.dataSource, `SELECT raw FROM inbound_mail WHERE id = $1`, [
      id,
    ]);
    return row?.raw;
  }

  /** Forgets what came before, in bounded steps. */
  async forget(before: Date, most: number): Promise<number> {
    return countAffected(
      this.dataSource,
      `DELETE FROM inbound_mail WHERE id IN (SELECT id FROM inbound_mail WHERE received_at < $1 ORDER BY received_at LIMIT $2)`,
      [before, most],
    );
  }
}
