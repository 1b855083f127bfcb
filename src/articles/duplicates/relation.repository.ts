import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const IS_KEPT_APART = sqlFile(import.meta.dirname, 'sql/is-kept-apart.sql');

export const RELATION_STATES = ['attached', 'offered', 'refused', 'detached'] as const;
export type RelationState = (typeof RELATION_STATES)[number];
export const MEASURES = ['hamming', 'containment', 'cosine'] as const;

export type Finding = {
  tier: 'T1' | 'T2';
  measure: (typeof MEASURES)[number];
  figure: number;
  shared: readonly string[];
};
export type Relation = Finding & { articleId: string; otherId: string; state: RelationState };

/** Ids are in order of arrival, so the greater one came later. */
export function inOrder(a: string, b: string): [later: string, earlier: string] {
  return a > b ? [a, b] : [b, a];
}

/** What pairs of articles have to do with each other, and who said so. */
@Injectable()
export class RelationRepository {
  /** Writes what a rule found; a pair that was decided on is left as it is. False then. */
  async find(
    manager: EntityManager,
    a: string,
    b: string,
    finding: Finding,
    state: 'attached' | 'offered',
  ): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `INSERT INTO article_relation (article_id, other_id, tier, measure, figure, shared, state, decided_by, decided_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $7 = 'attached' THEN 'rule' END, CASE WHEN $7 = 'attached' THEN now() END)
       ON CONFLICT (article_id, other_id) DO UPDATE SET tier = excluded.tier, measure = excluded.measure, figure = excluded.figure,
         shared = excluded.shared, state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at
       WHERE article_relation.state = 'offered'`,
      [...inOrder(a, b), finding.tier, finding.measure, finding.figure, finding.shared, state],
    );
    return affected === 1;
  }

  /** Compare-and-set; false when the pair is not in one of these states. */
  async decide(
    manager: EntityManager,
    a: string,
    b: string,
    from: readonly RelationState[],
    to: RelationState,
    actor: string,
  ): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE article_relation SET state = $4, decided_by = $5, decided_at = now() WHERE article_id = $1 AND other_id = $2 AND state = ANY ($3)`,
      [...inOrder(a, b), from, to, actor],
    );
    return affected === 1;
  }

  async between(db: Db, a: string, b: string): Promise<Relation | undefined> {
    const [row] = await selectRows<Relation>(
      db,
      `SELECT article_id AS "articleId", other_id AS "otherId", tier, measure, figure, shared, state FROM article_relation
       WHERE article_id = $1 AND other_id = $2`,
      [...inOrder(a, b)],
    );
    return row;
  }

  async isKeptApart(manager: EntityManager, articleId: string, leadId: string): Promise<boolean> {
    const [row] = await selectRows<{ apart: boolean }>(manager, IS_KEPT_APART, [articleId, leadId]);
    return row?.apart === true;
  }

  /** Remembers that these are apart, whatever was between them before. */
  async keepApart(manager: EntityManager, articleId: string, others: readonly string[], actor: string): Promise<void> {
    await manager.query(
      `INSERT INTO article_relation (article_id, other_id, tier, measure, figure, state, decided_by, decided_at)
       SELECT greatest($1::uuid, other), least($1::uuid, other), 'T1', 'containment', 0, 'detached', $3, now() FROM unnest($2::uuid[]) other
       ON CONFLICT (article_id, other_id) DO UPDATE SET state = 'detached', decided_by = excluded.decided_by, decided_at = now()`,
      [articleId, others, actor],
    );
  }
}
