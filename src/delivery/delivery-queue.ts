import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
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

  /** False when the queue did not take it in time. */
  async wake(editionId: string): Promise<boolean> {
    const jobs = Array.from({ length: LANES_PER_RUN }, (_, lane) => ({
      name: 'lane',
      data: { editionId, lane },
      opts: { jobId: `${editionId}.${lane}`, removeOnComplete: true, removeOnFail: true, attempts: 1 },
    }));
    const isTaken = await leaveHint(this.queue.addBulk(jobs));
    if (!isTaken) this.log.warn('delivery.wake-failed', { editionId });
    return isTaken;
  }
}
