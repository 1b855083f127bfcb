import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  leaveReasonCounts,
  type LeaveAnswer,
  type LeaveReason,
  type LeaveReasonCounts,
} from '#src/domain/feedback/leave-reason.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const TAKE = sql('take-reason');
const PAGE = sql('page-reasons');
const COUNT = sql('count-reasons');
const FORGET = sql('forget-reasons');

export type LeaveReasonRow = {
  id: string;
  reason: LeaveReason;
  words: string | null;
  subscriberId: string | null;
  editionId: string | null;
  at: Date;
};
export type LeaveReasonFilter = { reason?: LeaveReason | undefined; editionId?: string | undefined };

/** The table `leave_reason`. */
@Injectable()
export class LeaveReasonRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined when the reader is gone, or has not left. */
  async take(
    subscriberId: string,
    deliveryId: string | undefined,
    { reason, words }: LeaveAnswer,
  ): Promise<{ editionId: string | null; isNew: boolean } | undefined> {
    const values = [subscriberId, deliveryId ?? null, reason, words];
    return (await selectRows<{ editionId: string | null; isNew: boolean }>(this.dataSource, TAKE, values))[0];
  }

  page({ reason, editionId }: LeaveReasonFilter, before: string | undefined, limit: number): Promise<LeaveReasonRow[]> {
    return selectRows<LeaveReasonRow>(this.dataSource, PAGE, [
      before ?? null,
      reason ?? null,
      editionId ?? null,
      limit,
    ]);
  }

  /** Of one edition, or of all. */
  async count(editionId?: string): Promise<LeaveReasonCounts> {
    return leaveReasonCounts(
      await selectRows<{ reason: LeaveReason; count: number }>(this.dataSource, COUNT, [editionId ?? null]),
    );
  }

  /** How many were changed; fewer than `most` when nothing is left to do. */
  async forget(emptyBefore: Date, deleteBefore: Date, most: number): Promise<number> {
    return (await selectRows(this.dataSource, FORGET, [emptyBefore, deleteBefore, most])).length;
  }
}
