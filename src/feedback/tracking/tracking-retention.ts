import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#src/foundation/clock/clock.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const FORGET = sqlFile(import.meta.dirname, 'sql/forget-fetches.sql');
const BATCH = 5_000;
/** How long a fetch is kept, and counted for its mail. */
export const TRACKING_MONTHS = 13;

/** Forgets who fetched what when its time is over; the figures of editions stay. */
@Injectable()
export class TrackingRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** How many fetches were deleted. */
  async run(): Promise<number> {
    const oldest = new Date(this.clock.now());
    oldest.setUTCMonth(oldest.getUTCMonth() - TRACKING_MONTHS);
    for (let total = 0; ;) {
      const gone = await selectRows(this.dataSource, FORGET, [oldest, BATCH]);
      total += gone.length;
      if (gone.length === 0) return total;
    }
  }
}
