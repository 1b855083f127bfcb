import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';

/** What may come back to an address of ours: a report about a mail, or the wish of its reader to leave. */
export type ReturnPurpose = 'bounce' | 'leave';

const OURS = /^(bounce|leave)\+([0-9a-f]+)@(.+)$/i;

/**
 * Addresses that name their mail: `bounce+<token>@BOUNCE_DOMAIN` as envelope sender (VERP), `leave+<token>@…` to unsubscribe by mail; at most
 * 59 characters before the sign (64 are allowed). Whatever comes to one tells which mail it is about, and nobody can make one up.
 */
@Injectable()
export class ReturnAddresses {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'BOUNCE_DOMAIN' | 'MAIL_FROM'>,
    private readonly tokens: Tokens,
  ) {}

  /** The envelope sender for a delivery or a single mail; MAIL_FROM where there is no domain for bounces, or `isNamed` is false. */
  senderOf(mailId: string, isNamed: boolean): string {
    return (isNamed ? this.of('bounce', mailId) : undefined) ?? this.config.MAIL_FROM;
  }

  /** Where the reader of a delivery may write to leave; undefined where there is no domain that takes mail. */
  leaveOf(deliveryId: string): string | undefined {
    return this.of('leave', deliveryId);
  }

  /** The delivery or single mail that an address of ours names; undefined for any other address, and for a forged one. */
  read(address: string): { purpose: ReturnPurpose; mailId: string } | undefined {
    const [, word, token, domain] = OURS.exec(address) ?? [];
    if (word === undefined || token === undefined || !this.isOurs(domain)) return undefined;
    return this.readToken(word.toLowerCase() === 'leave' ? 'leave' : 'bounce', token);
  }

  /** The same for the part between the plus and the @, where only that is known. */
  readToken(purpose: ReturnPurpose, token: string): { purpose: ReturnPurpose; mailId: string } | undefined {
    const mailId = this.tokens.verifyShort(purpose, token);
    return mailId === undefined ? undefined : { purpose, mailId };
  }

  private of(purpose: ReturnPurpose, mailId: string): string | undefined {
    const { BOUNCE_DOMAIN: domain } = this.config;
    return domain === undefined ? undefined : `${purpose}+${this.tokens.signShort(purpose, mailId)}@${domain}`;
  }

  private isOurs(domain: string | undefined): boolean {
    return domain !== undefined && domain.toLowerCase() === this.config.BOUNCE_DOMAIN?.toLowerCase();
  }
}
