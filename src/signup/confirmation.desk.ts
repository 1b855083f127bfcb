import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { EnrolmentDesk, EnrolmentRefused, type Client, type ConsentEvent } from '#src/subscribers/index.js';
import { SignupMetrics } from './signup-metrics.js';
import { SignupRepository, type OpenedSignup } from './signup.repository.js';

/** `gone`: forged, expired, purged, or its person has left since; nobody is told which. */
export type ConfirmationState = 'open' | 'confirmed' | 'gone';
export type ConfirmationOutcome =
  { kind: 'confirmed'; subscriberId: string } | { kind: 'already' | 'suppressed' | 'gone' };

/** What stands behind the link of a confirmation mail. */
@Injectable()
export class ConfirmationDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
    private readonly signups: SignupRepository,
    private readonly enrolments: EnrolmentDesk,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: SignupMetrics,
  ) {}

  /** Changes nothing. `locale` is that of the mail, if there was one. */
  async look(token: string): Promise<{ state: ConfirmationState; locale?: Locale }> {
    const id = this.tokens.verify('confirm', token);
    const signup = id === undefined ? undefined : await this.signups.find(id, this.clock.now());
    if (signup === undefined) return { state: 'gone' };
    const { locale, status } = signup;
    if (status === null) return { state: 'open', locale };
    return { state: status === 'active' ? 'confirmed' : 'gone', locale };
  }

  /** Enrols the person of the request, once. */
  async confirm(token: string, client: Client): Promise<ConfirmationOutcome> {
    const id = this.tokens.verify('confirm', token);
    if (id === undefined) return { kind: 'gone' };
    const { state } = await this.look(token);
    if (state !== 'open') return { kind: state === 'confirmed' ? 'already' : 'gone' };
    try {
      const outcome = await this.dataSource.transaction((manager) => this.enrol(manager, id, client));
      if (outcome.kind === 'confirmed') this.metrics.count('confirmed');
      this.log.info('signup.confirmed', { signupId: id, outcome: outcome.kind });
      return outcome;
    } catch (error) {
      if (!(error instanceof EnrolmentRefused)) throw error;
      this.log.info('signup.refused', { signupId: id, reason: error.reason });
      return { kind: error.reason === 'suppressed' ? 'suppressed' : 'gone' };
    }
  }

  private async enrol(manager: EntityManager, id: string, client: Client): Promise<ConfirmationOutcome> {
    const now = this.clock.now();
    const signup = await this.signups.open(manager, id, now);
    if (signup === undefined) return { kind: 'gone' };
    const { addressHash, email, locale, source, purposes, createdAt } = signup;
    if (addressHash === null || email === null) return { kind: 'already' };
    const subscriberId = await this.enrolments.enrol(manager, {
      addressHash,
      email,
      locale,
      source,
      purposes,
      requestedAt: createdAt,
      consents: consentsOf(signup, client, now),
    });
    await this.signups.close(manager, id, subscriberId);
    return { kind: 'confirmed', subscriberId };
  }
}

/** Two events for each purpose: what was asked in the form, and the press of the button that made it good. */
function consentsOf(signup: OpenedSignup, client: Client, now: Date): ConsentEvent[] {
  const { purposes, wordingHashes, wordingLocale, source, form, ip, userAgent, createdAt } = signup;
  return purposes.flatMap((purpose, index): ConsentEvent[] => {
    const hash = wordingHashes[index];
    const common = { purpose, source, form, wording: hash === undefined ? null : { locale: wordingLocale, hash } };
    return [
      { ...common, action: 'requested', at: createdAt, client: { ip, userAgent } },
      { ...common, action: purpose === 'newsletter' ? 'subscribed' : 'granted', at: now, client },
    ];
  });
}
