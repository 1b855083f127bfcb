import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Log } from '#src/foundation/logging/logger.js';
import { leaveHint } from '#src/foundation/queue/hint.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';

/** A job carries ids only. */
export type MailJob = { mailId: string };

/** Tells a worker at once that there is mail. Only a hint: workers look into the table each second by themselves. */
@Injectable()
export class TransactionalQueue {
  constructor(
    @InjectQueue(QUEUES.transactional) private readonly queue: Queue<MailJob>,
    private readonly log: Log,
  ) {}

  async wake(mailId: string): Promise<void> {
    const isTaken = await leaveHint(this.queue, { jobId: `mail.${mailId}`, ids: { mailId } });
    if (!isTaken) this.log.warn('transactional.wake-failed', { mailId });
  }
}
