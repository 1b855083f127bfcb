import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SuppressionReason } from '#src/domain/consent/standing.js';
import type { ReaderEvent } from '#src/domain/feedback/action-rules.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { columnsOf, idOf } from './event-columns.js';
import type { EventAction, FeedbackReport, MatchedReport } from './feedback-report.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const ADD = sql('add-events');
const HISTORY = sql('reader-history');
const ARRIVALS = sql('reader-arrivals');

/** Events of one reader that are looked at. */
const MOST_EVENTS = 500;

export type PastEvent = ReaderEvent & { id: string; action: EventAction; replacedReason: SuppressionReason | null };

/** The table `feedback_event`. */
@Injectable()
export class FeedbackRepository {
  /** The ids of those that were new, by their place in `reports`. */
  async add(manager: EntityManager, reports: readonly MatchedReport[], now: Date): Promise<Map<number, string>> {
    const rows = await selectRows<{ place: number; id: string }>(manager, ADD, [
      JSON.stringify(reports.map((report, place) => ({ place, ...columnsOf(report, now) }))),
    ]);
    return new Map(rows.map(({ place, id }) => [place, id]));
  }

  /** Deliveries that earlier events have tied to the provider's ids of mails, by `source id`. */
  async deliveriesTold(manager: EntityManager, reports: readonly FeedbackReport[]): Promise<Map<string, string>> {
    const rows = await selectRows<{ key: string; deliveryId: string }>(
      manager,
      `SELECT e.source || ' ' || e.provider_message_id AS key, e.delivery_id AS "deliveryId"
       FROM unnest($1::text[], $2::text[]) AS told (source, id)
       JOIN feedback_event e ON e.source = told.source AND e.provider_message_id = told.id AND e.delivery_id IS NOT NULL`,
      [reports.map(({ source }) => source), reports.map(({ providerMessageId }) => idOf(providerMessageId))],
    );
    return new Map(rows.map(({ key, deliveryId }) => [key, deliveryId]));
  }

  history(manager: EntityManager, subscriberId: string, since: Date): Promise<PastEvent[]> {
    return selectRows<PastEvent>(manager, HISTORY, [subscriberId, since, MOST_EVENTS]);
  }

  async arrivals(
    manager: EntityManager,
    subscriberId: string,
    since: Date,
    accepted: readonly { id: string; at: Date }[],
  ): Promise<Date[]> {
    const ids = accepted.map(({ id }) => id);
    const times = accepted.map(({ at }) => at);
    const rows = await selectRows<{ at: Date }>(manager, ARRIVALS, [subscriberId, since, ids, times]);
    return rows.map(({ at }) => at);
  }

  /** One after the other is whoever acts on a reader's events: a count that is taken now sees what others have counted before. */
  async lockReader(manager: EntityManager, subscriberId: string): Promise<boolean> {
    return (
      (await selectRows(manager, `SELECT id FROM subscriber WHERE id = $1 FOR UPDATE`, [subscriberId])).length === 1
    );
  }

  async setAction(manager: EntityManager, ids: readonly string[], action: EventAction): Promise<void> {
    if (ids.length === 0) return;
    await manager.query(`UPDATE feedback_event SET action = $2 WHERE id = ANY ($1::uuid[]) AND action <> $2`, [
      ids,
      action,
    ]);
  }

  /** What new events came to. */
  async setActions(
    manager: EntityManager,
    drawn: ReadonlyMap<string, { action: EventAction; replaced: SuppressionReason | null }>,
  ): Promise<void> {
    const acted = [...drawn].filter(([, { action }]) => action !== 'none');
    if (acted.length === 0) return;
    await manager.query(
      `UPDATE feedback_event e SET action = d.action, replaced_reason = d.replaced
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS d (id, action, replaced) WHERE e.id = d.id`,
      [acted.map(([id]) => id), acted.map(([, { action }]) => action), acted.map(([, { replaced }]) => replaced)],
    );
  }

  /** Of these readers, those whom a count of bounces has suppressed. */
  async suppressedByCount(manager: EntityManager, subscriberIds: readonly string[]): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      manager,
      `SELECT DISTINCT subscriber_id AS id FROM feedback_event
       WHERE subscriber_id = ANY ($1::uuid[]) AND action = 'suppressed' AND kind IN ('soft', 'hard') AND undone_at IS NULL`,
      [subscriberIds],
    );
    return rows.map(({ id }) => id);
  }

  /** False when it was taken back before. */
  async undo(manager: EntityManager, id: string, actor: string): Promise<boolean> {
    const undone = await countAffected(
      manager,
      `UPDATE feedback_event SET undone_at = now(), undone_by = $2 WHERE id = $1 AND undone_at IS NULL`,
      [id, actor],
    );
    return undone === 1;
  }
}
