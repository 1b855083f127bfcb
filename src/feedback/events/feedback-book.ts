import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ComplaintGate } from '../complaint-gate.service.js';
import { FeedbackMetrics } from './feedback-metrics.js';
import type { FeedbackReport, TakenReport } from './feedback-report.js';
import { FeedbackWriter } from './feedback-writer.js';

/**
 * The one door for whatever comes back. A report is known by its delivery and class, and by the source's own id of it, so it may be told any
 * number of times, by several sources, and in any order.
 */
@Injectable()
export class FeedbackBook {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: FeedbackWriter,
    private readonly gate: ComplaintGate,
    private readonly metrics: FeedbackMetrics,
  ) {}

  /** All of them or none, with what they come to. */
  take(reports: readonly FeedbackReport[]): Promise<TakenReport[]> {
    return this.takeFrom(() => Promise.resolve(reports));
  }

  /** The same for reports that are read (or vouched for) in the transaction they are written in. */
  async takeFrom(read: (manager: EntityManager) => Promise<readonly FeedbackReport[]>): Promise<TakenReport[]> {
    const taken = await this.dataSource.transaction(async (manager) => this.writer.write(manager, await read(manager)));
    this.metrics.taken(taken);
    // Also of complaints that were known: the process may have ended here when they were new.
    const complaints = taken.filter(({ report }) => report.kind === 'complaint');
    const editions = new Set(complaints.flatMap(({ report }) => report.delivery?.editionId ?? []));
    for (const editionId of editions) await this.gate.judge(editionId);
    return taken;
  }
}
