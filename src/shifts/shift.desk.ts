import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ArticleReader } from '#src/articles/index.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { editedClaim } from './claim-writer.js';
import { Decisions, type DecisionOptions } from './review/decisions.js';
import { assertConfirmable, assertImpact, assertProven } from './shift.rules.js';
import type { EditShift } from './shift.dto.js';
import type { ShiftChange, ShiftRow } from './shift.repository.js';

export type Rejection = { code: string; reason: string | null };

/** What an editor decides about shifts. */
@Injectable()
export class ShiftDesk {
  constructor(
    private readonly decisions: Decisions,
    private readonly articles: ArticleReader,
  ) {}

  async confirm(id: string, actor: string, options: DecisionOptions = {}): Promise<void> {
    await this.decisions.take({ id, name: 'confirm', actor, ...options }, async (manager, shift) => {
      await this.assertConfirmable(manager, shift);
      return { status: 'confirmed', reviewedBy: actor, rejectReason: null };
    });
  }

  async reject(id: string, { code, reason }: Rejection, actor: string, options: DecisionOptions = {}): Promise<void> {
    await this.decisions.take({ id, name: 'reject', actor, ...options }, () =>
      Promise.resolve({ status: 'rejected', reviewedBy: actor, rejectReason: reason, rejectCode: code }),
    );
  }

  async reopen(id: string, actor: string, options: DecisionOptions = {}): Promise<void> {
    await this.decisions.take({ id, name: 'reopen', actor, ...options }, () =>
      Promise.resolve({ status: 'proposed', reviewedBy: null, rejectReason: null }),
    );
  }

  /** A change of the claim of a confirmed shift needs a new confirmation; headline and impact may change at any time. */
  async edit(id: string, edit: EditShift, actor: string): Promise<void> {
    const { version } = edit;
    await this.decisions.take({ id, name: 'edit', actor, version }, async (manager, shift) => {
      const revision = await this.articles.revision(manager, shift.revisionId);
      const body = revision?.body ?? '';
      const changed = editedClaim(shift.claim, edit, body);
      const claim = changed ?? shift.claim;
      assertProven({ headline: edit.headline ?? shift.headline, impact: edit.impact ?? shift.impact }, claim);
      const facts = edit.impactFacts === undefined ? shift.impactFacts : edit.impactFacts;
      if (facts !== null)
        assertImpact(facts, claim, { body, publishedAt: revision?.publishedAt?.toISOString() ?? null });
      const back: ShiftChange =
        changed !== undefined && shift.status === 'confirmed' ? { status: 'proposed', reviewedBy: null } : {};
      const { headline, impact, impactFacts } = edit;
      return { ...back, claim: changed, headline, impact, impactFacts };
    });
  }

  /**
   * Takes the last decision back: only when nothing has changed since. What becomes confirmed again must hold now as it would have to for a new
   * confirmation.
   */
  async undo(id: string, actor: string, options: DecisionOptions = {}): Promise<void> {
    await this.decisions.undo({ id, actor, ...options }, async (manager, shift, before) => {
      if (before.status === 'confirmed') await this.assertConfirmable(manager, { ...shift, ...before });
      if (before.status === 'superseded')
        throw new AppError(409, 'shift.nothing-to-undo', 'There is no decision that could be taken back.');
    });
  }

  private async assertConfirmable(
    manager: EntityManager,
    shift: Pick<ShiftRow, 'revisionId' | 'articleId' | 'claim' | 'headline' | 'impact'>,
  ): Promise<void> {
    const [own, current] = [
      await this.articles.revision(manager, shift.revisionId),
      await this.articles.currentRevision(manager, shift.articleId),
    ];
    assertConfirmable(shift, own?.body ?? '', current?.body ?? '');
  }
}
