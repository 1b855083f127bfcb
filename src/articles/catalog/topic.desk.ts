import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import type { Topic } from '#src/domain/reader/preferences.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { AppraisalOut } from './catalog.dto.js';
import { Catalog } from './catalog.js';

/** Topics by an editor's hand, and why an article stands where it does. */
@Injectable()
export class TopicDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalog: Catalog,
    private readonly audit: AuditTrail,
  ) {}

  /** The rule goes on and is kept beside; it just does not count while an editor's word stands. */
  async set(articleId: string, topics: readonly Topic[] | null, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const changed = await countAffected(manager, `UPDATE article SET editor_topics = $2, updated_at = now() WHERE id = $1`, [articleId, topics]); // prettier-ignore
      if (changed === 0) throw new NotFoundError('article', articleId);
      await this.catalog.refresh(manager, articleId);
      await this.audit.record(manager, { actor, action: 'article.topics', subjectKind: 'article', subjectId: articleId, detail: { topics } }); // prettier-ignore
    });
  }

  /** 404 `appraisal.not-found` while it waits for its first look. */
  async explain(articleId: string): Promise<AppraisalOut> {
    const [row] = await selectRows<Omit<AppraisalOut, 'appraisedAt'> & { appraisedAt: Date }>(
      this.dataSource,
      `SELECT a.score, p.score AS points, p.tier, a.topics, a.editor_topics AS "editorTopics", p.topics AS "ruleTopics", p.appraised_at AS "appraisedAt"
       FROM article a JOIN article_appraisal p ON p.article_id = a.id WHERE a.id = $1`,
      [articleId],
    );
    if (row === undefined) throw new NotFoundError('appraisal', articleId);
    return { ...row, appraisedAt: row.appraisedAt.toISOString() };
  }
}
