import { domainToASCII } from 'node:url';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { parseAddress } from '#src/domain/address/parse-address.js';
import { EXPIRY_HOURS, type TransactionalKind } from '#src/domain/delivery/transactional-mail.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { domainOf } from '../message/sender.js';
import { TransactionalMailRepository } from './transactional-mail.repository.js';
import { TransactionalQueue } from './transactional-queue.js';

export type NewTransactionalMail = {
  kind: TransactionalKind;
  locale: Locale;
  address: string;
  /** What the template of this kind shows. Kept until the mail is over, and no longer. */
  values: Record<string, unknown>;
  /** The caller's own name for this mail, of ids and no personal data: a second write under it writes nothing. */
  idempotencyKey?: string;
};

/** No mail can go to this address; the message names the fault and never the address. */
export class TransactionalAddressError extends Error {
  readonly code = 'transactional.address';
}

/**
 * Mail to one person who waits for it, ahead of every digest. It is written in the caller's transaction, so it goes out exactly when what
 * it tells has happened.
 */
@Injectable()
export class TransactionalMail {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM'>,
    private readonly tokens: Tokens,
    private readonly mails: TransactionalMailRepository,
    private readonly queue: TransactionalQueue,
  ) {}

  /** The id for {@link wake}; undefined when a mail with this key was written before. Throws a {@link TransactionalAddressError}. */
  async write(manager: EntityManager, mail: NewTransactionalMail): Promise<string | undefined> {
    const parsed = parseAddress(mail.address, { domainToAscii: domainToASCII, allowsUtf8: true });
    if (!parsed.ok) throw new TransactionalAddressError(`the address ${parsed.fault}`);
    const { email, canonical } = parsed.address;
    return this.mails.insert(manager, {
      kind: mail.kind,
      locale: mail.locale,
      address: email,
      addressHash: this.tokens.hashAddress(canonical),
      values: mail.values,
      messageDomain: domainOf(this.config.MAIL_FROM),
      expiryHours: EXPIRY_HOURS[mail.kind],
      idempotencyKey: mail.idempotencyKey ?? null,
    });
  }

  /** Saves up to a second after the transaction is over; leaving it out loses nothing. */
  wake(id: string): Promise<void> {
    return this.queue.wake(id);
  }
}
