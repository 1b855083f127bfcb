import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

export type IngestJob = { sourceId: string };

/** Tells a worker at once that a source is due. Only a hint: workers look into the table by themselves. */
@Injectable()
export class IngestQueue {
  constructor(
    @InjectQueue(QUEUES.ingest) private readonly queue: Queue<IngestJob>,
    private readonly log: Log,
  ) {}

  async wake(sourceId: string): Promise<void> {
    const isTaken = await leaveHint(this.queue, { jobId: `ingest.${sourceId}`, ids: { sourceId } });
    if (!isTaken) this.log.warn('ingest.wake-failed', { sourceId });
  }
}
