import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';

const OURS = /^bounce\+([0-9a-f]+)@(.+)$/i;

/**
 * Envelope senders that name their mail (VERP): `bounce+<token>@BOUNCE_DOMAIN`, 59 characters before the sign (64 are allowed). Whatever
 * comes back to one tells which mail it is about, and nobody else can make one up.
 */
@Injectable()
export class BounceAddresses {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'BOUNCE_DOMAIN' | 'MAIL_FROM'>,
    private readonly tokens: Tokens,
  ) {}

  /** The envelope sender for a delivery or a single mail; MAIL_FROM where there is no domain for bounces, or `isNamed` is false. */
  senderOf(mailId: string, isNamed: boolean): string {
    const { BOUNCE_DOMAIN: domain, MAIL_FROM } = this.config;
    return domain === undefined || !isNamed ? MAIL_FROM : `bounce+${this.tokens.signShort('bounce', mailId)}@${domain}`;
  }

  /** The id of the delivery or single mail that an address of ours names; undefined for any other address, and for a forged one. */
  mailOf(address: string): string | undefined {
    const [, token, domain] = OURS.exec(address) ?? [];
    if (token === undefined || domain?.toLowerCase() !== this.config.BOUNCE_DOMAIN?.toLowerCase()) return undefined;
    return this.tokens.verifyShort('bounce', token);
  }
}
