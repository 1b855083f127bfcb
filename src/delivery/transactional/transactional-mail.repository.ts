import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Provider } from '#src/domain/delivery/provider.js';
import type { TransactionalKind, TransactionalState } from '#src/domain/delivery/transactional-mail.js';
import type { Phase } from '#src/domain/delivery/verdict.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type NewMailRow = {
  kind: TransactionalKind;
  locale: Locale;
  address: string;
  addressHash: Buffer;
  values: unknown;
  messageDomain: string;
  expiryHours: number;
  idempotencyKey: string | null;
};
export type ClaimedMail = {
  id: string;
  kind: TransactionalKind;
  locale: Locale;
  address: string;
  values: unknown;
  messageDomain: string;
  attempts: number;
  provider: Provider | null;
  isSuppressed: boolean;
};
export type MailSettlement = {
  state: 'accepted' | 'deferred' | 'uncertain' | 'failed' | 'pending';
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  relay: string | null;
  /** Null: given back, as if it had not been tried. */
  phase: Phase | 'compose' | null;
  isTried: boolean;
  retrySeconds: number;
};
export type SweptMail = { id: string; kind: TransactionalKind; state: TransactionalState; isNewDoubt: boolean };
export type MailLine = {
  id: string;
  kind: TransactionalKind;
  locale: Locale;
  state: TransactionalState;
  attempts: number;
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  relay: string | null;
  phase: string | null;
  createdAt: Date;
  handedAt: Date | null;
  nextAttemptAt: Date | null;
  expiresAt: Date;
  endedAt: Date | null;
};
export type MailFilter = {
  kind?: TransactionalKind | undefined;
  state?: TransactionalState | undefined;
  before?: string | undefined;
  limit: number;
};

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const WRITE = sql('write-mail');
const CLAIM = sql('claim-mail');
const HAND_OFF = sql('hand-off-mail');
const SETTLE = sql('settle-mail');
const SWEEP = sql('sweep-mail');
const FORGET = sql('forget-mail');
const HURRY = sql('hurry-suppressed');
const DUE = sql('due-mail');
const PAGE = sql('page-mail');

/** The table of transactional mail. Every change is a compare-and-set on state and claim token, by the database's clock. */
@Injectable()
export class TransactionalMailRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The id; undefined when a mail with that key is there already. */
  async insert(manager: EntityManager, mail: NewMailRow): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(manager, WRITE, [
      mail.kind,
      mail.locale,
      mail.address,
      mail.addressHash,
      JSON.stringify(mail.values),
      mail.messageDomain,
      mail.expiryHours,
      mail.idempotencyKey,
    ]);
    return row?.id;
  }

  async claim(token: string, leaseSeconds: number): Promise<ClaimedMail | undefined> {
    const [row] = await selectRows<ClaimedMail>(this.dataSource, CLAIM, [token, leaseSeconds]);
    return row;
  }

  /** The fence; `false` means that not one byte may be sent. */
  async handOff(id: string, token: string, relay: string, leaseSeconds: number): Promise<boolean> {
    return (await selectRows(this.dataSource, HAND_OFF, [id, token, leaseSeconds, relay])).length === 1;
  }

  /** The state that was written; undefined when the claim was no longer ours. `provider`: the receiving one. */
  async settle(
    id: string,
    token: string,
    settlement: MailSettlement,
    holdMinutes: number,
    provider: Provider = 'other',
  ): Promise<TransactionalState | undefined> {
    const { state, code, enhancedCode, reply, relay, phase, isTried, retrySeconds } = settlement;
    const values = [
      id,
      token,
      state,
      code,
      enhancedCode,
      reply,
      relay,
      phase,
      isTried,
      retrySeconds,
      holdMinutes,
      provider,
    ];
    const [row] = await selectRows<{ state: TransactionalState }>(this.dataSource, SETTLE, values);
    return row?.state;
  }

  sweep(holdMinutes: number): Promise<SweptMail[]> {
    return selectRows<SweptMail>(this.dataSource, SWEEP, [holdMinutes]);
  }

  forget(days: number): Promise<number> {
    return countAffected(this.dataSource, FORGET, [days]);
  }

  /** Whose address was suppressed while they waited: they are due now, to be ended. */
  hurrySuppressed(): Promise<number> {
    return countAffected(this.dataSource, HURRY);
  }

  /** One that is due now. */
  async due(): Promise<string | undefined> {
    return (await selectRows<{ id: string }>(this.dataSource, DUE))[0]?.id;
  }

  page({ kind, state, before, limit }: MailFilter): Promise<MailLine[]> {
    return selectRows<MailLine>(this.dataSource, PAGE, [kind ?? null, state ?? null, before ?? null, limit]);
  }
}
