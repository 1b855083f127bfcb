import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { ImportDriver } from './import-driver.js';

/** A job wakes a worker; which import it runs, the table alone decides. */
@Processor(QUEUES.import, { lockDuration: 6_000, stalledInterval: 3_000, maxStalledCount: 1_000_000 })
@Injectable()
export class ImportProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(private readonly driver: ImportDriver) {
    super();
  }

  onApplicationBootstrap(): void {
    this.driver.start();
  }

  override process(): Promise<void> {
    return this.driver.work();
  }
}
