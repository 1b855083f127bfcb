import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { DeliveryDriver } from './crew/delivery-driver.js';
import type { CrewEnd } from './crew/run-crew.js';
import type { WakeJob } from './delivery-queue.js';

/**
 * A job wakes a worker for a run and lasts as long as its crew. A worker that dies is noticed by its lock within seconds; how often that
 * happens to a job does not matter, since the ledger alone decides what is sent.
 */
@Processor(QUEUES.delivery, {
  lockDuration: 6_000,
  stalledInterval: 3_000,
  maxStalledCount: 1_000_000,
  concurrency: 50,
})
@Injectable()
export class DeliveryProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(private readonly driver: DeliveryDriver) {
    super();
  }

  onApplicationBootstrap(): void {
    this.driver.start();
  }

  override process(job: Job<WakeJob>): Promise<CrewEnd> {
    return this.driver.work(job.data.editionId);
  }
}
