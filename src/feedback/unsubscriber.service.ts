import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Arrivals } from '#src/delivery/index.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ConsentDesk, type Client, type LeaveOutcome, type ReturnOutcome } from '#src/subscribers/index.js';
import { NOTHING_MORE, type FeedbackReport } from './events/feedback-report.js';
import { FeedbackWriter } from './events/feedback-writer.js';

/** Takes a reader at their word: they leave at once, and come back only by an act of their own. Both may be said again and again. */
@Injectable()
export class Unsubscriber {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consent: ConsentDesk,
    private readonly arrivals: Arrivals,
    private readonly writer: FeedbackWriter,
    private readonly log: Log,
  ) {}

  /** `deliveryId`: the mail whose link it was, which has arrived then. Once this has answered, no hand-off begins for the person any more: consent is read there, in the same statement. */
  async leave(
    subscriberId: string,
    source: 'one-click' | 'page',
    deliveryId?: string,
    client?: Client,
  ): Promise<LeaveOutcome> {
    const outcome = await this.dataSource.transaction(async (manager) => {
      if (deliveryId !== undefined) await this.noteMail(manager, deliveryId, source);
      return this.consent.leave(manager, subscriberId, source, client);
    });
    this.log.info('subscriber.left', { subscriberId, source, outcome });
    return outcome;
  }

  /** The undo of `leave`, from the reader's own page. A suppressed address stays suppressed. */
  async comeBack(subscriberId: string, client?: Client): Promise<ReturnOutcome> {
    const outcome = await this.dataSource.transaction((manager) =>
      this.consent.comeBack(manager, subscriberId, 'page', client),
    );
    this.log.info('subscriber.came-back', { subscriberId, outcome });
    return outcome;
  }

  /** Whoever follows a link of a mail has got it; the edition is told that it lost a reader. */
  private async noteMail(manager: EntityManager, deliveryId: string, source: string): Promise<void> {
    const delivery = await this.arrivals.prove(manager, deliveryId, 'one-click');
    if (delivery !== undefined) await this.writer.write(manager, [ownWord(deliveryId, source)]);
  }
}

function ownWord(deliveryId: string, source: string): FeedbackReport {
  return { ...NOTHING_MORE, kind: 'unsubscribe', source, rule: source, deliveryId };
}
