import { Inject, Injectable } from '@nestjs/common';
import { transactionalMessageId } from '#src/domain/delivery/message-id.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { SlotValues } from '#src/rendering/index.js';
import { EchoTokens } from '../message/echo-tokens.js';
import { ReturnAddresses } from '../message/return-addresses.js';
import { checkSignatures } from '../message/dkim/check-signatures.js';
import { DkimSeal } from '../message/dkim/dkim-seal.js';
import { DkimSigner } from '../message/dkim/dkim-signer.js';
import { LetterBody } from '../message/letter-body.js';
import { headLines, transactionalFields } from '../message/letter-head.js';
import type { WrittenLetter } from '../message/letter-writer.js';
import { wireMessage, type LetterForm } from '../transport.js';
import { TransactionalComposer } from './transactional-composer.js';
import type { ClaimedMail } from './transactional-mail.repository.js';

type Settings = Pick<Config, 'MAIL_FROM' | 'MAIL_FROM_NAME' | 'MAIL_REPLY_TO'>;

/** Bodies of these mails have no slot to fill. */
const NO_LINKS: SlotValues = { unsubscribeUrl: '', preferencesUrl: '' };

/** Writes single mails, signed like all others. */
@Injectable()
export class TransactionalLetters {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly composer: TransactionalComposer,
    private readonly signer: DkimSigner,
    private readonly returns: ReturnAddresses,
    private readonly echoes: EchoTokens,
    private readonly clock: Clock,
  ) {}

  /** Throws when the mail cannot be composed, or with a SignatureSelfCheckError. */
  async write(mail: ClaimedMail, { isSigned, namesSender, echo }: LetterForm): Promise<WrittenLetter> {
    const { MAIL_FROM: from, MAIL_FROM_NAME: name, MAIL_REPLY_TO: replyTo } = this.config;
    const { subject, ...content } = await this.composer.compose(mail);
    const body = new LetterBody(content);
    const date = this.clock.now();
    const head = {
      subject,
      language: mail.locale,
      to: { address: mail.address, name: null },
      messageId: transactionalMessageId(mail.id, mail.messageDomain),
      date,
    };
    const fields = transactionalFields(head, body.type, { address: from, name, replyTo });
    const pieces = [Buffer.from(`${headLines(fields)}\r\n`), ...body.fill(NO_LINKS)];
    const { keys } = this.signer;
    if (isSigned && keys.length > 0) {
      pieces.unshift(await new DkimSeal(keys, fields, []).sign([], pieces.slice(1), date));
      checkSignatures(Buffer.concat(pieces), keys);
    }
    const echoHead = this.echoes.headOf(echo, { kind: 'mail', id: mail.id });
    if (echoHead !== undefined) pieces.unshift(echoHead);
    const sender = this.returns.senderOf(mail.id, namesSender);
    return { envelope: { from: sender, to: mail.address }, message: wireMessage(pieces) };
  }
}
