import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

export type ExtractionJob = { revisionId: string };

/** Asks a worker to look for shifts in a revision. A hint: what gets lost is found by `extracted_with IS NULL` and asked for again. */
@Injectable()
export class ExtractionQueue {
  constructor(
    @InjectQueue(QUEUES.extraction) private readonly queue: Queue<ExtractionJob>,
    private readonly log: Log,
  ) {}

  async wake(revisionId: string): Promise<void> {
    try {
      await this.queue.add(
        'extract',
        { revisionId },
        { jobId: revisionId, removeOnComplete: true, removeOnFail: true },
      );
    } catch (error) {
      this.log.warn('extraction.wake-failed', { revisionId, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
