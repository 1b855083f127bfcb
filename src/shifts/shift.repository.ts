import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Localised } from '#src/domain/locale/locale.js';
import type { ShiftKind, ShiftProposal, ShiftStatus } from '#src/domain/shift/shift.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';

export type ShiftRow = {
  id: string;
  articleId: string;
  revisionId: string;
  status: ShiftStatus;
  claim: ShiftProposal;
  headline: Localised;
  impact: Localised;
  version: number;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  rejectReason: string | null;
  createdAt: Date;
  updatedAt: Date;
};
export type ShiftFilter = {
  status?: ShiftStatus | undefined;
  articleId?: string | undefined;
  kind?: ShiftKind | undefined;
  actor?: string | undefined;
  minConfidence?: number | undefined;
  before?: string | undefined;
  limit: number;
};
/** `null` clears; what is left out stays. */
export type ShiftChange = {
  status?: ShiftStatus;
  claim?: ShiftProposal | undefined;
  headline?: Localised | undefined;
  impact?: Localised | undefined;
  reviewedBy?: string | null;
  rejectReason?: string | null;
};

const COLUMNS = `s.id, s.article_id AS "articleId", s.revision_id AS "revisionId", s.status, s.claim, s.headline, s.impact, s.version,
  s.reviewed_by AS "reviewedBy", s.reviewed_at AS "reviewedAt", s.reject_reason AS "rejectReason",
  s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

@Injectable()
export class ShiftRepository {
  /**
   * Adds proposals to a revision. One that is there already, or that an editor has judged in any revision of the article, is left as it is;
   * but a confirmed one whose quotes this revision does not hold any more must be confirmed anew. The number of new ones.
   */
  async propose(
    manager: EntityManager,
    target: { articleId: string; revisionId: string },
    proposals: readonly { fingerprint: string; claim: ShiftProposal }[],
  ): Promise<number> {
    return countAffected(
      manager,
      `INSERT INTO shift (article_id, revision_id, fingerprint, status, kind, actor_name, confidence, claim)
       SELECT $1, $2, p.fingerprint, 'proposed', p.claim->>'kind', p.claim->'actor'->>'name', (p.claim->>'confidence')::float8, p.claim
       FROM unnest($3::text[], $4::jsonb[]) AS p (fingerprint, claim)
       WHERE NOT EXISTS (
         SELECT 1 FROM shift old
         WHERE old.article_id = $1 AND old.fingerprint = p.fingerprint AND (old.status = 'rejected' OR (old.status = 'confirmed'
           AND NOT EXISTS (
             SELECT 1 FROM jsonb_array_elements(old.claim->'evidence') AS evidence, article_revision r
             WHERE r.id = $2 AND strpos(r.body, evidence->>'quote') = 0))))
       ON CONFLICT (revision_id, fingerprint) DO NOTHING`,
      [
        target.articleId,
        target.revisionId,
        proposals.map((proposal) => proposal.fingerprint),
        proposals.map((proposal) => JSON.stringify(proposal.claim)),
      ],
    );
  }

  /** An editor's own shift; undefined when the revision has it already. */
  async insert(
    manager: EntityManager,
    shift: {
      articleId: string;
      revisionId: string;
      fingerprint: string;
      claim: ShiftProposal;
      headline: Localised;
      impact: Localised;
    },
  ): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO shift (article_id, revision_id, fingerprint, status, kind, actor_name, confidence, claim, headline, impact)
       VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9) ON CONFLICT (revision_id, fingerprint) DO NOTHING RETURNING id`,
      [
        shift.articleId,
        shift.revisionId,
        shift.fingerprint,
        shift.claim.kind,
        shift.claim.actor.name,
        shift.claim.confidence,
        JSON.stringify(shift.claim),
        JSON.stringify(shift.headline),
        JSON.stringify(shift.impact),
      ],
    );
    return row?.id;
  }

  /** Proposals of other revisions of the article have no reader any more. */
  async supersedeOthers(manager: EntityManager, articleId: string, revisionId: string): Promise<void> {
    await manager.query(
      `UPDATE shift SET status = 'superseded', version = version + 1, updated_at = now()
       WHERE article_id = $1 AND revision_id <> $2 AND status = 'proposed'`,
      [articleId, revisionId],
    );
  }

  async find(db: Db, id: string): Promise<ShiftRow | undefined> {
    const [row] = await selectRows<ShiftRow>(db, `SELECT ${COLUMNS} FROM shift s WHERE s.id = $1`, [id]);
    return row;
  }

  async lock(manager: EntityManager, id: string): Promise<ShiftRow | undefined> {
    const [row] = await selectRows<ShiftRow>(manager, `SELECT ${COLUMNS} FROM shift s WHERE s.id = $1 FOR UPDATE`, [
      id,
    ]);
    return row;
  }

  async list(db: Db, filter: ShiftFilter): Promise<ShiftRow[]> {
    return selectRows<ShiftRow>(
      db,
      `SELECT ${COLUMNS} FROM shift s
       WHERE ($1::text IS NULL OR s.status = $1) AND ($2::uuid IS NULL OR s.article_id = $2) AND ($3::text IS NULL OR s.kind = $3)
         AND ($4::text IS NULL OR lower(s.actor_name) = lower($4)) AND ($5::float8 IS NULL OR s.confidence >= $5)
         AND ($6::uuid IS NULL OR s.id < $6)
       ORDER BY s.id DESC LIMIT $7`,
      [
        filter.status ?? null,
        filter.articleId ?? null,
        filter.kind ?? null,
        filter.actor ?? null,
        filter.minConfidence ?? null,
        filter.before ?? null,
        filter.limit,
      ],
    );
  }

  /** Compare-and-set on the version; false when somebody else was faster. */
  async change(manager: EntityManager, shift: Pick<ShiftRow, 'id' | 'version'>, change: ShiftChange): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE shift SET
         status = coalesce($3, status), claim = coalesce($4, claim), headline = coalesce($5, headline), impact = coalesce($6, impact),
         kind = coalesce($4::jsonb->>'kind', kind), actor_name = coalesce($4::jsonb->'actor'->>'name', actor_name),
         reviewed_by = CASE WHEN $7 THEN $8 ELSE reviewed_by END,
         reviewed_at = CASE WHEN $7 THEN CASE WHEN $8::text IS NULL THEN NULL ELSE now() END ELSE reviewed_at END,
         reject_reason = CASE WHEN $9 THEN $10 ELSE reject_reason END,
         version = version + 1, updated_at = now()
       WHERE id = $1 AND version = $2`,
      [
        shift.id,
        shift.version,
        change.status ?? null,
        change.claim === undefined ? null : JSON.stringify(change.claim),
        change.headline === undefined ? null : JSON.stringify(change.headline),
        change.impact === undefined ? null : JSON.stringify(change.impact),
        change.reviewedBy !== undefined,
        change.reviewedBy ?? null,
        change.rejectReason !== undefined,
        change.rejectReason ?? null,
      ],
    );
    return affected === 1;
  }
}
