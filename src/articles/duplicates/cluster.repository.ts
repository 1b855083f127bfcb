import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { selectRows } from '#src/foundation/database/select-rows.js';

export type Member = { id: string; leadId: string | null };

/** Which articles stand together in the inbox: all whose `lead_id` is the lead, and the lead itself. */
@Injectable()
export class ClusterRepository {
  /** Locks them in one order whoever asks, so that two merges never wait for each other crosswise. */
  async lock(manager: EntityManager, ids: readonly string[]): Promise<Member[]> {
    return selectRows<Member>(
      manager,
      `SELECT id, lead_id AS "leadId" FROM article WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  /** The lead first, then in order of arrival. */
  async members(manager: EntityManager, leadId: string): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(
      manager,
      `SELECT id FROM article WHERE id = $1 OR lead_id = $1 ORDER BY id <> $1, id`,
      [leadId],
    );
    return rows.map(({ id }) => id);
  }

  /** The whole cluster of one lead under another one. */
  async join(manager: EntityManager, fromLead: string, toLead: string): Promise<void> {
    await manager.query(`UPDATE article SET lead_id = $2, updated_at = now() WHERE id = $1 OR lead_id = $1`, [
      fromLead,
      toLead,
    ]);
  }

  /** One article out of its cluster; a lead leaves the others to the earliest of them. */
  async leave(manager: EntityManager, articleId: string): Promise<void> {
    await manager.query(
      `WITH heir AS (SELECT min(id::text)::uuid AS id FROM article WHERE lead_id = $1)
       UPDATE article a SET lead_id = CASE WHEN a.id IN ($1, heir.id) THEN NULL ELSE heir.id END, updated_at = now()
       FROM heir WHERE a.id = $1 OR a.lead_id = $1`,
      [articleId],
    );
  }
}
