import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

/** A job is one lane of one run; it carries ids only. */
export type LaneJob = { editionId: string; lane: number; turn: 0 | 1 };

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
    const lanes = Array.from({ length: LANES_PER_RUN }, (_, lane) => jobOf({ editionId, lane, turn: 0 }));
    const isTaken = await leaveHint(this.queue.addBulk(lanes));
    if (!isTaken) this.log.warn('delivery.wake-failed', { editionId });
    return isTaken;
  }

  /**
   * Sends a lane to the end of the line after its turn. A job that is at work cannot be added again under its own id, so turns alternate
   * between two ids; a lane that is woken meanwhile becomes two for a turn at most, and one again.
   */
  async queueAgain({ editionId, lane, turn }: LaneJob): Promise<void> {
    const { name, data, opts } = jobOf({ editionId, lane, turn: turn === 0 ? 1 : 0 });
    const isTaken = await leaveHint(this.queue.add(name, data, opts));
    if (!isTaken) this.log.warn('delivery.wake-failed', { editionId });
  }
}

function jobOf(data: LaneJob) {
  const jobId = `${data.editionId}.${data.lane}.${data.turn}`;
  return { name: 'lane', data, opts: { jobId, removeOnComplete: true, removeOnFail: true, attempts: 1 } };
}
