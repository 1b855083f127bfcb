import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

/** A job carries ids only. */
export type ImportJob = { importId: string };

/** Tells a worker at once that there is an import to run. Only a hint: workers look into the table by themselves. */
@Injectable()
export class ImportQueue {
  constructor(
    @InjectQueue(QUEUES.import) private readonly queue: Queue<ImportJob>,
    private readonly log: Log,
  ) {}

  async wake(importId: string): Promise<void> {
    const isTaken = await leaveHint(this.queue, { jobId: `import.${importId}`, ids: { importId } });
    if (!isTaken) this.log.warn('import.wake-failed', { importId });
  }
}
