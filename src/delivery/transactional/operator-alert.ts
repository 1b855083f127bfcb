import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { AlertAbout } from '#src/rendering/index.js';
import { TransactionalMail } from './transactional-mail.js';

/** `key`: written once under it. `title`: of an edition that has no run yet. */
type Occasion = { about: AlertAbout; key?: string; title?: string };

/** Tells the operator of a run or an edition that needs them, when OPERATOR_EMAIL names one. */
@Injectable()
export class OperatorAlert {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'OPERATOR_EMAIL' | 'OPERATOR_LOCALE'>,
    private readonly mail: TransactionalMail,
  ) {}

  /** Written in the transaction of what it tells, so once for each. The id for {@link wake}; undefined when nobody is to be told. */
  async write(
    manager: EntityManager,
    editionId: string,
    reason: string,
    { about, key, title }: Occasion = { about: 'paused' },
  ): Promise<string | undefined> {
    const { OPERATOR_EMAIL: address, OPERATOR_LOCALE: locale } = this.config;
    if (address === undefined) return undefined;
    const mail = { kind: 'operator_alert', locale, address, values: { editionId, reason, about, title } } as const;
    return this.mail.write(manager, key === undefined ? mail : { ...mail, idempotencyKey: key });
  }

  wake(mailId: string): Promise<void> {
    return this.mail.wake(mailId);
  }
}
