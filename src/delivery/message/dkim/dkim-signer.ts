import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { domainOf } from '../sender.js';
import { readDkimKeys, type DkimKey } from './dkim-keys.js';

/** Every key of DKIM_KEYS signs; without the setting mails go out as they are, for the relay to sign. */
@Injectable()
export class DkimSigner {
  readonly keys: readonly DkimKey[];

  constructor(@Inject(CONFIG) config: Pick<Config, 'DKIM_KEYS' | 'MAIL_FROM'>) {
    this.keys = config.DKIM_KEYS === undefined ? [] : readDkimKeys(config.DKIM_KEYS, domainOf(config.MAIL_FROM));
  }
}
