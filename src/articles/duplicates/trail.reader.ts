import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PRESELECT_FROM } from '#src/domain/article/story/similarity.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import type { Trail } from './trail.dto.js';

const READ_TRAIL = sqlFile(import.meta.dirname, 'sql/read-trail.sql');
const READ_SUGGESTIONS = sqlFile(import.meta.dirname, 'sql/read-suggestions.sql');

type Item = Trail['items'][number];
type Suggestion = Trail['suggestions'][number];
type ItemRow = Omit<Item, 'firstSeenAt' | 'lastSeenAt'> & { firstSeenAt: Date; lastSeenAt: Date };
type SuggestionRow = Omit<Suggestion, 'publishedAt' | 'isPreselected'> & { publishedAt: Date | null };

/** "3 sources, earliest …": where an article was read, who decided that these are one, and by which figure. */
@Injectable()
export class TrailReader {
  constructor(private readonly dataSource: DataSource) {}

  async read(articleId: string): Promise<Trail> {
    const [article] = await selectRows<{ leadId: string }>(
      this.dataSource,
      `SELECT coalesce(lead_id, id) AS "leadId" FROM article WHERE id = $1`,
      [articleId],
    );
    if (article === undefined) throw new NotFoundError('article', articleId);
    const { leadId } = article;
    const rows = await selectRows<ItemRow>(this.dataSource, READ_TRAIL, [leadId]);
    const items = rows.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }));
    const [first] = items;
    return {
      leadId,
      articles: new Set(items.map((item) => item.articleId)).size,
      sources: new Set(items.map((item) => item.host ?? item.articleId)).size,
      independent:
        1 + new Set(items.filter((item) => item.attachedBy?.tier === 'T2').map((item) => item.articleId)).size,
      earliest:
        first === undefined ? null : { url: first.url, publisher: first.publisher, firstSeenAt: first.firstSeenAt },
      items,
      suggestions: await this.suggestions(leadId),
    };
  }

  private async suggestions(leadId: string): Promise<Suggestion[]> {
    const rows = await selectRows<SuggestionRow>(this.dataSource, READ_SUGGESTIONS, [leadId]);
    return rows.map((row) => ({
      ...row,
      publishedAt: row.publishedAt?.toISOString() ?? null,
      isPreselected: row.measure !== 'cosine' || row.figure >= PRESELECT_FROM,
    }));
  }
}
