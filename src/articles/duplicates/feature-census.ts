import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FeatureCounts } from '#src/domain/article/story/similarity.js';
import { STORY_DAYS } from '#src/domain/article/story/similarity.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const COUNT_FEATURES = sqlFile(import.meta.dirname, 'sql/count-features.sql');
const FRESH_MS = 10 * 60_000;
/** So few are counted anew each time: then every article changes the weights. */
const SMALL = 500;

/** How rare names, amounts and moves are these days. Counted every few minutes, since one article changes little. */
@Injectable()
export class FeatureCensus {
  private counted: (FeatureCounts & { at: number }) | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<FeatureCounts> {
    const now = this.clock.now();
    const known = this.counted;
    if (known !== undefined && known.articles >= SMALL && now.getTime() - known.at < FRESH_MS) return known;
    const rows = await selectRows<{ feature: string | null; articles: number }>(this.dataSource, COUNT_FEATURES, [
      STORY_DAYS,
      now,
    ]);
    const of = new Map(
      rows.flatMap(({ feature, articles }) => (feature === null ? [] : [[feature, articles] as const])),
    );
    this.counted = { articles: rows.find(({ feature }) => feature === null)?.articles ?? 0, of, at: now.getTime() };
    return this.counted;
  }
}
