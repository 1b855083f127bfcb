import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

/** A job is one lane of one run; it carries ids only. */
export type LaneJob = { editionId: string; lane: number };

/** Lanes that may work on one run at a time, over all workers. More than a worker has connections, so that several share a run. */
const LANES_PER_RUN = 16;

/**
 * Tells workers that a run has work. Only a hint: a lane that is waiting or at work already is not added again, and whatever gets lost is
 * woken by the reconciler.
 */
@Injectable()
export class DeliveryQueue {
  constructor(
    @InjectQueue(QUEUES.delivery) private readonly queue: Queue<LaneJob>,
    private readonly log: Log,
  ) {}

  async wake(editionId: string): Promise<void> {
    const jobs = Array.from({ length: LANES_PER_RUN }, (_, lane) => ({
      name: 'lane',
      data: { editionId, lane },
      opts: { jobId: `${editionId}.${lane}`, removeOnComplete: true, removeOnFail: true, attempts: 1 },
    }));
    try {
      await this.queue.addBulk(jobs);
    } catch (error) {
      this.log.warn('delivery.wake-failed', { editionId, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
