import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { logContext } from '#src/foundation/logging/context.js';
import { Log } from '#src/foundation/logging/logger.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { DeliveryLane, type LaneEnd } from './delivery-lane.js';
import { RunRepository } from './runs/run.repository.js';
import { DeliveryQueue, type LaneJob } from './delivery-queue.js';

/**
 * One job is one lane of one run. A worker that dies is noticed by its lock within seconds; how often that happens to a job does not matter,
 * since the ledger alone decides what is sent.
 */
@Processor(QUEUES.delivery, {
  lockDuration: 6_000,
  stalledInterval: 3_000,
  maxStalledCount: 1_000_000,
  concurrency: 1,
})
@Injectable()
export class DeliveryProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_CONNECTIONS'>,
    private readonly lane: DeliveryLane,
    private readonly runs: RunRepository,
    private readonly queue: DeliveryQueue,
    private readonly log: Log,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.config.SMTP_CONNECTIONS;
  }

  override async process(job: Job<LaneJob>): Promise<LaneEnd> {
    return logContext.run({ queue: QUEUES.delivery, ...(job.id === undefined ? {} : { jobId: job.id }) }, async () => {
      const end = await this.lane.work(job.data.editionId);
      // The last lane sees the end of the run at once; the scheduler would see it some seconds later.
      if (end === 'empty')
        for (const editionId of await this.runs.finish()) this.log.info('run.finished', { editionId });
      // To the end of the line: a large run must not keep the small ones waiting.
      if (end === 'turn-over') await this.queue.queueAgain(job.data);
      return end;
    });
  }
}
