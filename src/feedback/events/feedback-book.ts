import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BlockGate } from '../block-gate.service.js';
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
    private readonly complaints: ComplaintGate,
    private readonly blocks: BlockGate,
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
    await this.passGates(taken);
    return taken;
  }

  /** After the commit. Also for complaints that were known: the process may have ended here when they were new. */
  private async passGates(taken: readonly TakenReport[]): Promise<void> {
    const complaints = taken.filter(({ report }) => report.kind === 'complaint');
    for (const editionId of new Set(complaints.flatMap(({ report }) => report.delivery?.editionId ?? []))) {
      await this.complaints.judge(editionId);
    }
    const blocks = taken.filter(
      ({ report, eventId }) => report.kind === 'block' && report.source !== 'smtp' && eventId !== null,
    );
    const blocked = new Map(
      blocks.flatMap(({ report: { delivery } }) =>
        delivery ? [[`${delivery.editionId} ${delivery.provider}`, delivery]] : [],
      ),
    );
    for (const { editionId, provider } of blocked.values()) await this.blocks.judge(editionId, provider);
  }
}
