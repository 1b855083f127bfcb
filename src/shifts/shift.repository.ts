import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Localised } from '#src/domain/locale/locale.js';
import type { ImpactFacts } from '#src/domain/shift-impact/impact.schema.js';
import { matterOf } from '#src/domain/shift-merge/matter.js';
import { reviewScore } from '#src/domain/shift-review/review-score.js';
import type { ShiftKind, ShiftProposal, ShiftStatus } from '#src/domain/shift/shift.schema.js';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { Lexicon } from './actors/lexicon.js';

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
  rejectCode: string | null;
  impactFacts: ImpactFacts | null;
  reviewScore: number;
  /** The name of its actor's timeline. */
  actorKey: string | null;
  /** An ISO day; null until it is confirmed. */
  knownOn: string | null;
  supersedesId: string | null;
  supersedesAs: SupersedesAs | null;
  createdAt: Date;
  updatedAt: Date;
};
export type SupersedesAs = 'continues' | 'reverses' | 'calls_off';
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
  reviewedAt?: Date | null;
  rejectReason?: string | null;
  rejectCode?: string | null;
  impactFacts?: ImpactFacts | null | undefined;
};

const COLUMNS = `s.id, s.article_id AS "articleId", s.revision_id AS "revisionId", s.status, s.claim, s.headline, s.impact, s.version,
  s.reviewed_by AS "reviewedBy", s.reviewed_at AS "reviewedAt", s.reject_reason AS "rejectReason",
  s.reject_code AS "rejectCode", s.impact_facts AS "impactFacts", s.review_score AS "reviewScore", s.actor_key AS "actorKey",
  s.known_on::text AS "knownOn", s.supersedes_id AS "supersedesId", s.supersedes_as AS "supersedesAs",
  s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const PROPOSE = sqlFile(import.meta.dirname, 'sql/propose-shifts.sql');
const CHANGE = sqlFile(import.meta.dirname, 'sql/change-shift.sql');

@Injectable()
export class ShiftRepository {
  constructor(private readonly lexicon: Lexicon) {}

  /**
   * Adds proposals to a revision. One that is there already, or that an editor has judged in any revision of the article, is left as it is;
   * but a confirmed one whose quotes this revision does not hold any more must be confirmed anew. The number of new ones.
   */
  async propose(
    manager: EntityManager,
    target: { articleId: string; revisionId: string },
    proposals: readonly { fingerprint: string; claim: ShiftProposal }[],
  ): Promise<number> {
    const named = await this.lexicon.finder(manager);
    const matters = proposals.map(({ claim }) => matterOf(claim, named));
    return countAffected(manager, PROPOSE, [
      target.articleId,
      target.revisionId,
      proposals.map((proposal) => proposal.fingerprint),
      proposals.map((proposal) => JSON.stringify(proposal.claim)),
      proposals.map(({ claim }) => reviewScore(claim)),
      matters.map(({ actorKey }) => actorKey),
      matters.map(({ objectKey }) => objectKey),
      matters.map(({ amountKeys }) => JSON.stringify(amountKeys)),
    ]);
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
      impactFacts: ImpactFacts | null;
    },
  ): Promise<string | undefined> {
    const matter = matterOf(shift.claim, await this.lexicon.finder(manager));
    const [row] = await selectRows<{ id: string }>(
      manager,
      `INSERT INTO shift (article_id, revision_id, fingerprint, status, kind, actor_name, confidence, claim, headline, impact, impact_facts,
         review_score, actor_key, object_key, amount_keys)
       VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (revision_id, fingerprint) DO NOTHING RETURNING id`,
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
        shift.impactFacts === null ? null : JSON.stringify(shift.impactFacts),
        reviewScore(shift.claim),
        matter.actorKey,
        matter.objectKey,
        matter.amountKeys,
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

  /** What rules proposed of this very revision and do not find any more, unless an editor has touched it. */
  async supersedeMissing(manager: EntityManager, revisionId: string, found: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE shift SET status = 'superseded', version = version + 1, updated_at = now()
       WHERE revision_id = $1 AND status = 'proposed' AND claim->>'source' LIKE 'rules@%' AND fingerprint <> ALL ($2::text[])
         AND headline = '{}' AND impact = '{}' AND impact_facts IS NULL AND NOT EXISTS (SELECT 1 FROM shift_decision d WHERE d.shift_id = shift.id)`,
      [revisionId, [...found]],
    );
  }

  async find(db: Db, id: string): Promise<ShiftRow | undefined> {
    const [row] = await selectRows<ShiftRow>(db, `SELECT ${COLUMNS} FROM shift s WHERE s.id = $1`, [id]);
    return row;
  }

  /** In the order of the ids; unknown ones are left out. */
  async findMany(db: Db, ids: readonly string[]): Promise<ShiftRow[]> {
    return selectRows<ShiftRow>(
      db,
      `SELECT ${COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place) JOIN shift s ON s.id = wanted.id ORDER BY place`,
      [[...ids]],
    );
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
    const { claim, impactFacts } = change;
    const matter = claim === undefined ? undefined : matterOf(claim, await this.lexicon.finder(manager));
    const affected = await countAffected(manager, CHANGE, [
      shift.id,
      shift.version,
      change.status ?? null,
      json(claim),
      json(change.headline),
      json(change.impact),
      change.reviewedBy !== undefined,
      change.reviewedBy ?? null,
      change.rejectReason !== undefined,
      change.rejectReason ?? null,
      change.rejectCode ?? null,
      impactFacts !== undefined,
      json(impactFacts ?? undefined),
      change.reviewedAt ?? null,
      claim === undefined ? null : reviewScore(claim),
      matter?.actorKey ?? null,
      matter?.objectKey ?? null,
      matter?.amountKeys ?? null,
    ]);
    return affected === 1;
  }
}

function json(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
