import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Arrivals, ReturnAddresses } from '#src/delivery/index.js';
import { deliveryOf } from '#src/domain/delivery/message-id.js';
import type { BounceReport } from '#src/domain/feedback/bounce/bounce-report.js';
import { READER_PATHS } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SubscriberReader } from '#src/subscribers/index.js';

/** The mail that a report is proven to be about. */
export type Proof = { deliveryId: string; by: 'address' | 'link' | 'message-id' };

/**
 * Anybody can write a bounce, and one that is believed ends a subscription. So a mail must prove which one of ours it is about: by an address
 * that only its envelope sender held, by the unsubscribe link that only the returned mail held, or by our Message-ID together with the
 * address that mail was for.
 */
@Injectable()
export class MailProof {
  private readonly link: RegExp;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'PUBLIC_URL'>,
    private readonly tokens: Tokens,
    private readonly addresses: ReturnAddresses,
    private readonly arrivals: Arrivals,
    private readonly readers: SubscriberReader,
  ) {
    const start = `${config.PUBLIC_URL}/${READER_PATHS.unsubscribe}/`.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    this.link = new RegExp(`${start}([\\w.-]{20,400})`);
  }

  /** `recipient`: the address of ours that the mail came to, where that is known for sure. */
  async find(
    manager: EntityManager,
    raw: Buffer,
    recipient: string | null,
    report: BounceReport,
  ): Promise<Proof | undefined> {
    const named = recipient === null ? this.namedIn(report) : this.addresses.read(recipient);
    // A report that was sent to where one leaves is no report of ours.
    if (named !== undefined && (named.purpose === 'bounce' || report.kind === 'unsubscribe'))
      return { deliveryId: named.mailId, by: 'address' };
    const linked = this.linkedIn(raw);
    if (linked !== undefined) return { deliveryId: linked, by: 'link' };
    const told = deliveryOf(report.originalMessageId ?? '');
    if (told === undefined || !(await this.isFor(manager, told, report))) return undefined;
    return { deliveryId: told, by: 'message-id' };
  }

  private namedIn({ token, kind }: BounceReport): ReturnType<ReturnAddresses['read']> {
    if (token === undefined) return undefined;
    return this.addresses.readToken(kind === 'unsubscribe' ? 'leave' : 'bounce', token);
  }

  /** Lines that were folded on the way are put together again. */
  private linkedIn(raw: Buffer): string | undefined {
    const token = this.link.exec(raw.toString('latin1').replaceAll(/\r?\n[ \t]+/g, ''))?.[1];
    return token === undefined ? undefined : this.tokens.open('unsubscribe', token)?.withId;
  }

  private async isFor(manager: EntityManager, deliveryId: string, { recipients }: BounceReport): Promise<boolean> {
    const [delivery] = await this.arrivals.find(manager, [deliveryId]);
    if (delivery === undefined) return false;
    for (const { address } of recipients) {
      if ((await this.readers.idOf(manager, address)) === delivery.subscriberId) return true;
    }
    return false;
  }
}
