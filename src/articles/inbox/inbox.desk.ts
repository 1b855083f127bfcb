import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { InboxState } from '#src/domain/article/inbox-state.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import type { InboxItem, InboxQuery, MoveArticles, MoveOutcomes } from './inbox.dto.js';
import { InboxRepository, type MovedRow } from './inbox.repository.js';

type Outcome = MoveOutcomes['outcomes'][number];

/** What waits for an editor, one row a cluster, and what they decide about it. */
@Injectable()
export class InboxDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: InboxRepository,
    private readonly audit: AuditTrail,
  ) {}

  async list({
    sort,
    cursor,
    limit,
    ...filter
  }: InboxQuery): Promise<{ items: InboxItem[]; nextCursor: string | null }> {
    const ids = await this.inbox.page(this.dataSource, filter, { sort, cursor, limit: limit + 1 });
    const items = await this.inbox.describe(this.dataSource, ids.slice(0, limit));
    const last = items.at(-1);
    if (ids.length <= limit || last === undefined) return { items, nextCursor: null };
    return { items, nextCursor: sort === 'score' ? `${last.score}.${last.id}` : last.id };
  }

  counts(): Promise<Record<InboxState, number>> {
    return this.inbox.counts(this.dataSource);
  }

  /** Compare-and-set for each article; what stands elsewhere meanwhile is told and left alone. */
  async move(
    manager: EntityManager,
    { ids, to, expected, ...given }: MoveArticles,
    actor: string,
  ): Promise<MoveOutcomes> {
    const reason = given.reason ?? null;
    const moveId = await this.inbox.newId(manager);
    const asked = [...new Set(ids.map((id) => id.toLowerCase()))];
    const rows = await this.inbox.move(manager, { ids: asked, expected, to, reason, actor, moveId });
    const moved = rows.filter(({ isMoved }) => isMoved);
    const outcomes = asked.map((id) =>
      outcomeOf(
        id,
        rows.find((row) => row.id === id),
        to,
      ),
    );
    if (moved.length === 0) return { moveId: null, outcomes };
    const [movedIds, from] = [moved.map(({ id }) => id), moved.map(({ state }) => state)];
    await this.inbox.noteMove(manager, { id: moveId, actor, to, reason, ids: movedIds, from });
    await this.record(manager, 'inbox.move', moveId, actor, { to, articleIds: movedIds });
    return { moveId, outcomes };
  }

  /** Exactly what that move did, once; what somebody moved on since then stays. */
  async undo(moveId: string, actor: string): Promise<MoveOutcomes> {
    return this.dataSource.transaction(async (manager) => {
      const move = await this.inbox.lockMove(manager, moveId);
      if (move === undefined) throw new NotFoundError('inbox-move', moveId);
      if (move.undoneAt !== null) throw new AppError(409, 'inbox-move.undone', 'This move was taken back already.');
      const rows = await this.inbox.undo(manager, moveId, actor);
      const back = rows.filter(({ isMoved }) => isMoved).map(({ id }) => id);
      await this.record(manager, 'inbox.undo', moveId, actor, { articleIds: back });
      return {
        moveId: null,
        outcomes: rows.map(({ id, isMoved, state }) =>
          isMoved ? { id, outcome: 'moved' } : { id, outcome: 'changed', state },
        ),
      };
    });
  }

  private async record(
    manager: EntityManager,
    action: string,
    id: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(manager, { actor, action, subjectKind: 'inbox-move', subjectId: id, detail });
  }
}

function outcomeOf(id: string, row: MovedRow | undefined, to: InboxState): Outcome {
  if (row === undefined) return { id, outcome: 'unknown' };
  if (row.isMoved) return { id, outcome: 'moved', state: to };
  if (row.leadId !== null) return { id, outcome: 'folded', leadId: row.leadId };
  return { id, outcome: row.state === to ? 'unchanged' : 'changed', state: row.state };
}
