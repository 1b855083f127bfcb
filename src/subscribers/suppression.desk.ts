import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { canLiftSuppression, type SuppressionReason } from '#src/domain/consent/standing.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { AddressBook } from './address-book.js';
import type { SuppressionOut } from './subscriber.dto.js';

const SUPPRESS = sqlFile(import.meta.dirname, 'sql/suppress.sql');

type SuppressionRow = { id: string; reason: SuppressionReason; createdAt: Date; isNew: boolean };

/** Addresses that are never mailed, known by their keyed hash only. It works for people we have no row of, too. */
@Injectable()
export class SuppressionDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly addresses: AddressBook,
    private readonly audit: AuditTrail,
  ) {}

  /** Idempotent; a reason that stands already stays. Takes effect on the very next hand-off. */
  async suppress(email: string, actor: string): Promise<{ isNew: boolean; suppression: SuppressionOut }> {
    const { hash } = this.addresses.readOrRefuse(email);
    return this.dataSource.transaction(async (manager) => {
      const [row] = await selectRows<SuppressionRow>(manager, SUPPRESS, [hash, 'manual']);
      // Somebody else is just adding it: the insert saw theirs, this statement's snapshot did not.
      if (row === undefined)
        throw new AppError(409, 'suppression.changed', 'Suppressed at this very moment; ask again.');
      const { isNew, createdAt, ...rest } = row;
      if (isNew) await this.record(manager, actor, 'suppression.added', row);
      return { isNew, suppression: { ...rest, createdAt: createdAt.toISOString() } };
    });
  }

  /** By what a reader or their mail server said. A complaint outweighs every reason that could be lifted. */
  async suppressReader(
    manager: EntityManager,
    subscriberId: string,
    reason: 'complaint' | 'hard-bounce',
  ): Promise<void> {
    await manager.query(
      `INSERT INTO suppression (address_hash, reason) SELECT address_hash, $2 FROM subscriber WHERE id = $1
       ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
         WHERE excluded.reason = 'complaint' AND suppression.reason IN ('manual', 'hard-bounce')`,
      [subscriberId, reason],
    );
  }

  /** Takes back an operator's or a mail server's word. 409 `suppression.final` for a complaint or an erasure. */
  async lift(id: string, actor: string): Promise<void> {
    const hash = Buffer.from(id, 'hex');
    await this.dataSource.transaction(async (manager) => {
      const [row] = await selectRows<SuppressionRow>(
        manager,
        `SELECT encode(address_hash, 'hex') AS id, reason FROM suppression WHERE address_hash = $1 FOR UPDATE`,
        [hash],
      );
      if (row === undefined) throw new NotFoundError('suppression', id);
      if (!canLiftSuppression(row.reason)) {
        throw new AppError(409, 'suppression.final', 'The person complained or was erased; that stays.', {
          reason: row.reason,
        });
      }
      const lifted = await countAffected(manager, `DELETE FROM suppression WHERE address_hash = $1`, [hash]);
      if (lifted !== 1) throw new Error(`suppression ${id} went away under our lock`);
      await this.record(manager, actor, 'suppression.lifted', row);
    });
  }

  private record(
    manager: Parameters<AuditTrail['record']>[0],
    actor: string,
    action: string,
    { id, reason }: Pick<SuppressionRow, 'id' | 'reason'>,
  ): Promise<void> {
    return this.audit.record(manager, {
      actor,
      action,
      subjectKind: 'suppression',
      subjectId: id,
      detail: { reason },
    });
  }
}
