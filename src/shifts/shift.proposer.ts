import { Injectable } from '@nestjs/common';
import { ArticleReader } from '#src/articles/index.js';
import { AuditTrail } from '#src/audit/index.js';
import { fingerprint } from '#src/domain/shift/fingerprint.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { claimOf } from './claim-writer.js';
import { assertImpact, assertProven } from './shift.rules.js';
import type { ProposeShift } from './shift.dto.js';
import { ShiftRepository } from './shift.repository.js';

/** An editor's own shift, for confirmation like any other. */
@Injectable()
export class ShiftProposer {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly shifts: ShiftRepository,
    private readonly articles: ArticleReader,
    private readonly audit: AuditTrail,
  ) {}

  /** The id of the new shift; a repeat under the same key gives the same one. */
  async propose(input: ProposeShift, actor: string, key?: string): Promise<string> {
    return this.idempotency.once('shift.propose', key, input, async (manager) => {
      const { articleId, headline = {}, impact = {}, impactFacts = null } = input;
      const revision = await this.articles.currentRevision(manager, articleId);
      if (revision === undefined) throw new NotFoundError('article', articleId);
      const claim = claimOf(input, revision.body);
      assertProven({ headline, impact }, claim);
      const publishedAt = revision.publishedAt?.toISOString() ?? null;
      if (impactFacts !== null) assertImpact(impactFacts, claim, { body: revision.body, publishedAt });
      const id = await this.shifts.insert(manager, {
        articleId,
        revisionId: revision.id,
        fingerprint: fingerprint(claim, sha256),
        claim,
        headline,
        impact,
        impactFacts,
      });
      if (id === undefined) throw new AppError(409, 'shift.known', 'This revision has that shift already.');
      const line = { actor, action: 'shift.propose', subjectKind: 'shift', subjectId: id };
      await this.audit.record(manager, line);
      return id;
    });
  }
}
