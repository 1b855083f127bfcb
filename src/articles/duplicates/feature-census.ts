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
const WEEK_MS = 7 * 86_400_000;
/** Live articles need one week; catching up on an archive walks through others one after the other. */
const MOST_WEEKS = 4;

type Counted = FeatureCounts & { at: number };

/** How rare names, amounts and moves were around a day. Counted for a week at a time and every few minutes, since one article changes little. */
@Injectable()
export class FeatureCensus {
  private readonly weeks = new Map<number, Counted>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async around(day: Date): Promise<FeatureCounts> {
    const week = Math.floor(day.getTime() / WEEK_MS);
    const now = this.clock.now().getTime();
    const known = this.weeks.get(week);
    if (known !== undefined && known.articles >= SMALL && now - known.at < FRESH_MS) return known;
    const counted = { ...(await this.count(new Date((week + 1) * WEEK_MS))), at: now };
    this.weeks.delete(week);
    this.weeks.set(week, counted);
    for (const oldest of this.weeks.keys()) if (this.weeks.size > MOST_WEEKS) this.weeks.delete(oldest);
    return counted;
  }

  /** Of the days of a story before the end of the week. */
  private async count(until: Date): Promise<FeatureCounts> {
    const rows = await selectRows<{ feature: string | null; articles: number }>(this.dataSource, COUNT_FEATURES, [
      STORY_DAYS,
      until,
    ]);
    const of = new Map(
      rows.flatMap(({ feature, articles }) => (feature === null ? [] : [[feature, articles] as const])),
    );
    return { articles: rows.find(({ feature }) => feature === null)?.articles ?? 0, of };
  }
}
