import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { domainOf } from '../mail-message.js';
import { readDkimKeys } from './dkim-keys.js';
import { dkimSignatures, type DkimKey } from './dkim-signature.js';

/** Signs messages with every key of DKIM_KEYS; without the setting they go out as they are, for the relay to sign. */
@Injectable()
export class DkimSigner {
  private readonly keys: readonly DkimKey[];

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'DKIM_KEYS' | 'MAIL_FROM'>,
    private readonly clock: Clock,
  ) {
    this.keys = config.DKIM_KEYS === undefined ? [] : readDkimKeys(config.DKIM_KEYS, domainOf(config.MAIL_FROM));
  }

  async sign(message: Buffer): Promise<Buffer> {
    if (this.keys.length === 0) return message;
    const signedAt = Math.floor(this.clock.now().getTime() / 1_000);
    return Buffer.concat([await dkimSignatures(message, this.keys, signedAt), message]);
  }
}
