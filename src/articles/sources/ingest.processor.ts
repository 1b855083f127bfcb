import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { IngestDriver } from './ingest-driver.js';

/** A job wakes a worker; which source it visits, the table alone decides. */
@Processor(QUEUES.ingest, { lockDuration: 6_000, stalledInterval: 3_000, maxStalledCount: 1_000_000 })
@Injectable()
export class IngestProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(private readonly driver: IngestDriver) {
    super();
  }

  onApplicationBootstrap(): void {
    this.driver.start();
  }

  override process(): Promise<void> {
    return this.driver.work();
  }
}
