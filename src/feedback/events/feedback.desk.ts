import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { SuppressionReason } from '#src/domain/consent/standing.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { SuppressionDesk } from '#src/subscribers/index.js';
import { Consequences } from './consequences.js';
import type { FeedbackEvent, FeedbackListQuery, FeedbackView } from './feedback.dto.js';
import { FeedbackRepository } from './feedback.repository.js';

const PAGE = sqlFile(import.meta.dirname, 'sql/page-events.sql');
const ONE = `SELECT action, matched_by AS "matchedBy", subscriber_id AS "readerId", replaced_reason AS "replacedReason" FROM feedback_event WHERE id = $1`;

type Told = { action: string; matchedBy: string; readerId: string | null; replacedReason: SuppressionReason | null };

type Row = Omit<FeedbackEvent, 'occurredAt' | 'takenAt' | 'undoneAt'> & {
  occurredAt: Date;
  takenAt: Date;
  undoneAt: Date | null;
};

/** An operator's look at what came back, and hand on it. */
@Injectable()
export class FeedbackDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: FeedbackRepository,
    private readonly consequences: Consequences,
    private readonly suppressions: SuppressionDesk,
    private readonly audit: AuditTrail,
  ) {}

  async list(query: FeedbackListQuery): Promise<{ items: FeedbackEvent[]; nextCursor: string | null }> {
    const items = (await this.rows(this.dataSource, query)).map(toOut);
    return { items, nextCursor: items.length === query.limit ? (items.at(-1)?.id ?? null) : null };
  }

  find(id: string): Promise<FeedbackView> {
    return this.view(this.dataSource, id);
  }

  /**
   * Takes an event back as if it had never been told; being told again changes nothing. A suppression that no other event asks for ends. May
   * be repeated. 409 `feedback.nobody` for the address of somebody who does not subscribe, which no event names: its suppression is lifted as such.
   * 409 `feedback.final` for an unsubscribe that was acted on: only the reader's own act brings them back.
   */
  async undo(id: string, actor: string): Promise<FeedbackView> {
    return this.dataSource.transaction(async (manager) => {
      const event = await this.told(manager, id);
      if (event === undefined) throw new NotFoundError('feedback', id);
      if (event.action === 'left')
        throw new AppError(409, 'feedback.final', 'The reader asked to leave; only their own act brings them back.');
      if (event.action === 'suppressed' && event.matchedBy === 'mail' && event.readerId === null)
        throw new AppError(409, 'feedback.nobody', 'Its address is no subscriber’s: lift the suppression instead.');
      if (await this.events.undo(manager, id, actor)) {
        const { action, readerId, replacedReason } = event;
        const suppression =
          readerId === null ? null : await this.consequences.reconsider(manager, readerId, replacedReason);
        const detail = { action, suppression };
        await this.audit.record(manager, {
          actor,
          action: 'feedback.undone',
          subjectKind: 'feedback',
          subjectId: id,
          detail,
        });
      }
      return this.view(manager, id);
    });
  }

  /** With its reader locked first, as whoever takes events does it. */
  private async told(manager: EntityManager, id: string): Promise<Told | undefined> {
    const [{ readerId } = { readerId: null }] = await selectRows<Told>(manager, ONE, [id]);
    if (readerId !== null) await this.events.lockReader(manager, readerId);
    return (await selectRows<Told>(manager, ONE, [id]))[0];
  }

  private async view(db: Db, id: string): Promise<FeedbackView> {
    const [row] = await this.rows(db, { id, limit: 1 });
    if (row === undefined) throw new NotFoundError('feedback', id);
    const suppression = row.subscriberId === null ? null : await this.suppressions.reasonOf(db, row.subscriberId);
    return { ...toOut(row), suppression };
  }

  private rows(db: Db, filter: Partial<FeedbackListQuery> & { id?: string; limit: number }): Promise<Row[]> {
    return selectRows<Row>(db, PAGE, [
      filter.cursor ?? null,
      filter.class ?? null,
      filter.editionId ?? null,
      filter.provider ?? null,
      filter.subscriberId ?? null,
      filter.source ?? null,
      filter.action ?? null,
      filter.matched === undefined ? null : filter.matched === 'yes',
      filter.id ?? null,
      filter.limit,
    ]);
  }
}

function toOut({ occurredAt, takenAt, undoneAt, ...rest }: Row): FeedbackEvent {
  return {
    ...rest,
    occurredAt: occurredAt.toISOString(),
    takenAt: takenAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  };
}
