import { Injectable } from '@nestjs/common';
import { Log } from '#src/foundation/logging/logger.js';
import { WorkLoop } from '#src/foundation/schedule/work-loop.js';
import { AppraisalQueue } from './appraisal-queue.js';

const LOOK_SECONDS = 2;

/**
 * Looks at articles whose shifts, sources or rules changed, one in each transaction, on any number of workers at once. Each look tells how many
 * it looked at.
 */
@Injectable()
export class AppraisalDriver extends WorkLoop<number> {
  constructor(
    private readonly queue: AppraisalQueue,
    private readonly log: Log,
  ) {
    super(LOOK_SECONDS);
  }

  protected override failed(error: unknown): void {
    this.log.warn('article.appraisal-look-failed', { error });
  }

  protected override async untilIdle(): Promise<number> {
    let looked = 0;
    while (!this.isClosing && ((await this.queue.takeChanged()) || (await this.queue.takeOutdated()))) looked += 1;
    if (looked > 0) this.log.info('article.appraised', { articles: looked });
    return looked;
  }
}
