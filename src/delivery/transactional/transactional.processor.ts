import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { TransactionalDriver } from './transactional-driver.js';

/** A job wakes a worker; which mail it sends, the table alone decides. */
@Processor(QUEUES.transactional, {
  lockDuration: 6_000,
  stalledInterval: 3_000,
  maxStalledCount: 1_000_000,
  concurrency: 10,
})
@Injectable()
export class TransactionalProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(private readonly driver: TransactionalDriver) {
    super();
  }

  onApplicationBootstrap(): void {
    this.driver.start();
  }

  override process(): Promise<void> {
    return this.driver.work();
  }
}
