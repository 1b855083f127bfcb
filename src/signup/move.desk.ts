import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { TransactionalMail } from '#src/delivery/index.js';
import { quotaAddress } from '#src/domain/address/quota-address.js';
import { MOVE_DAYS } from '#src/domain/consent/signup-life.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { AddressBook } from '#src/subscribers/index.js';
import { MOST_MAILS } from './signup-intake.js';
import { SignupRepository } from './signup.repository.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const ASK = sql('ask-move');
const FIND = sql('find-move');
const AGREE = sql('agree-move');
const MOVE = sql('move');

export type MoveState = 'open' | 'waiting' | 'done' | 'gone';
type Side = 'old' | 'new';
type Opened = { id: string; side: Side };
type AskedRow = { id: string; oldEmail: string; locale: Locale; isTaken: boolean };
type FoundRow = { locale: Locale; hasOldAgreed: boolean; hasNewAgreed: boolean; isDone: boolean };

/** A reader's change of address. Both addresses must agree, so that neither a forwarded mail nor a slip of the pen moves a subscription. */
@Injectable()
export class MoveDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signups: SignupRepository,
    private readonly addresses: AddressBook,
    private readonly mail: TransactionalMail,
    private readonly audit: AuditTrail,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * Asks both; without a subscriber, nobody. The caller learns nothing about the new address: one that is suppressed, somebody else's, or has had its mails is not
   * written to, and the change never comes about.
   */
  async ask(subscriberId: string | undefined, email: string): Promise<'asked' | 'faulty'> {
    const wanted = this.addresses.readNew(email);
    if (typeof wanted === 'string') return 'faulty';
    if (subscriberId === undefined) return 'asked';
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + MOVE_DAYS * 86_400_000);
    const mailIds = await this.dataSource.transaction(async (manager) => {
      const [row] = await selectRows<AskedRow>(manager, ASK, [subscriberId, wanted.email, wanted.hash, expiresAt]);
      if (row === undefined) return [];
      const ids = [await this.write(manager, row, 'old', row.oldEmail)];
      const mailbox = this.addresses.hash(quotaAddress(wanted));
      if (!row.isTaken && (await this.signups.spendQuota(manager, mailbox, now, MOST_MAILS)))
        ids.push(await this.write(manager, row, 'new', wanted.email));
      return ids;
    });
    for (const id of mailIds) if (id !== undefined) await this.mail.wake(id);
    return 'asked';
  }

  /** Changes nothing. */
  async look(token: string): Promise<{ state: MoveState; locale?: Locale }> {
    const opened = this.open(token);
    if (opened === undefined) return { state: 'gone' };
    const [row] = await selectRows<FoundRow>(this.dataSource, FIND, [opened.id, this.clock.now()]);
    if (row === undefined) return { state: 'gone' };
    const { locale, isDone } = row;
    const hasAgreed = opened.side === 'old' ? row.hasOldAgreed : row.hasNewAgreed;
    return { state: isDone ? 'done' : hasAgreed ? 'waiting' : 'open', locale };
  }

  /** One side agrees; with the other's word it is done. `gone` also when the new address cannot be taken any more. */
  async agree(token: string): Promise<MoveState> {
    const opened = this.open(token);
    if (opened === undefined) return 'gone';
    const { state } = await this.look(token);
    if (state !== 'open') return state;
    const outcome = await this.dataSource.transaction((manager) => this.take(manager, opened));
    // Somebody pressed at the same moment: what stands now is the answer.
    return outcome ?? (await this.look(token)).state;
  }

  private async take(manager: EntityManager, { id, side }: Opened): Promise<MoveState | undefined> {
    const values = [id, this.clock.now(), side];
    const [row] = await selectRows<{ subscriberId: string; isComplete: boolean }>(manager, AGREE, values);
    if (row === undefined) return undefined;
    if (!row.isComplete) return 'waiting';
    if (await this.move(manager, id, row.subscriberId)) return 'done';
    await manager.query(`DELETE FROM address_change WHERE id = $1`, [id]);
    return 'gone';
  }

  private async move(manager: EntityManager, changeId: string, subscriberId: string): Promise<boolean> {
    if ((await selectRows(manager, MOVE, [changeId])).length === 0) return false;
    await this.audit.record(manager, {
      actor: 'reader',
      action: 'subscriber.moved',
      subjectKind: 'subscriber',
      subjectId: subscriberId,
      detail: {},
    });
    this.log.info('subscriber.moved', { subscriberId });
    return true;
  }

  private write(
    manager: EntityManager,
    { id, locale }: AskedRow,
    side: Side,
    address: string,
  ): Promise<string | undefined> {
    const values = { changeId: id, side };
    const idempotencyKey = `move:${id}:${side}`;
    return this.mail.write(manager, { kind: 'address_change', locale, address, values, idempotencyKey });
  }

  private open(token: string): Opened | undefined {
    const old = this.tokens.verify('move-old', token);
    if (old !== undefined) return { id: old, side: 'old' };
    const next = this.tokens.verify('move-new', token);
    return next === undefined ? undefined : { id: next, side: 'new' };
  }
}
