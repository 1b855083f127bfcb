import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { ExtractionJob } from '#src/articles/index.js';
import { logContext } from '#src/foundation/logging/context.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { ShiftExtraction } from './shift-extraction.js';

@Processor(QUEUES.extraction, { lockDuration: 60_000, stalledInterval: 15_000 })
@Injectable()
export class ShiftExtractionProcessor extends WorkerHost {
  constructor(private readonly extraction: ShiftExtraction) {
    super();
  }

  override process(job: Job<ExtractionJob>): Promise<{ proposed: number }> {
    const context = { queue: QUEUES.extraction, ...(job.id === undefined ? {} : { jobId: job.id }) };
    return logContext.run(context, () => this.extraction.run(job.data.revisionId));
  }
}
