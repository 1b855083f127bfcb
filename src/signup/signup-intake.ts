import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { TransactionalMail } from '#src/delivery/index.js';
import { quotaAddress } from '#src/domain/address/quota-address.js';
import { providerOfDomain } from '#src/domain/delivery/provider.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Log } from '#src/foundation/logging/logger.js';
import { AddressBook } from '#src/subscribers/index.js';
import { SignupMetrics } from './signup-metrics.js';
import { SignupRepository } from './signup.repository.js';

/** Confirmation mails that one mailbox ever gets; one in 24 hours. */
export const MOST_MAILS = 3;
/** The large providers' domains are many people's; others may be one company's. */
const LARGE_PROVIDER_FACTOR = 10;

/** What became of a request. Only `mailed` reaches anybody. */
type Settled = { outcome: 'mailed' | 'suppressed' | 'quota' | 'postponed' | 'not-ours'; mailId?: string | undefined };

/** Rolls back what the mailbox was charged. */
class DomainFull extends Error {
  readonly code = 'signup.domain-full';
  constructor(readonly until: Date) {
    super('the mailbox domain gets no more mail in this hour');
  }
}

/**
 * Decides about requests once they have been answered, so that nothing which depends on the address can be told from the answer or from how
 * long it took. One at a time in each process, so that a flood of requests leaves the database to others; what a process leaves behind, the
 * sweep takes up.
 */
@Injectable()
export class SignupIntake implements BeforeApplicationShutdown {
  private tail: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SIGNUP_DOMAIN_PER_HOUR'>,
    private readonly dataSource: DataSource,
    private readonly signups: SignupRepository,
    private readonly addresses: AddressBook,
    private readonly mail: TransactionalMail,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: SignupMetrics,
  ) {}

  /** Looks at the request after the answer to it has left. */
  soon(id: string): void {
    this.tail = this.tail
      .then(() => new Promise<void>((next) => void setImmediate(next)))
      .then(() => this.settle(id))
      .catch((error: unknown) => {
        this.log.error('signup.settle-failed', { signupId: id, error });
      });
  }

  /** Takes up what is due, of whatever process. */
  async sweep(): Promise<void> {
    for (const id of await this.signups.due(this.clock.now())) this.soon(id);
    await this.tail;
  }

  /** Ends requests whose mail was refused. Whether their address is asked again is for feedback to say, which suppresses what is gone. */
  async endUndelivered(): Promise<void> {
    for (const signupId of await this.signups.endUndelivered()) {
      this.metrics.count('undeliverable');
      this.log.info('signup.undeliverable', { signupId });
    }
  }

  /** All that has been begun is done. */
  idle(): Promise<void> {
    return this.tail;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.tail;
  }

  private async settle(id: string): Promise<void> {
    const { outcome, mailId } = await this.decided(id);
    if (outcome === 'not-ours') return;
    this.metrics.count(outcome);
    this.log.info('signup.settled', { signupId: id, outcome });
    if (mailId !== undefined) await this.mail.wake(mailId);
  }

  private async decided(id: string): Promise<Settled> {
    try {
      return await this.dataSource.transaction((manager) => this.decide(manager, id));
    } catch (error) {
      if (!(error instanceof DomainFull)) throw error;
      await this.signups.setDue(this.dataSource, id, error.until);
      return { outcome: 'postponed' };
    }
  }

  private async decide(manager: EntityManager, id: string): Promise<Settled> {
    const now = this.clock.now();
    const signup = await this.signups.claim(manager, id, now);
    if (signup === undefined) return { outcome: 'not-ours' };
    const address = this.addresses.read(signup.email);
    if (typeof address === 'string') throw new Error(`an address that was taken is faulty by now: ${address}`);
    const mailbox = this.addresses.hash(quotaAddress(address));
    const refusal = signup.isSuppressed
      ? 'suppressed'
      : (await this.signups.spendQuota(manager, mailbox, now, MOST_MAILS))
        ? undefined
        : 'quota';
    if (refusal !== undefined) {
      await this.signups.drop(manager, id);
      return { outcome: refusal };
    }
    const fullUntil = await this.signups.countDomain(manager, address.domain, now, this.domainLimit(address.domain));
    if (fullUntil !== undefined) throw new DomainFull(fullUntil);
    await this.signups.setDue(manager, id, null);
    const mailId = await this.mail.write(manager, {
      kind: 'subscription_confirmation',
      locale: signup.locale,
      address: signup.email,
      values: { signupId: id },
      idempotencyKey: `signup:${id}`,
    });
    return { outcome: 'mailed', mailId };
  }

  private domainLimit(domain: string): number {
    const factor = providerOfDomain(domain) === undefined ? 1 : LARGE_PROVIDER_FACTOR;
    return this.config.SIGNUP_DOMAIN_PER_HOUR * factor;
  }
}
