import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { urlKey } from '#src/domain/article/canonical-url.js';
import { detectLanguage } from '#src/domain/article/language.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { AppError } from '#src/foundation/http/app-error.js';
import { ArticleDesk } from '../article.desk.js';
import type { AddOutcome } from '../article-intake.js';
import type { ItemContent } from './item-content.js';
import { textOf } from './feed-intake.js';
import type { ClaimedItem } from './source-rows.js';
import type { SourceFacts } from './source-facts.js';

/** Who brings the articles of sources. */
const ACTOR = 'ingest';

type Counter = 'new' | 'updated' | 'duplicate' | 'failed';

/**
 * Hands an item over as an article and writes what became of it. The article is written first, in a transaction of its own: when a process dies in
 * between, the next one brings the same words again, and the desk finds nothing new in them.
 */
@Injectable()
export class ItemSettler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: ArticleDesk,
  ) {}

  async settle(item: ClaimedItem, token: string, source: SourceFacts, content: ItemContent): Promise<Counter> {
    const language = detectLanguage(`${content.title}\n${textOf(content.html)}`) ?? source.language ?? undefined;
    if (language === undefined) return this.fail(item, token, 'language');
    try {
      const outcome = await this.bring(item, source, { ...content, language });
      const counter = outcome.change === 'new-article' ? 'new' : outcome.change === 'none' ? 'duplicate' : 'updated';
      await this.dataSource.transaction((manager) => this.done(manager, item, token, { ...outcome, counter }, content));
      return counter;
    } catch (error) {
      // The article itself is refused (no words, nested too deep): it will be the next time too.
      if (error instanceof AppError) return this.fail(item, token, error.code);
      throw error;
    }
  }

  /** The same page from another source, in full: nothing to fetch and nothing to add. */
  async settleAsDuplicate(item: ClaimedItem, token: string): Promise<boolean> {
    if (item.link === null || !item.hasOwnLink || item.articleId !== null) return false;
    const [known] = await selectRows<{ id: string }>(
      this.dataSource,
      `SELECT a.id FROM article_origin o JOIN article a ON a.id = o.article_id
       WHERE o.url_key = $1 AND a.extraction_quality = 'full' AND o.source_id IS DISTINCT FROM $2`,
      [urlKey(item.link), item.sourceId],
    );
    if (known === undefined) return false;
    await this.dataSource.transaction((manager) =>
      this.done(manager, item, token, { articleId: known.id, counter: 'duplicate' }, undefined),
    );
    return true;
  }

  async fail(item: ClaimedItem, token: string, code: string): Promise<'failed'> {
    await this.dataSource.transaction(async (manager) => {
      const changed = await countAffected(
        manager,
        `UPDATE source_item SET state = 'failed', code = $3, lease_token = NULL, lease_until = NULL WHERE id = $1 AND lease_token = $2`,
        [item.id, token, code],
      );
      if (changed === 1) await count(manager, item.fetchId, 'failed');
    });
    return 'failed';
  }

  private bring(
    item: ClaimedItem,
    source: SourceFacts,
    content: ItemContent & { language: 'zh-CN' | 'zh-TW' | 'en' },
  ): Promise<AddOutcome> {
    const { title, html, language } = content;
    if (item.articleId !== null) return this.desk.revise(item.articleId, { title, html }, ACTOR);
    const publisher = source.publisher ?? content.publisher ?? source.title;
    const about = { publisher: publisher.slice(0, 200), publishedAt: content.publishedAt.toISOString(), language };
    const from = { sourceId: item.sourceId, sourceTier: source.tier };
    return this.desk.add(
      { title, html, ...about, ...from, ...(item.link !== null && item.hasOwnLink && { sourceUrl: item.link }) },
      ACTOR,
    );
  }

  private async done(
    manager: EntityManager,
    item: ClaimedItem,
    token: string,
    end: { articleId: string; counter: Counter },
    content: ItemContent | undefined,
  ): Promise<void> {
    const quality = content?.quality ?? 'full';
    const changed = await countAffected(
      manager,
      `UPDATE source_item SET state = 'done', code = NULL, article_id = $3, quality = $4, html = NULL, summary = NULL,
         lease_token = NULL, lease_until = NULL
       WHERE id = $1 AND lease_token = $2`,
      [item.id, token, end.articleId, quality],
    );
    if (changed === 0) return;
    await count(manager, item.fetchId, end.counter);
    if (content === undefined) return;
    await manager.query(
      `UPDATE article SET source_id = coalesce(source_id, $2), extraction_quality = $3, date_source = coalesce(date_source, $4) WHERE id = $1`,
      [end.articleId, item.sourceId, quality, content.dateSource],
    );
  }
}

const COLUMNS: Readonly<Record<Counter, string>> = {
  new: 'articles_new',
  updated: 'articles_updated',
  duplicate: 'articles_duplicate',
  failed: 'articles_failed',
};

async function count(manager: EntityManager, fetchId: string, counter: Counter): Promise<void> {
  const column = COLUMNS[counter];
  await manager.query(`UPDATE source_fetch SET ${column} = ${column} + 1 WHERE id = $1`, [fetchId]);
}
