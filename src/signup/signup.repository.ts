import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ConsentPurpose } from '#src/domain/consent/purpose.js';
import type { SubscriberStatus } from '#src/domain/consent/standing.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const TAKE = sql('take-signup');
const CLAIM = sql('claim-signup');
const DUE = sql('due-signups');
const COUNT_DOMAIN = sql('count-domain');
const SPEND_QUOTA = sql('spend-quota');
const FIND = sql('find-signup');
const OPEN = sql('open-signup');
const CLOSE = sql('close-signup');
const END_UNDELIVERED = sql('end-undelivered');
const PURGE = sql('purge-signups');

export type SignupSource = 'form' | 'json';
export type NewSignup = {
  challenge: { id: string; expiresAt: Date };
  /** How much the request counts for its address and network, and what they may come to in an hour. */
  count: { cost: number; ipLimit: number; networkLimit: number };
  address: { hash: Buffer; email: string };
  locale: Locale;
  purposes: ConsentPurpose[];
  wording: { hashes: string[]; locale: Locale };
  source: SignupSource;
  form: string;
  client: { ip: string; userAgent: string | null };
  now: Date;
  expiresAt: Date;
};
export type TakenRow = { isFresh: boolean; id: string | null; limitedUntil: Date | null };
export type ClaimedSignup = { email: string; locale: Locale; isSuppressed: boolean };
export type OpenedSignup = {
  id: string;
  addressHash: Buffer | null;
  email: string | null;
  locale: Locale;
  purposes: ConsentPurpose[];
  wordingHashes: string[];
  wordingLocale: Locale;
  source: SignupSource;
  form: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  subscriberId: string | null;
};

/** Requests to subscribe and what they are counted by. Instants are the caller's. */
@Injectable()
export class SignupRepository {
  constructor(private readonly dataSource: DataSource) {}

  async take(given: NewSignup): Promise<TakenRow> {
    const { challenge, count, address, wording, client, now } = given;
    const values = [
      ...[challenge.id, challenge.expiresAt, count.cost, client.ip, count.ipLimit, count.networkLimit, now],
      ...[address.hash, address.email, given.locale, given.purposes, wording.hashes, wording.locale],
      ...[given.source, given.form, client.userAgent, given.expiresAt],
    ];
    const [row] = await selectRows<TakenRow>(this.dataSource, TAKE, values);
    if (row === undefined) throw new Error('a SELECT without FROM gave no row');
    return row;
  }

  async due(now: Date): Promise<string[]> {
    return (await selectRows<{ id: string }>(this.dataSource, DUE, [now])).map(({ id }) => id);
  }

  async claim(manager: EntityManager, id: string, now: Date): Promise<ClaimedSignup | undefined> {
    return (await selectRows<ClaimedSignup>(manager, CLAIM, [id, now]))[0];
  }

  /** When the hour is over that is full; undefined when there was room. */
  async countDomain(manager: EntityManager, domain: string, now: Date, limit: number): Promise<Date | undefined> {
    const [row] = await selectRows<{ endsAt: Date; isOver: boolean }>(manager, COUNT_DOMAIN, [domain, now, limit]);
    return row?.isOver === true ? row.endsAt : undefined;
  }

  async spendQuota(manager: EntityManager, mailbox: Buffer, now: Date, most: number): Promise<boolean> {
    return (await selectRows(manager, SPEND_QUOTA, [mailbox, now, most])).length === 1;
  }

  /** `at` null: it is settled and waits for its confirmation. */
  async setDue(db: Db, id: string, at: Date | null): Promise<void> {
    await db.query(`UPDATE signup SET due_at = $2 WHERE id = $1`, [id, at]);
  }

  async drop(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`DELETE FROM signup WHERE id = $1`, [id]);
  }

  async find(id: string, now: Date): Promise<{ locale: Locale; status: SubscriberStatus | null } | undefined> {
    return (await selectRows<{ locale: Locale; status: SubscriberStatus | null }>(this.dataSource, FIND, [id, now]))[0];
  }

  async open(manager: EntityManager, id: string, now: Date): Promise<OpenedSignup | undefined> {
    return (await selectRows<OpenedSignup>(manager, OPEN, [id, now]))[0];
  }

  async close(manager: EntityManager, id: string, subscriberId: string): Promise<void> {
    if ((await countAffected(manager, CLOSE, [id, subscriberId])) !== 1)
      throw new Error(`signup ${id} was settled under our lock`);
  }

  /** Requests that nobody can confirm, since their mail did not get out. */
  async endUndelivered(): Promise<string[]> {
    return (await selectRows<{ id: string }>(this.dataSource, END_UNDELIVERED)).map(({ id }) => id);
  }

  /** How many requests went unconfirmed. */
  async purge(now: Date): Promise<number> {
    return (await selectRows<{ unconfirmed: number }>(this.dataSource, PURGE, [now]))[0]?.unconfirmed ?? 0;
  }
}
