import { Injectable } from '@nestjs/common';
import { judgeAdmission, type Admission, type Standing } from '#src/domain/consent/standing.js';
import type { SubscriberStatus, SuppressionReason } from '#src/domain/consent/standing.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const STANDING = sql('standing');
const ADMIT = sql('admit');
const WITHDRAW = sql('withdraw-suppressed');
const FIND = sql('find');
const LIST = sql('list');
const UPDATE = sql('update');
const ERASE = sql('erase');
const STATS = sql('stats');

export type SubscriberRow = {
  id: string;
  email: string;
  name: string | null;
  locale: Locale;
  timeZone: string;
  status: SubscriberStatus;
  suppression: SuppressionReason | null;
  source: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

/** A person to add; `hash` is the HMAC of the canonical address. */
export type Newcomer = { hash: Buffer; email: string; name: string | null; locale: Locale; timeZone: string };
export type AdmissionSource = { source: 'api' | 'import'; detail: Record<string, unknown> };
export type StatRow = { status: SubscriberStatus; locale: Locale; count: number; mailable: number };
export type SubscriberFilter = { status?: SubscriberStatus | undefined; locale?: Locale | undefined };

type StandingRow = Standing & { hash: string; id: string | null };

/** The table `subscriber` with its consent log. Addresses are found by their hash only. */
@Injectable()
export class SubscriberRepository {
  /** What adding these people would come to, by the hex of the hash. Repeats are not allowed. Changes nothing. */
  async judge(db: Db, people: Newcomer[]): Promise<Map<string, Admission>> {
    const rows = await selectRows<StandingRow>(db, STANDING, [people.map((person) => person.hash)]);
    const known = new Map(rows.map((row) => [row.hash, row]));
    return new Map(
      people.map(({ hash }) => {
        const key = hash.toString('hex');
        return [key, judgeAdmission(known.get(key) ?? { status: null, suppression: null })];
      }),
    );
  }

  /** Adds those whom the rules admit, inside the caller's transaction, and says of each what came of it. */
  async admit(db: Db, people: Newcomer[], { source, detail }: AdmissionSource): Promise<Map<string, Admission>> {
    const outcomes = await this.judge(db, people);
    const welcome = people.filter(({ hash }) => outcomes.get(hash.toString('hex')) === 'create');
    if (welcome.length === 0) return outcomes;
    const created = await selectRows<{ id: string; hash: string }>(db, ADMIT, [
      welcome.map((person) => person.hash),
      welcome.map((person) => person.email),
      welcome.map((person) => person.name),
      welcome.map((person) => person.locale),
      welcome.map((person) => person.timeZone),
      source,
      JSON.stringify(detail),
    ]);
    const present = new Set(created.map((row) => row.hash));
    for (const { hash } of welcome) {
      const key = hash.toString('hex');
      if (!present.has(key)) outcomes.set(key, 'already-there');
    }
    const withdrawn = await selectRows<{ hash: string }>(db, WITHDRAW, [created.map((row) => row.id)]);
    for (const { hash } of withdrawn) outcomes.set(hash, 'suppressed');
    return outcomes;
  }

  async find(db: Db, id: string): Promise<SubscriberRow | undefined> {
    return (await selectRows<SubscriberRow>(db, FIND, [id, null]))[0];
  }

  async findByHash(db: Db, hash: Buffer): Promise<SubscriberRow | undefined> {
    return (await selectRows<SubscriberRow>(db, FIND, [null, hash]))[0];
  }

  async list(db: Db, filter: SubscriberFilter, cursor: string | undefined, limit: number): Promise<SubscriberRow[]> {
    return selectRows<SubscriberRow>(db, LIST, [cursor ?? null, filter.status ?? null, filter.locale ?? null, limit]);
  }

  /** Compare-and-set over `version`; false when another version stands by now. */
  async update(db: Db, row: SubscriberRow): Promise<boolean> {
    const { id, version, name, locale, timeZone, status } = row;
    return (await selectRows(db, UPDATE, [id, version, name, locale, timeZone, status, 'api'])).length === 1;
  }

  async erase(db: Db, id: string): Promise<boolean> {
    return (await selectRows(db, ERASE, [id])).length === 1;
  }

  async stats(db: Db): Promise<StatRow[]> {
    return selectRows<StatRow>(db, STATS);
  }
}
