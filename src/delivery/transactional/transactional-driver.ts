import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Lanes } from '../lanes/lanes.js';
import { TransactionalMailRepository } from './transactional-mail.repository.js';
import { TransactionalSender } from './transactional-sender.js';

/** Mails that one process sends at a time. A hand that waits for a slow relay keeps one of them. */
const MOST_HANDS = 20;

/**
 * Sends what is due, one mail a hand. A hand that finds a mail wakes another one before it sends, so there are as many as there is mail, and
 * a slow one holds up nobody. A wake-up of the queue begins it at once; without any, the table is looked at each second.
 */
@Injectable()
export class TransactionalDriver implements BeforeApplicationShutdown {
  private readonly hands = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isClosing = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_LOOK_SECONDS' | 'DELIVERY_CLAIM_SECONDS'>,
    private readonly mails: TransactionalMailRepository,
    private readonly sender: TransactionalSender,
    private readonly lanes: Lanes,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.wake();
    }, this.config.DELIVERY_LOOK_SECONDS * 1_000);
  }

  /** Sends until nothing is due. */
  async work(): Promise<void> {
    this.wake();
    while (this.hands.size > 0) await Promise.all(this.hands);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    await Promise.all(this.hands);
  }

  private wake(): void {
    if (this.isClosing || this.hands.size >= MOST_HANDS || this.lanes.width === 0) return;
    const hand = this.hand()
      .catch((error: unknown) => {
        this.log.warn('transactional.look-failed', { error });
      })
      .finally(() => this.hands.delete(hand));
    this.hands.add(hand);
  }

  private async hand(): Promise<void> {
    for (;;) {
      if (this.isClosing || this.lanes.width === 0) return;
      const token = randomUUID();
      const mail = await this.mails.claim(token, this.config.DELIVERY_CLAIM_SECONDS);
      if (mail === undefined) return;
      this.wake();
      await this.sender.send({ mail, token });
    }
  }
}
