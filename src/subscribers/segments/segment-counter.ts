import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { errorCode } from '#src/foundation/error-code.js';
import type { SegmentCount } from './segment.dto.js';
import { SegmentRepository } from './segment.repository.js';

/** Longest time that one count may take; an editor looks at it. */
const PATIENCE_MS = 5_000;

const QUERY_CANCELED = '57014';

/** How many a filter finds: a guess first, then the count if the database gives it soon. */
@Injectable()
export class SegmentCounter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly segments: SegmentRepository,
  ) {}

  async count(filter: SegmentFilter): Promise<SegmentCount> {
    const estimate = await this.segments.estimate(filter);
    return { estimate, count: await this.countInTime(filter) };
  }

  private async countInTime(filter: SegmentFilter): Promise<number | null> {
    try {
      return await this.dataSource.transaction((manager) => this.segments.count(manager, filter, PATIENCE_MS));
    } catch (error) {
      if (errorCode(error) === QUERY_CANCELED) return null;
      throw error;
    }
  }
}
