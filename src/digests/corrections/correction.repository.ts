import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ReadersOf } from '#src/delivery/index.js';
import type { MailedFacts, Severity, ToldCorrection } from '#src/domain/correction/correction.schema.js';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import type { Localised } from '#src/domain/locale/locale.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

/** Something that an edition told of a shift and that is otherwise today. */
export type MailedRow = MailedFacts & {
  shiftId: string;
  editionId: string;
  number: number;
  startedAt: Date;
  item: EditionItem;
  version: number;
};
export type CorrectionRow = {
  id: string;
  shiftId: string;
  severity: Severity;
  note: Localised;
  state: 'open' | 'dropped';
  shiftVersion: number;
  createdBy: string;
  createdAt: Date;
  /** Editions that said it, and editions that tell it. */
  sources: { editionId: string; number: number }[];
  toldIn: { editionId: string; number: number; state: string }[];
};
export type TellingRow = {
  correctionId: string;
  shiftId: string;
  note: Localised;
  frozen: ToldCorrection | null;
  edition: { id: string; number: number; startedAt: string };
  item: EditionItem;
};

const MAILED = sqlFile(import.meta.dirname, 'sql/mailed-shifts.sql');
const ATTACH = sqlFile(import.meta.dirname, 'sql/attach-pending.sql');
const TOLD = sqlFile(import.meta.dirname, 'sql/told-corrections.sql');
const ATTACHING = 4711008;
const COLUMNS = `c.id, c.shift_id AS "shiftId", c.severity, c.note, c.state, c.shift_version AS "shiftVersion", c.created_by AS "createdBy",
  c.created_at AS "createdAt",
  (SELECT coalesce(json_agg(json_build_object('editionId', e.id, 'number', e.number) ORDER BY e.number), '[]')
   FROM correction_source o JOIN edition e ON e.id = o.edition_id WHERE o.correction_id = c.id) AS sources,
  (SELECT coalesce(json_agg(json_build_object('editionId', e.id, 'number', e.number, 'state', e.state) ORDER BY e.number), '[]')
   FROM edition_correction t JOIN edition e ON e.id = t.edition_id WHERE t.correction_id = c.id) AS "toldIn"`;

@Injectable()
export class CorrectionRepository {
  /** What was mailed of one shift and is wrong now. */
  async mailedOf(db: Db, shiftId: string): Promise<MailedRow[]> {
    return selectRows<MailedRow>(db, MAILED, [[shiftId], null, 1, false]);
  }

  /** Shifts of which something wrong was mailed and no correction is made yet, newest first. */
  async mailedWrong(db: Db, before: string | undefined, limit: number): Promise<MailedRow[]> {
    return selectRows<MailedRow>(db, MAILED, [null, before ?? null, limit, true]);
  }

  async insert(
    manager: EntityManager,
    given: { shiftId: string; severity: Severity; note: Localised; shiftVersion: number; actor: string },
    editionIds: readonly string[],
  ): Promise<string> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO correction (shift_id, severity, note, shift_version, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [given.shiftId, given.severity, JSON.stringify(given.note), given.shiftVersion, given.actor],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    await manager.query(`INSERT INTO correction_source (correction_id, edition_id) SELECT $1, unnest($2::uuid[])`, [
      row.id,
      [...editionIds],
    ]);
    return row.id;
  }

  async find(db: Db, id: string): Promise<CorrectionRow | undefined> {
    const [row] = await selectRows<CorrectionRow>(db, `SELECT ${COLUMNS} FROM correction c WHERE c.id = $1`, [id]);
    return row;
  }

  /** Held until the transaction ends. */
  async lock(manager: EntityManager, id: string): Promise<CorrectionRow | undefined> {
    await manager.query(`SELECT 1 FROM correction WHERE id = $1 FOR UPDATE`, [id]);
    return this.find(manager, id);
  }

