import { Inject, Injectable } from '@nestjs/common';
import { messageId } from '#src/domain/delivery/message-id.js';
import { preferencesUrl, unsubscribeUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { fillSlots } from '#src/rendering/index.js';
import { wireMessage, type WireMessage } from '../transport.js';
import type { ClaimedDelivery } from '../ledger/ledger.repository.js';
import { DkimSigner } from './dkim/dkim-signer.js';
import { composeMessage, type Sender } from './mail-message.js';
import { VariantRepository, type StoredVariant } from './variant.repository.js';

export type WrittenLetter = { envelope: { from: string; to: string }; message: WireMessage };
type Settings = Pick<Config, 'MAIL_FROM' | 'MAIL_FROM_NAME' | 'MAIL_REPLY_TO' | 'PUBLIC_URL'>;

/** Fills a shared render with what is one reader's own: address, links, ids. */
@Injectable()
export class LetterWriter {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly tokens: Tokens,
    private readonly variants: VariantRepository,
    private readonly signer: DkimSigner,
  ) {}

  /** The render that this delivery shares; a database that is away says so, and {@link UnreadableVariantError} stops the run. */
  render(delivery: ClaimedDelivery): Promise<StoredVariant> {
    return this.variants.find(delivery.variantId);
  }

  async write(delivery: ClaimedDelivery, render: StoredVariant): Promise<WrittenLetter> {
    const { content, locale, editionId, messageDomain } = render;
    const links = this.linksOf(delivery.subscriberId);
    const message = await composeMessage(
      {
        to: { address: delivery.email, name: delivery.name },
        ...fillSlots(content, links),
        messageId: messageId(delivery.id, messageDomain),
        language: locale,
        unsubscribeUrl: links.unsubscribeUrl,
        feedback: { edition: editionId, locale },
      },
      this.sender(),
    );
    return {
      envelope: { from: this.config.MAIL_FROM, to: delivery.email },
      message: wireMessage([await this.signer.sign(message)]),
    };
  }

  sender(): Sender {
    return { address: this.config.MAIL_FROM, name: this.config.MAIL_FROM_NAME, replyTo: this.config.MAIL_REPLY_TO };
  }

  linksOf(subscriberId: string): { unsubscribeUrl: string; preferencesUrl: string } {
    return {
      unsubscribeUrl: unsubscribeUrl(this.config.PUBLIC_URL, this.tokens.sign('unsubscribe', subscriberId)),
      preferencesUrl: preferencesUrl(this.config.PUBLIC_URL, this.tokens.sign('preferences', subscriberId)),
    };
  }
}
