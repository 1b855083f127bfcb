import { Inject, Injectable } from '@nestjs/common';
import { SIGNUP_DAYS } from '#src/domain/consent/signup-life.js';
import type { OptionalPurpose } from '#src/domain/consent/purpose.js';
import type { WordingVersion } from '#src/domain/consent/wording.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Wordings, type HashedAddress } from '#src/subscribers/index.js';
import { Challenges } from './challenges.js';
import { SignupMetrics } from './signup-metrics.js';
import { SignupIntake } from './signup-intake.js';
import { SignupRepository, type SignupSource } from './signup.repository.js';

export type SignupRequest = {
  address: HashedAddress;
  locale: Locale;
  /** Ticked boxes; the newsletter itself is what the whole request is about. */
  options: OptionalPurpose[];
  wording: { version: WordingVersion; locale: Locale };
  source: SignupSource;
  form: string;
  client: { ip: string; userAgent: string | null };
  proof: { challenge: string; nonce: string };
  /** What stands in the field that no person sees. */
  trap: string;
};

/** `taken` says nothing about the address; the others say nothing but about the visitor. */
export type SignupOutcome =
  { kind: 'taken' } | { kind: 'limited'; retryAfterSeconds: number } | { kind: 'unproved'; isTooSoon: boolean };

/** A request without the proof of a script counts as often as this many with it. */
const UNPROVED_COST = 4;

/** Takes requests to subscribe. */
@Injectable()
export class SignupDesk {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'SIGNUP_IP_PER_HOUR' | 'SIGNUP_NETWORK_PER_HOUR'>,
    private readonly challenges: Challenges,
    private readonly wordings: Wordings,
    private readonly signups: SignupRepository,
    private readonly intake: SignupIntake,
    private readonly clock: Clock,
    private readonly metrics: SignupMetrics,
  ) {}

  /** Does the same for every address, in one statement; {@link SignupIntake} decides later. `taken` also for what a trap caught. */
  async take({ address, options, wording, proof, trap, ...request }: SignupRequest): Promise<SignupOutcome> {
    if (trap !== '') {
      this.metrics.count('trapped');
      return { kind: 'taken' };
    }
    const verdict = this.challenges.judge(proof.challenge, proof.nonce);
    if (!('id' in verdict)) return this.unproved(verdict.kind === 'too-soon');
    const now = this.clock.now();
    const purposes = ['newsletter', ...options] as const;
    const { isFresh, id, limitedUntil } = await this.signups.take({
      ...request,
      challenge: verdict,
      count: {
        cost: verdict.kind === 'proved' ? 1 : UNPROVED_COST,
        ipLimit: this.config.SIGNUP_IP_PER_HOUR,
        networkLimit: this.config.SIGNUP_NETWORK_PER_HOUR,
      },
      address,
      purposes: [...purposes],
      wording: {
        locale: wording.locale,
        hashes: purposes.map((purpose) => this.wordings.hash(wording.version, purpose, wording.locale)),
      },
      now,
      expiresAt: new Date(now.getTime() + SIGNUP_DAYS * 86_400_000),
    });
    if (!isFresh) return this.unproved(false);
    if (limitedUntil !== null) {
      this.metrics.count('limited');
      return { kind: 'limited', retryAfterSeconds: Math.ceil((limitedUntil.getTime() - now.getTime()) / 1_000) };
    }
    if (id !== null) this.intake.soon(id);
    return { kind: 'taken' };
  }

  private unproved(isTooSoon: boolean): SignupOutcome {
    this.metrics.count('unproved');
    return { kind: 'unproved', isTooSoon };
  }
}
