import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { providerOfDomain, type Provider } from '#src/domain/delivery/provider.js';
import { enhancedCode } from '#src/domain/delivery/verdict.js';
import type { TransactionalState, TransactionalStep } from '#src/domain/delivery/transactional-mail.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { domainOf } from '../message/sender.js';
import { UNCARRIED, type HandOff } from '../transport.js';
import { TransactionalMailRepository, type ClaimedMail, type MailSettlement } from './transactional-mail.repository.js';
import { TransactionalMetrics } from './transactional-metrics.js';

/** A mail under its claim. */
export type MailTask = { mail: ClaimedMail; token: string };

type Settings = Pick<Config, 'DELIVERY_LEASE_SECONDS' | 'UNCERTAIN_HOLD_MINUTES'>;

/** A reply that is known must not be lost to a database that is away for a moment. */
const PATIENCE_MS = [250, 1_000, 4_000, 8_000];

const NOTHING_HEARD = { code: null, enhancedCode: null, reply: null, relay: null, phase: null };

/** Writes the steps of single mails into their table. */
@Injectable()
export class TransactionalBook {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly mails: TransactionalMailRepository,
    private readonly report: TransactionalMetrics,
  ) {}

  /** The fence; `false`, or an error, means that not one byte may be sent. */
  handOff({ mail, token }: MailTask, relay: string): Promise<boolean> {
    return this.mails.handOff(mail.id, token, relay, this.config.DELIVERY_LEASE_SECONDS);
  }

  accepted(task: MailTask, relay: string, { code, reply }: Extract<HandOff, { outcome: 'accepted' }>): Promise<void> {
    const step = { state: 'accepted', isTried: true, retrySeconds: 0 } as const;
    return this.settle(task, { ...step, code, reply, enhancedCode: enhancedCode(reply), relay, phase: 'dot' });
  }

  failed(
    task: MailTask,
    relay: string,
    { code, reply, phase }: Extract<HandOff, { outcome: 'failed' }>,
    step: TransactionalStep,
  ): Promise<void> {
    return this.settle(task, { ...step, code, reply, enhancedCode: enhancedCode(reply), relay, phase });
  }

  suppressed(task: MailTask): Promise<void> {
    const reply = 'the address is suppressed';
    return this.settle(task, { ...NOTHING_HEARD, state: 'failed', reply, isTried: false, retrySeconds: 0 });
  }

  uncarried(task: MailTask): Promise<void> {
    const fault = { reply: UNCARRIED, phase: 'rcpt' } as const;
    return this.settle(task, { ...NOTHING_HEARD, ...fault, state: 'failed', isTried: false, retrySeconds: 0 });
  }

  /** Whoever mends the fault in time loses nothing. */
  notComposed(task: MailTask, retrySeconds: number): Promise<void> {
    const fault = { reply: 'the mail could not be composed', phase: 'compose' } as const;
    return this.settle(task, { ...NOTHING_HEARD, ...fault, state: 'deferred', isTried: true, retrySeconds });
  }

  /** The fence may stand in the table, so this is not simply given back. */
  fenceUnanswered(task: MailTask, relay: string, retrySeconds: number): Promise<void> {
    return this.settle(task, {
      ...NOTHING_HEARD,
      relay,
      phase: 'data',
      state: 'pending',
      isTried: false,
      retrySeconds,
    });
  }

  /** As if it had not been claimed, to be due again in so many seconds. */
  giveBack(task: MailTask, retrySeconds: number): Promise<void> {
    return this.settle(task, { ...NOTHING_HEARD, state: 'pending', isTried: false, retrySeconds });
  }

  private async settle(task: MailTask, settlement: MailSettlement): Promise<void> {
    try {
      this.report.settled(task.mail, await this.written(task, settlement), settlement);
    } catch (error) {
      this.report.notSettled(task.mail, error);
    }
  }

  private async written({ mail, token }: MailTask, settlement: MailSettlement) {
    const write = (): Promise<TransactionalState | undefined> =>
      this.mails.settle(mail.id, token, settlement, this.config.UNCERTAIN_HOLD_MINUTES, providerOf(mail));
    for (const wait of PATIENCE_MS) {
      try {
        return await write();
      } catch {
        await sleep(wait);
      }
    }
    return write();
  }
}

/** The receiving one, as far as it is known. */
export function providerOf({ provider, address }: Pick<ClaimedMail, 'provider' | 'address'>): Provider {
  return provider ?? providerOfDomain(domainOf(address)) ?? 'other';
}
