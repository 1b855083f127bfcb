import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#src/foundation/clock/clock.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { LeaveReasonRepository } from '../reasons/leave-reason.repository.js';

const FORGET = sqlFile(import.meta.dirname, 'sql/forget-events.sql');

/** What could not be matched is of use only while somebody may still look into it. */
const UNMATCHED_DAYS = 90;
const MONTHS = 13;
/** A token is refused by its time long before. */
const TOKEN_DAYS = 2;
/** Who gave a reason for leaving, and in which words. */
const REASON_DAYS = 90;
const BATCH = 5_000;

/** Forgets feedback when its time is over. Suppressions stay: the event behind one is then no longer shown. */
@Injectable()
export class FeedbackRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reasons: LeaveReasonRepository,
    private readonly clock: Clock,
  ) {}

  /** How many events were deleted. */
  async run(): Promise<number> {
    const now = this.clock.now();
    await this.dataSource.query(`DELETE FROM webhook_token WHERE at < $1`, [daysBefore(now, TOKEN_DAYS)]);
    const oldest = new Date(now);
    oldest.setUTCMonth(oldest.getUTCMonth() - MONTHS);
    while ((await this.reasons.forget(daysBefore(now, REASON_DAYS), oldest, BATCH)) > 0);
    for (let total = 0; ;) {
      const gone = await selectRows(this.dataSource, FORGET, [daysBefore(now, UNMATCHED_DAYS), oldest, BATCH]);
      total += gone.length;
      if (gone.length === 0) return total;
    }
  }
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
