import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { AppraisalQueue } from './appraisal-queue.js';

const LOOK_SECONDS = 2;

/**
 * Looks at articles whose shifts, sources or rules changed, one in each transaction, on any number of workers at once. What waits is in the
 * database, so it may be stopped and goes on where it was.
 */
@Injectable()
export class AppraisalDriver implements BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<number> | undefined;
  private isClosing = false;

  constructor(
    private readonly queue: AppraisalQueue,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.work(), LOOK_SECONDS * 1_000);
  }

  /** Until nothing waits. How many articles were looked at. */
  work(): Promise<number> {
    this.working ??= this.untilIdle()
      .catch((error: unknown) => {
        this.log.warn('article.appraisal-look-failed', { error });
        return 0;
      })
      .finally(() => (this.working = undefined));
    return this.working;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    await this.working;
  }

  private async untilIdle(): Promise<number> {
    let looked = 0;
    while (!this.isClosing && ((await this.queue.takeChanged()) || (await this.queue.takeOutdated()))) looked += 1;
    if (looked > 0) this.log.info('article.appraised', { articles: looked });
    return looked;
  }
}
