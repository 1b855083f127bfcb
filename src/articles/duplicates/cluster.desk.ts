import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { AppError, NotFoundError } from '#src/foundation/http/app-error.js';
import { CatalogRepository } from '../catalog/catalog.repository.js';
import { ClusterRepository } from './cluster.repository.js';
import { RelationRepository, type RelationState } from './relation.repository.js';

/** What editors decide about articles that may be one story. Every decision is remembered: no rule attaches again what they parted. */
@Injectable()
export class ClusterDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clusters: ClusterRepository,
    private readonly relations: RelationRepository,
    private readonly catalog: CatalogRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** The clusters of both become one, led by whichever arrived first. Also takes a refusal or a parting back. */
  async accept(articleId: string, otherId: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.decide(manager, articleId, otherId, ['offered', 'refused', 'detached'], 'attached', actor);
      const [a, b] = await this.leadsOf(manager, articleId, otherId);
      if (a !== b) await this.clusters.join(manager, a > b ? a : b, a > b ? b : a);
      await this.catalog.noteChange(manager, [a > b ? b : a]);
      await this.record(manager, 'article.attach', articleId, actor, { otherId });
    });
  }

  async refuse(articleId: string, otherId: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.decide(manager, articleId, otherId, ['offered'], 'refused', actor);
      await this.record(manager, 'article.refuse', articleId, actor, { otherId });
    });
  }

  /** Out of its cluster, apart from everybody in it. 409 when it stands alone. */
  async detach(articleId: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [article] = await this.clusters.lock(manager, [articleId]);
      if (article === undefined) throw new NotFoundError('article', articleId);
      const members = await this.clusters.members(manager, article.leadId ?? articleId);
      const others = members.filter((id) => id !== articleId);
      if (others.length === 0) throw new AppError(409, 'article.alone', 'This article is in no cluster.');
      await this.clusters.lock(manager, members);
      await this.relations.keepApart(manager, articleId, others, actor);
      await this.clusters.leave(manager, articleId);
      await this.catalog.noteChange(manager, [articleId, ...others.slice(0, 1)]);
      await this.record(manager, 'article.detach', articleId, actor, { otherIds: others.slice(0, 50) });
    });
  }

  private async decide(
    manager: EntityManager,
    a: string,
    b: string,
    from: readonly RelationState[],
    to: RelationState,
    actor: string,
  ): Promise<void> {
    if (await this.relations.decide(manager, a, b, from, to, actor)) return;
    const known = await this.relations.between(manager, a, b);
    if (known === undefined) throw new NotFoundError('suggestion', `${a}/${b}`);
    throw new AppError(409, `suggestion.is-${known.state}`, `This pair is ${known.state} already.`, {
      relationState: known.state,
    });
  }

  /** Read again after the locks: somebody may have joined one of them elsewhere while we waited. */
  private async leadsOf(manager: EntityManager, a: string, b: string): Promise<[string, string]> {
    const before = await this.clusters.lock(manager, [a, b]);
    const leads = before.map(({ id, leadId }) => leadId ?? id);
    const after = await this.clusters.lock(manager, [a, b, ...leads]);
    const leadOf = (id: string): string => after.find((member) => member.id === id)?.leadId ?? id;
    return [leadOf(leadOf(a)), leadOf(leadOf(b))];
  }

  private async record(
    manager: EntityManager,
    action: string,
    articleId: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(manager, { actor, action, subjectKind: 'article', subjectId: articleId, detail });
  }
}
