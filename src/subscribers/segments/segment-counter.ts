import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { segmentSql } from '#src/domain/segment/segment-sql.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { errorCode } from '#src/foundation/error-code.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import type { SegmentCount } from './segment.dto.js';

/** Longest time that one count may take; an editor looks at it. */
const PATIENCE_MS = 5_000;

const QUERY_CANCELED = '57014';

/** How many a filter finds: a guess first, then the count if the database gives it soon. */
@Injectable()
export class SegmentCounter {
  constructor(private readonly dataSource: DataSource) {}

  async count(filter: SegmentFilter): Promise<SegmentCount> {
    const { text, values } = segmentSql(filter, 1);
    const mailable = `FROM subscriber s WHERE s.status = 'active' AND (s.paused_until IS NULL OR s.paused_until <= now())
      AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash) AND ${text}`;
    const estimate = await this.estimate(`SELECT 1 ${mailable}`, values);
    return { estimate, count: await this.countInTime(`SELECT count(*)::int AS many ${mailable}`, values) };
  }

  private async estimate(sql: string, values: unknown[]): Promise<number> {
    type Row = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] };
    const [row] = await selectRows<Row>(this.dataSource, `EXPLAIN (FORMAT JSON) ${sql}`, values);
    return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  private async countInTime(sql: string, values: unknown[]): Promise<number | null> {
    try {
      return await this.dataSource.transaction(async (manager: EntityManager) => {
        await manager.query(`SET LOCAL statement_timeout = ${PATIENCE_MS}`);
        const [row] = await selectRows<{ many: number }>(manager, sql, values);
        return row?.many ?? 0;
      });
    } catch (error) {
      if (errorCode(error) === QUERY_CANCELED) return null;
      throw error;
    }
  }
}
