import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EditionItem, EditionState } from '#src/domain/edition/edition.schema.js';
import type { Localised } from '#src/domain/locale/locale.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type EditionRow = {
  id: string;
  number: number;
  state: EditionState;
  title: string;
  /** A correction reaches just the readers of what it corrects. */
  kind: 'digest' | 'correction';
  isFourEyes: boolean;
  subject: Localised;
  intro: Localised;
  segmentId: string | null;
  /** The digest it is an issue of, and when it is due; null: an edition of its own. */
  digestId: string | null;
  dueAt: Date | null;
  version: number;
  approvedBy: string | null;
  approvedAt: Date | null;
  scheduledAt: Date | null;
  startedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};
export type ItemRow = { shiftId: string; headline: Localised; impact: Localised; frozen: EditionItem | null };
export type ItemDraft = { shiftId: string; headline?: Localised | undefined; impact?: Localised | undefined };

const COLUMNS = `id, number, state, title, kind, four_eyes AS "isFourEyes", subject, intro, segment_id AS "segmentId", digest_id AS "digestId", due_at AS "dueAt", version,
  approved_by AS "approvedBy", approved_at AS "approvedAt", scheduled_at AS "scheduledAt", started_at AS "startedAt", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Columns that commands set; `null` clears. */
export type EditionChange = {
  state?: EditionState;
  title?: string | undefined;
  subject?: Localised | undefined;
  intro?: Localised | undefined;
  segmentId?: string | null | undefined;
  approvedBy?: string | null;
  scheduledAt?: Date | null;
};

@Injectable()
export class EditionRepository {
  async insert(
    manager: EntityManager,
    draft: { title: string; subject: Localised; intro: Localised; segmentId: string | null },
  ): Promise<string> {
    const rows = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO edition (state, title, subject, intro, segment_id) VALUES ('draft', $1, $2, $3, $4) RETURNING id`,
      [draft.title, JSON.stringify(draft.subject), JSON.stringify(draft.intro), draft.segmentId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Makes it an issue of a digest. */
  async belongTo(
    manager: EntityManager,
    id: string,
    { digestId, dueAt, isFourEyes }: { digestId: string; dueAt: Date; isFourEyes: boolean },
  ): Promise<void> {
    await manager.query(`UPDATE edition SET digest_id = $2, due_at = $3, four_eyes = $4 WHERE id = $1`, [
      id,
      digestId,
      dueAt,
      isFourEyes,
    ]);
  }

  async find(db: Db, id: string): Promise<EditionRow | undefined> {
    const [row] = await selectRows<EditionRow>(db, `SELECT ${COLUMNS} FROM edition WHERE id = $1`, [id]);
    return row;
  }

  /** Holds the edition against every other command until the transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<EditionRow | undefined> {
    const [row] = await selectRows<EditionRow>(manager, `SELECT ${COLUMNS} FROM edition WHERE id = $1 FOR UPDATE`, [
      id,
    ]);
    return row;
  }

  /** Newest first; `before` is the number of the last edition seen. */
  async list(
    db: Db,
    filter: { state?: EditionState | undefined; before?: number | undefined; limit: number },
  ): Promise<EditionRow[]> {
    return selectRows<EditionRow>(
      db,
      `SELECT ${COLUMNS} FROM edition
       WHERE ($1::text IS NULL OR state = $1) AND ($2::int IS NULL OR number < $2) ORDER BY number DESC LIMIT $3`,
      [filter.state ?? null, filter.before ?? null, filter.limit],
    );
  }

  /** Compare-and-set on the version; `false` when somebody else was faster. */
  async change(
    manager: EntityManager,
    edition: Pick<EditionRow, 'id' | 'version'>,
    change: EditionChange,
  ): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE edition SET
         state = coalesce($3, state), title = coalesce($4, title), subject = coalesce($5, subject), intro = coalesce($6, intro),
         approved_by = CASE WHEN $7 THEN $8 ELSE approved_by END,
         approved_at = CASE WHEN $7 THEN CASE WHEN $8::text IS NULL THEN NULL ELSE now() END ELSE approved_at END,
         scheduled_at = CASE WHEN $9 THEN $10 ELSE scheduled_at END,
         segment_id = CASE WHEN $11 THEN $12 ELSE segment_id END,
         started_at = CASE WHEN $3 = 'started' THEN now() ELSE started_at END,
         version = version + 1, updated_at = now()
       WHERE id = $1 AND version = $2`,
      [
        edition.id,
        edition.version,
        change.state ?? null,
        change.title ?? null,
        change.subject === undefined ? null : JSON.stringify(change.subject),
        change.intro === undefined ? null : JSON.stringify(change.intro),
        change.approvedBy !== undefined,
        change.approvedBy ?? null,
        change.scheduledAt !== undefined,
        change.scheduledAt ?? null,
        change.segmentId !== undefined,
        change.segmentId ?? null,
      ],
    );
    return affected === 1;
  }

  async items(db: Db, editionId: string): Promise<ItemRow[]> {
    return selectRows<ItemRow>(
      db,
      `SELECT shift_id AS "shiftId", headline, impact, frozen FROM edition_item WHERE edition_id = $1 ORDER BY position`,
      [editionId],
    );
  }

  /** The order of the array is the order in the mail. */
  async replaceItems(manager: EntityManager, editionId: string, items: readonly ItemDraft[]): Promise<void> {
    await manager.query(`DELETE FROM edition_item WHERE edition_id = $1`, [editionId]);
    await manager.query(
      `INSERT INTO edition_item (edition_id, shift_id, position, headline, impact)
       SELECT $1, shift_id, position, headline, impact
       FROM unnest($2::uuid[], $3::jsonb[], $4::jsonb[]) WITH ORDINALITY AS item (shift_id, headline, impact, position)`,
      [
        editionId,
        items.map((item) => item.shiftId),
        items.map((item) => JSON.stringify(item.headline ?? {})),
        items.map((item) => JSON.stringify(item.impact ?? {})),
      ],
    );
  }

  async freezeItems(manager: EntityManager, editionId: string, items: readonly EditionItem[]): Promise<void> {
    await manager.query(
      `UPDATE edition_item SET frozen = item.frozen
       FROM unnest($2::uuid[], $3::jsonb[]) AS item (shift_id, frozen)
       WHERE edition_item.edition_id = $1 AND edition_item.shift_id = item.shift_id`,
      [editionId, items.map((item) => item.shiftId), items.map((item) => JSON.stringify(item))],
    );
  }

  async thawItems(manager: EntityManager, editionId: string): Promise<void> {
    await manager.query(`UPDATE edition_item SET frozen = NULL WHERE edition_id = $1`, [editionId]);
    await manager.query(`UPDATE edition_correction SET frozen = NULL WHERE edition_id = $1`, [editionId]);
  }

  /** When the edition before this one went out, for "since the last edition". */
  async previousStart(db: Db, edition: Pick<EditionRow, 'id' | 'startedAt'>): Promise<Date | null> {
    const [row] = await selectRows<{ startedAt: Date | null }>(
      db,
      `SELECT max(started_at) AS "startedAt" FROM edition
       WHERE state = 'started' AND kind = 'digest' AND id <> $1 AND started_at < coalesce($2, 'infinity'::timestamptz)`,
      [edition.id, edition.startedAt],
    );
    return row?.startedAt ?? null;
  }

  /** Editions whose time has come, by the database's clock. */
  async due(db: Db): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      db,
      `SELECT id FROM edition WHERE state = 'scheduled' AND scheduled_at <= now() ORDER BY scheduled_at LIMIT 20`,
    );
    return rows.map((row) => row.id);
  }
}
