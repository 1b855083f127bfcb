import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InboxState } from '#src/domain/article/inbox-state.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { filterSql, type ArticleFilter } from './inbox-filter.js';
import type { InboxItem } from './inbox.dto.js';

const MOVE = sqlFile(import.meta.dirname, 'sql/move-articles.sql');
const UNDO = sqlFile(import.meta.dirname, 'sql/undo-move.sql');
const DESCRIBE = sqlFile(import.meta.dirname, 'sql/describe-articles.sql');

export type Page = { sort: 'time' | 'score'; cursor?: string | undefined; limit: number };
export type MovedRow = { id: string; state: InboxState; leadId: string | null; isMoved: boolean };
type ItemRow = Omit<InboxItem, 'publishedAt' | 'stateAt' | 'createdAt'> & {
  publishedAt: Date | null;
  stateAt: Date | null;
  createdAt: Date;
};

/** The statement of one page: ids of leads, by an index in the order that is asked for. */
export function pageSql(filter: ArticleFilter, { sort, cursor, limit }: Page): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const where = filterSql(filter, values);
  const [score, id] = cursor?.includes('.') === true ? cursor.split('.') : [undefined, cursor];
  let after = '';
  if (id !== undefined) {
    if (score !== undefined) values.push(Number(score));
    values.push(id);
    const parameters = values.length;
    after = score === undefined ? ` AND a.id < $${parameters}::uuid` : ` AND (a.score, a.id) < ($${parameters - 1}::smallint, $${parameters}::uuid)`; // prettier-ignore
  }
  values.push(limit);
  const order = sort === 'score' ? 'a.score DESC, a.id DESC' : 'a.id DESC';
  return {
    text: `SELECT a.id FROM article a WHERE a.lead_id IS NULL AND a.current_revision_id IS NOT NULL${where}${after} ORDER BY ${order} LIMIT $${values.length}`,
    values,
  };
}

@Injectable()
export class InboxRepository {
  async page(db: Db, filter: ArticleFilter, page: Page): Promise<string[]> {
    const { text, values } = pageSql(filter, page);
    return (await selectRows<{ id: string }>(db, text, values)).map(({ id }) => id);
  }

  /** Rows of the inbox in the order of the ids; unknown ids are left out. */
  async describe(db: Db, ids: readonly string[]): Promise<InboxItem[]> {
    const rows = await selectRows<ItemRow>(db, DESCRIBE, [ids]);
    return rows.map((row) => ({
      ...row,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      stateAt: row.stateAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    }));
  }

  async counts(db: Db): Promise<Record<InboxState, number>> {
    const rows = await selectRows<{ state: InboxState; articles: number }>(
      db,
      `SELECT state, count(*)::int AS articles FROM article WHERE lead_id IS NULL GROUP BY state`,
    );
    const of = (state: InboxState): number => rows.find((row) => row.state === state)?.articles ?? 0;
    return { new: of('new'), kept: of('kept'), dismissed: of('dismissed') };
  }

  async move(
    manager: EntityManager,
    move: {
      ids: readonly string[];
      expected: readonly InboxState[];
      to: InboxState;
      reason: string | null;
      actor: string;
      moveId: string;
    },
  ): Promise<MovedRow[]> {
    return selectRows<MovedRow>(manager, MOVE, [
      move.ids,
      move.expected,
      move.to,
      move.reason,
      move.actor,
      move.moveId,
    ]);
  }

  async noteMove(
    manager: EntityManager,
    move: { id: string; actor: string; to: InboxState; reason: string | null; ids: string[]; from: InboxState[] },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO inbox_move (id, actor, to_state, reason, article_ids, from_states) VALUES ($1, $2, $3, $4, $5, $6)`,
      [move.id, move.actor, move.to, move.reason, move.ids, move.from],
    );
  }

  /** Locked; undefined when there is no such move. */
  async lockMove(manager: EntityManager, id: string): Promise<{ undoneAt: Date | null } | undefined> {
    const [row] = await selectRows<{ undoneAt: Date | null }>(
      manager,
      `SELECT undone_at AS "undoneAt" FROM inbox_move WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return row;
  }

  async undo(manager: EntityManager, moveId: string, actor: string): Promise<MovedRow[]> {
    return selectRows<MovedRow>(manager, UNDO, [moveId, actor]);
  }

  async newId(manager: EntityManager): Promise<string> {
    const [row] = await selectRows<{ id: string }>(manager, `SELECT uuid_v7() AS id`);
    if (row === undefined) throw new Error('a SELECT of a function gave no row');
    return row.id;
  }
}
