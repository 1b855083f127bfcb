import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { copyFingerprint, type CopyFingerprint } from '#src/domain/article/copy/fingerprint.js';
import { COPY_BITS, judgeCopy } from '#src/domain/article/copy/judge-copy.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { ClusterRepository } from './cluster.repository.js';
import { RelationRepository, type Finding } from './relation.repository.js';

const FIND_COPIES = sqlFile(import.meta.dirname, 'sql/find-copies.sql');
const MOST_CANDIDATES = 8;
/** Who acts when a rule does. */
export const RULE = 'rule';

type Candidate = { id: string; leadId: string; title: string; body: string };
type Compared = { id: string; title: string; body: string };

/** Finds syndicated copies (tier T1) and attaches them by itself. */
@Injectable()
export class CopyFinder {
  constructor(
    private readonly clusters: ClusterRepository,
    private readonly relations: RelationRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Puts an article that stands alone into the cluster of what it copies. The id of the lead that gained a source by it. */
  async attach(manager: EntityManager, article: Compared, print: CopyFingerprint): Promise<string | undefined> {
    for (const candidate of await this.candidates(manager, article.id, print)) {
      const { is, measure, figure } = judgeCopy(
        { ...article, print },
        { ...candidate, print: copyFingerprint(candidate.body) },
      );
      if (is === 'other' || (await this.relations.isKeptApart(manager, article.id, candidate.leadId))) continue;
      const finding: Finding = { tier: 'T1', measure, figure, shared: [] };
      if (is === 'form') {
        await this.relations.find(manager, article.id, candidate.id, finding, 'offered');
        continue;
      }
      const leadId = await this.join(manager, article.id, candidate, finding);
      if (leadId !== undefined) return leadId;
    }
    return undefined;
  }

  private candidates(manager: EntityManager, articleId: string, print: CopyFingerprint): Promise<Candidate[]> {
    return selectRows<Candidate>(manager, FIND_COPIES, [
      articleId,
      print.bands,
      print.sketch,
      print.simhash.toString(),
      MOST_CANDIDATES,
      COPY_BITS,
    ]);
  }

  /** The one that arrived first leads. Undefined when somebody moved one of them meanwhile; the next look finds it again. */
  private async join(
    manager: EntityManager,
    articleId: string,
    candidate: Candidate,
    finding: Finding,
  ): Promise<string | undefined> {
    const { leadId } = candidate;
    const held = await this.clusters.lock(manager, [articleId, leadId]);
    if (held.length !== 2 || held.some((member) => member.leadId !== null)) return undefined;
    if (!(await this.relations.find(manager, articleId, candidate.id, finding, 'attached'))) return undefined;
    const [from, to] = articleId > leadId ? [articleId, leadId] : [leadId, articleId];
    await this.clusters.join(manager, from, to);
    const detail = {
      leadId: to,
      otherId: candidate.id,
      tier: finding.tier,
      measure: finding.measure,
      figure: finding.figure,
    };
    await this.audit.record(manager, {
      actor: RULE,
      action: 'article.attach',
      subjectKind: 'article',
      subjectId: from,
      detail,
    });
    return to;
  }
}
