import { Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { Log } from '#src/foundation/logging/logger.js';
import { ConsentLog } from '#src/subscribers/index.js';
import { SignupRepository } from './signup.repository.js';

/** Keeps nothing longer than it was promised. Safe to run anywhere, any number of times. */
@Injectable()
export class SignupKeeper {
  constructor(
    private readonly signups: SignupRepository,
    private readonly consents: ConsentLog,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const unconfirmed = await this.signups.purge(now);
    const cutAddresses = await this.consents.cutAddresses(now);
    if (unconfirmed + cutAddresses > 0) this.log.info('signup.purged', { unconfirmed, cutAddresses });
  }
}
