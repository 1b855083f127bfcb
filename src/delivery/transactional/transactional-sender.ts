import { Inject, Injectable } from '@nestjs/common';
import { isInternational } from '#src/domain/address/parse-address.js';
import type { Provider } from '#src/domain/delivery/provider.js';
import { reasonOf } from '#src/domain/delivery/reply-rules.js';
import { retryLadderSeconds, UNREACHED_SECONDS } from '#src/domain/delivery/retry-ladder.js';
import { afterFailedTry } from '#src/domain/delivery/transactional-mail.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Lanes } from '../lanes/lanes.js';
import type { WrittenLetter } from '../message/letter-writer.js';
import type { HandOff } from '../transport.js';
import { providerOf, TransactionalBook, type MailTask } from './transactional-book.js';
import { TransactionalLetters } from './transactional-letters.js';
import { TransactionalMetrics } from './transactional-metrics.js';

type Lane = { relay: string; provider: Provider };

const URGENT = { isUrgent: true };

/** A lane that has no room, or a relay that is down, is asked for again after so many seconds at the latest; another worker may have one. */
const ASK_AGAIN_SECONDS = 5;

/** Takes one claimed mail from its letter to its end in the table, ahead of every digest. */
@Injectable()
export class TransactionalSender {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'DELIVERY_RETRY_SECONDS'>,
    private readonly lanes: Lanes,
    private readonly letters: TransactionalLetters,
    private readonly book: TransactionalBook,
    private readonly report: TransactionalMetrics,
  ) {}

  async send(task: MailTask): Promise<void> {
    const { mail } = task;
    if (mail.isSuppressed) return this.book.suppressed(task);
    const provider = providerOf(mail);
    const needsUtf8 = isInternational(mail.address);
    if (needsUtf8 && !this.lanes.carriesUtf8) return this.book.uncarried(task);
    const { relay, waitMs } = await this.route(provider, needsUtf8);
    if (relay === undefined) return this.book.giveBack(task, askAgainSeconds(waitMs));
    let letter: WrittenLetter;
    try {
      letter = await this.letters.write(mail, this.lanes.formOf(relay));
    } catch (error) {
      this.report.failedToCompose(mail, error);
      return this.book.notComposed(task, this.ladderSeconds(task));
    }
    const handOff = await this.handOver(task, letter, { relay, provider });
    this.lanes.heard(relay, provider, handOff);
    return this.settle(task, { relay, provider }, handOff);
  }

  private async route(provider: Provider, needsUtf8: boolean): Promise<{ relay: string | undefined; waitMs: number }> {
    const plan = await this.lanes.plan(1, [provider], URGENT);
    try {
      return { relay: plan.take(provider, needsUtf8), waitMs: plan.waitMs ?? 0 };
    } finally {
      await plan.end();
    }
  }

  private async handOver(
    task: MailTask,
    { envelope, message }: WrittenLetter,
    { relay, provider }: Lane,
  ): Promise<HandOff> {
    const line = await this.lanes.acquire(relay, provider, URGENT);
    if ('phase' in line) return { outcome: 'failed', ...line };
    try {
      return await line.connection.send(envelope, message, () => this.book.handOff(task, relay));
    } finally {
      this.lanes.giveBackLine(line);
    }
  }

  private settle(task: MailTask, { relay, provider }: Lane, handOff: HandOff): Promise<void> {
    switch (handOff.outcome) {
      case 'accepted':
        return this.book.accepted(task, relay, handOff);
      case 'refused-by-fence':
        // Suppressed, too late, or the claim was lost: the next claim or the sweep says which.
        return this.book.giveBack(task, 0);
      case 'fence-unanswered':
        return this.book.fenceUnanswered(task, relay, UNREACHED_SECONDS);
      case 'failed': {
        const failedTry = {
          failure: handOff,
          reason: reasonOf(provider, handOff.code, handOff.reply),
          attempts: task.mail.attempts,
          hasOtherRelay: this.lanes.width > 0,
        };
        const step = afterFailedTry(failedTry, this.config.DELIVERY_RETRY_SECONDS, Math.random());
        return this.book.failed(task, relay, handOff, step);
      }
    }
  }

  private ladderSeconds({ mail }: MailTask): number {
    return retryLadderSeconds(mail.attempts + 1, this.config.DELIVERY_RETRY_SECONDS, Math.random());
  }
}

function askAgainSeconds(waitMs: number): number {
  return Math.min(Math.max(waitMs / 1_000, 1), ASK_AGAIN_SECONDS);
}
