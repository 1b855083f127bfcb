import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Arrivals } from '#src/delivery/index.js';
import type { BounceReport, ReportedRecipient } from '#src/domain/feedback/bounce/bounce-report.js';
import { mentionedAddresses } from '#src/domain/feedback/bounce/mentioned-addresses.js';
import { readReport } from '#src/domain/feedback/bounce/read-report.js';
import { Log } from '#src/foundation/logging/logger.js';
import { AddressBook, SubscriberReader } from '#src/subscribers/index.js';
import { FeedbackBook } from '../events/feedback-book.js';
import { NOTHING_MORE, type FeedbackReport } from '../events/feedback-report.js';
import { InboundMailRepository, type WaitingMail } from './inbound-mail.repository.js';
import { MailProof } from './mail-proof.js';

type Told = Omit<ReportedRecipient, 'address'>;

/** Reads the mails that wait, one transaction each: what a mail says, what that comes to, and that it was read stand together or not at all. */
@Injectable()
export class InboundMailReader {
  constructor(
    private readonly mails: InboundMailRepository,
    private readonly proof: MailProof,
    private readonly arrivals: Arrivals,
    private readonly readers: SubscriberReader,
    private readonly addresses: AddressBook,
    private readonly book: FeedbackBook,
    private readonly log: Log,
  ) {}

  /** Up to `most` of them; how many were read. */
  async run(most = 200): Promise<number> {
    for (let done = 0; done < most; done += 1) if (!(await this.readNext())) return done;
    return most;
  }

  /** False when none waits. */
  private async readNext(): Promise<boolean> {
    let mail: WaitingMail | undefined;
    try {
      await this.book.takeFrom(async (manager) => {
        mail = await this.mails.take(manager);
        return mail === undefined ? [] : this.read(manager, mail);
      });
    } catch (error) {
      if (mail === undefined) throw error;
      this.log.error('feedback.mail-not-read', { mailId: mail.id, error });
      await this.mails.isNotRead(mail.id);
    }
    return mail !== undefined;
  }

  private async read(manager: EntityManager, mail: WaitingMail): Promise<FeedbackReport[]> {
    const report = await readReport(mail.raw);
    const proof = await this.proof.find(manager, mail.raw, mail.recipient, report);
    const [delivery] = proof === undefined ? [] : await this.arrivals.find(manager, [proof.deliveryId]);
    const told = delivery === undefined ? undefined : await this.aboutReader(manager, report, delivery.subscriberId);
    await this.mails.isRead(manager, mail.id, {
      kind: report.kind,
      sign: report.sign,
      matched: told === undefined ? 0 : 1,
      subscriberId: told === undefined ? null : (delivery?.subscriberId ?? null),
      mentions: await this.mentionsOf(mail.raw),
    });
    this.log.info('feedback.mail-read', {
      mailId: mail.id,
      kind: report.kind,
      sign: report.sign,
      proof: proof?.by ?? null,
    });
    if (told === undefined || delivery === undefined) return [];
    return [
      {
        ...NOTHING_MORE,
        kind: told.class,
        source: report.kind === 'unsubscribe' ? 'mailto' : 'mail',
        externalId: mail.id,
        rule: told.rule,
        status: told.status,
        reply: told.reply,
        deliveryId: delivery.id,
        at: mail.receivedAt,
      },
    ];
  }

  /** So that whoever is erased is found in it, however it is encoded. */
  private async mentionsOf(raw: Buffer): Promise<Buffer[]> {
    const read = (await mentionedAddresses(raw)).map((address) => this.addresses.read(address));
    return read.flatMap((address) => (typeof address === 'string' ? [] : [address.hash]));
  }

  /** One mail of ours has one reader: of several that a report names, the one whose address it is, else the first (their mail was passed on). Complaints often hide the address. */
  private async aboutReader(
    manager: EntityManager,
    { recipients, kind, sign }: BounceReport,
    subscriberId: string,
  ): Promise<Told | undefined> {
    for (const recipient of recipients) {
      if ((await this.readers.idOf(manager, recipient.address)) === subscriberId) return recipient;
    }
    const isPersonal = kind === 'complaint' || kind === 'unsubscribe';
    return recipients[0] ?? (isPersonal ? { class: kind, status: null, reply: null, rule: sign } : undefined);
  }
}
