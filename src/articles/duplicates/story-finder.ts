import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOffer, STORY_DAYS, storySimilarity } from '#src/domain/article/story/similarity.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { FeatureCensus } from './feature-census.js';
import { RelationRepository } from './relation.repository.js';

const FIND_STORIES = sqlFile(import.meta.dirname, 'sql/find-stories.sql');
const MOST_COMPARED = 3_000;
const MOST_OFFERED = 5;

/** Finds articles that tell the same story in other words (tier T2) and offers them to the editor; it never joins them. */
@Injectable()
export class StoryFinder {
  constructor(
    private readonly census: FeatureCensus,
    private readonly relations: RelationRepository,
  ) {}

  async offer(
    manager: EntityManager,
    article: { id: string; leadId: string | null; seenAt: Date },
    features: readonly string[],
  ): Promise<void> {
    if (features.length === 0) return;
    const leadId = article.leadId ?? article.id;
    const counts = await this.census.around(article.seenAt);
    const others = await selectRows<{ id: string; features: string[] }>(manager, FIND_STORIES, [
      features, article.seenAt, STORY_DAYS, article.id, leadId, MOST_COMPARED,
    ]); // prettier-ignore
    const offers = others
      .map(({ id, features: theirs }) => ({ id, ...storySimilarity(features, theirs, counts) }))
      .filter(isOffer)
      .sort((a, b) => b.figure - a.figure)
      .slice(0, MOST_OFFERED);
    for (const { id, figure, shared } of offers) {
      if (await this.relations.isKeptApart(manager, article.id, id)) continue;
      const finding = { tier: 'T2', measure: 'cosine', figure, shared: shared.slice(0, 20) } as const;
      await this.relations.find(manager, article.id, id, finding, 'offered');
    }
  }
}
