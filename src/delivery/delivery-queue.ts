import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

/** A job carries ids only. */
export type WakeJob = { editionId: string };

/**
 * Tells a worker at once that a run has work. Only a hint: a run that waits or is at work already is not added again, and workers find
 * what got lost by themselves.
 */
@Injectable()
export class DeliveryQueue {
  constructor(
    @InjectQueue(QUEUES.delivery) private readonly queue: Queue<WakeJob>,
    private readonly log: Log,
  ) {}

  /** False when the queue did not take it in time. */
  async wake(editionId: string): Promise<boolean> {
    const isTaken = await leaveHint(this.queue, { jobId: `run.${editionId}`, ids: { editionId } });
    if (!isTaken) this.log.warn('delivery.wake-failed', { editionId });
    return isTaken;
  }
}
