import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

export type ExtractionJob = { revisionId: string };

/** Asks a worker to look for shifts in a revision. A hint: what gets lost is found by `extracted_with IS NULL` and asked for again. */
@Injectable()
export class ExtractionQueue {
  constructor(
    @InjectQueue(QUEUES.extraction) private readonly queue: Queue<ExtractionJob>,
    private readonly log: Log,
  ) {}

  /** False when the queue did not take it (in time); it may still do so later, and that does no harm. */
  async wake(revisionId: string): Promise<boolean> {
    const isTaken = await leaveHint(this.queue, { jobId: revisionId, ids: { revisionId } });
    if (!isTaken) this.log.warn('extraction.wake-failed', { revisionId });
    return isTaken;
  }
}
