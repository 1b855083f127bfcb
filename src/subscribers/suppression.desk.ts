import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { canLiftSuppression, type SuppressionReason } from '#src/domain/consent/standing.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { AddressBook } from './address-book.js';
import type { SuppressionOut } from './subscriber.dto.js';

const SUPPRESS = sqlFile(import.meta.dirname, 'sql/suppress.sql');
const SUPPRESS_READER = sqlFile(import.meta.dirname, 'sql/suppress-reader.sql');

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

  /** By what a mail server said of an address that nobody may subscribe with yet. A reason that stands already stays. */
  async suppressHash(manager: EntityManager, addressHash: Buffer, reason: 'hard-bounce'): Promise<void> {
    await selectRows(manager, SUPPRESS, [addressHash, reason]);
  }

  /**
   * By what a reader or their mail server said. A complaint outweighs every reason that could be lifted. `isNew` is false when an equal or
   * weightier reason stood already; `replaced` is the lighter one that stood before.
   */
  async suppressReader(
    manager: EntityManager,
    subscriberId: string,
    reason: 'complaint' | 'hard-bounce',
  ): Promise<{ isNew: boolean; replaced: SuppressionReason | null }> {
    const [row] = await selectRows<{ isNew: boolean; replaced: SuppressionReason | null }>(manager, SUPPRESS_READER, [
      subscriberId,
      reason,
    ]);
    return row ?? { isNew: false, replaced: null };
  }

  /**
   * Takes back what was said by mistake about a reader: their suppression ends, or goes back to the reason `former`. An operator's own and
   * an erasure stay. Returns the reason that stands now.
   */
  async withdrawReader(
    manager: EntityManager,
    subscriberId: string,
    former: SuppressionReason | null,
  ): Promise<SuppressionReason | null> {
    await manager.query(
      former === null
        ? `DELETE FROM suppression x USING subscriber s
           WHERE s.id = $1 AND x.address_hash = s.address_hash AND x.reason IN ('complaint', 'hard-bounce')`
        : `UPDATE suppression x SET reason = $2 FROM subscriber s
           WHERE s.id = $1 AND x.address_hash = s.address_hash AND x.reason IN ('complaint', 'hard-bounce')`,
      former === null ? [subscriberId] : [subscriberId, former],
    );
    return this.reasonOf(manager, subscriberId);
  }

  /** Why this reader's address is never mailed; null when it may be. */
  async reasonOf(db: Db, subscriberId: string): Promise<SuppressionReason | null> {
    const [row] = await selectRows<{ reason: SuppressionReason }>(
      db,
      `SELECT x.reason FROM suppression x JOIN subscriber s USING (address_hash) WHERE s.id = $1`,
      [subscriberId],
    );
    return row?.reason ?? null;
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
