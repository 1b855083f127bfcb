import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ConsentPurpose } from '#src/domain/consent/purpose.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { ConsentOut } from './consent.dto.js';

const RECORD = sqlFile(import.meta.dirname, 'sql/record-consent.sql');
const LIST = sqlFile(import.meta.dirname, 'sql/list-consents.sql');
const CUT_IPS = sqlFile(import.meta.dirname, 'sql/cut-consent-ips.sql');

/** Where an act came from, as far as a request tells. */
export type Client = { ip: string | null; userAgent: string | null };

export type ConsentEvent = {
  action: 'requested' | 'subscribed' | 'granted' | 'withdrawn';
  purpose: ConsentPurpose;
  at: Date;
  source: 'form' | 'json' | 'page';
  client: Client;
  /** The form that was filled in. */
  form: string | null;
  /** The language and the hash of the words that were agreed to; null for a withdrawal. */
  wording: { locale: Locale; hash: string } | null;
};

/** How long the whole IP address stands in the log. */
const WHOLE_IP_DAYS = 30;
const DAY_MS = 86_400_000;

/** The proof of every consent: append-only, and gone with the person. */
@Injectable()
export class ConsentLog {
  constructor(private readonly dataSource: DataSource) {}

  async record(manager: EntityManager, subscriberId: string, events: ConsentEvent[]): Promise<void> {
    if (events.length === 0) return;
    await manager.query(RECORD, [
      subscriberId,
      events.map(({ action }) => action),
      events.map(({ purpose }) => purpose),
      events.map(({ at }) => at),
      events.map(({ source }) => source),
      events.map(({ client }) => client.ip),
      events.map(({ client }) => client.userAgent),
      events.map(({ form }) => form),
      events.map(({ wording }) => wording?.locale ?? null),
      events.map(({ wording }) => wording?.hash ?? null),
    ]);
  }

  /** All of a person's, in the order of its acts. */
  async list(subscriberId: string): Promise<ConsentOut[]> {
    const rows = await selectRows<Omit<ConsentOut, 'at'> & { at: Date }>(this.dataSource, LIST, [subscriberId]);
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Cuts what is older than 30 days to /24 or /48; how many events it were. Safe to run anywhere, any number of times. */
  cutAddresses(now: Date): Promise<number> {
    return countAffected(this.dataSource, CUT_IPS, [new Date(now.getTime() - WHOLE_IP_DAYS * DAY_MS)]);
  }
}