  async list(db: Db, filter: { before?: string | undefined; limit: number }): Promise<CorrectionRow[]> {
    return selectRows<CorrectionRow>(
      db,
      `SELECT ${COLUMNS} FROM correction c WHERE $1::uuid IS NULL OR c.id < $1 ORDER BY c.id DESC LIMIT $2`,
      [filter.before ?? null, filter.limit],
    );
  }

  /** Open corrections of what this edition said. */
  async ofEdition(db: Db, editionId: string): Promise<CorrectionRow[]> {
    return selectRows<CorrectionRow>(
      db,
      `SELECT ${COLUMNS} FROM correction_source o JOIN correction c ON c.id = o.correction_id
       WHERE o.edition_id = $1 AND c.state = 'open' ORDER BY c.id`,
      [editionId],
    );
  }

  async drop(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`UPDATE correction SET state = 'dropped' WHERE id = $1 AND state = 'open'`, [id]);
    await manager.query(
      `DELETE FROM edition_correction t USING edition e WHERE e.id = t.edition_id AND t.correction_id = $1 AND e.state = 'draft'`,
      [id],
    );
  }

  /** An edition of its own for one correction, as a draft. */
  async openNotice(manager: EntityManager, correctionId: string, title: string): Promise<string> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO edition (state, kind, title) VALUES ('draft', 'correction', $1) RETURNING id`,
      [title],
    );
    if (row === undefined) throw new Error('an INSERT … RETURNING gave no row');
    await manager.query(`INSERT INTO edition_correction (edition_id, correction_id, position) VALUES ($1, $2, 1)`, [
      row.id,
      correctionId,
    ]);
    return row.id;
  }

  /** How many corrections came into the edition. Nobody attaches at the same time. */
  async attachPending(manager: EntityManager, editionId: string): Promise<number> {
    await manager.query(`SELECT pg_advisory_xact_lock(${ATTACHING})`);
    return countAffected(manager, ATTACH, [editionId]);
  }

  /** The newest digest that is still at the desk, locked; its version rises, since what an editor saw of it is not all any more. */
  async touchNextDraft(manager: EntityManager): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `UPDATE edition SET version = version + 1, updated_at = now()
       WHERE id = (SELECT id FROM edition WHERE state = 'draft' AND kind = 'digest' ORDER BY number DESC LIMIT 1 FOR UPDATE) RETURNING id`,
    );
    return row?.id;
  }

  async telling(db: Db, editionId: string): Promise<TellingRow[]> {
    return selectRows<TellingRow>(db, TOLD, [editionId]);
  }

  async freeze(manager: EntityManager, editionId: string, told: readonly ToldCorrection[]): Promise<void> {
    await manager.query(
      `UPDATE edition_correction t SET frozen = told.frozen FROM unnest($2::uuid[], $3::jsonb[]) AS told (correction_id, frozen)
       WHERE t.edition_id = $1 AND t.correction_id = told.correction_id`,
      [editionId, told.map(({ correctionId }) => correctionId), told.map((one) => JSON.stringify(one))],
    );
  }

  async thaw(manager: EntityManager, editionId: string): Promise<void> {
    await manager.query(`UPDATE edition_correction SET frozen = NULL WHERE edition_id = $1`, [editionId]);
  }

  /** Whom a notice is for: readers of what it corrects, less those of other notices about the same. Undefined for a digest. */
  async audienceOf(manager: EntityManager, editionId: string): Promise<ReadersOf | undefined> {
    const [row] = await selectRows<{ editions: string[]; without: string[] }>(
      manager,
      `SELECT ARRAY(SELECT DISTINCT o.edition_id FROM edition_correction t JOIN correction_source o ON o.correction_id = t.correction_id
           WHERE t.edition_id = e.id) AS editions,
         ARRAY(SELECT DISTINCT n.edition_id FROM edition_correction t JOIN edition_correction n ON n.correction_id = t.correction_id
           WHERE t.edition_id = e.id AND n.edition_id <> e.id) AS without
       FROM edition e WHERE e.id = $1 AND e.kind = 'correction'`,
      [editionId],
    );
    return row;
  }
}
