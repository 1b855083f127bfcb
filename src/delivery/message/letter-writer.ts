import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#src/foundation/clock/clock.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import type { CompiledDigest } from '#src/rendering/index.js';
import type { ClaimedDelivery } from '../ledger/ledger.repository.js';
import type { Envelope, LetterForm, WireMessage } from '../transport.js';
import { EchoTokens } from './echo-tokens.js';
import { ReaderUrls } from './reader-urls.js';
import { ReturnAddresses } from './return-addresses.js';
import { DkimSigner } from './dkim/dkim-signer.js';
import { LetterTemplate } from './letter-template.js';
import type { StoredForm } from './link-book.js';
import { domainOf } from './sender.js';
import { Recent } from './recent.js';
import { VariantRepository } from './variant.repository.js';

export type WrittenLetter = { envelope: Envelope; message: WireMessage };
/** Whose letter it is: the delivery's id and its reader. */
export type Reader = Pick<ClaimedDelivery, 'id' | 'subscriberId' | 'email' | 'name'>;
type Settings = Pick<Config, 'MAIL_FROM' | 'MAIL_FROM_NAME' | 'MAIL_REPLY_TO' | 'TRACKING'>;

/** Templates of runs that are at work now; a handful per run in two forms each, and each some times the size of its render. */
const TEMPLATES = 48;

/** Turns renders into templates, and fills these with what is one reader's own: address, links, ids. */
@Injectable()
export class LetterWriter {
  private readonly templates = new Recent<LetterTemplate>(TEMPLATES);

  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly urls: ReaderUrls,
    private readonly variants: VariantRepository,
    private readonly signer: DkimSigner,
    private readonly returns: ReturnAddresses,
    private readonly echoes: EchoTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * The template that this delivery shares with others. An {@link UnreadableVariantError} or a {@link SignatureSelfCheckError} is a fault of
   * the run, not of a reader; a database that is away says so.
   */
  render({
    variantId,
    allowsTracking,
  }: Pick<ClaimedDelivery, 'variantId' | 'allowsTracking'>): Promise<LetterTemplate> {
    if (allowsTracking && this.config.TRACKING) return this.renderTracked(variantId);
    return this.templates.get(variantId, async () => {
      const { content, editionId, messageDomain } = await this.variants.find(variantId);
      return this.compile(content, editionId, { messageDomain });
    });
  }

  compile(
    content: CompiledDigest,
    edition: string,
    {
      messageDomain = domainOf(this.config.MAIL_FROM),
      tracked,
    }: { messageDomain?: string; tracked?: StoredForm | undefined } = {},
  ): Promise<LetterTemplate> {
    const { MAIL_FROM: address, MAIL_FROM_NAME: name, MAIL_REPLY_TO: replyTo } = this.config;
    const { locale } = content;
    return LetterTemplate.compile(
      { ...content, ...tracked, language: locale, feedback: { edition, locale }, messageDomain },
      { address, name, replyTo },
      this.signer.keys,
    );
  }

  async write(
    { id, subscriberId, email, name }: Reader,
    template: LetterTemplate,
    { isSigned, namesSender, echo }: LetterForm = FULL_FORM,
  ): Promise<WrittenLetter> {
    const personal = {
      id,
      to: { address: email, name },
      date: this.clock.now(),
      slots:
        template.linkIds === undefined
          ? this.urls.of(subscriberId, isUuid(id) ? id : '')
          : this.urls.tracked(subscriberId, id, template.linkIds),
      leaveAddress: isUuid(id) ? this.returns.leaveOf(id) : undefined,
    };
    const head = isUuid(id) ? this.echoes.headOf(echo, { kind: 'delivery', id }) : undefined;
    const message = await template.write(personal, isSigned, head);
    const from = this.returns.senderOf(id, namesSender && isUuid(id));
    return { envelope: { from, to: email }, message };
  }

  /** A render without a tracked form serves everybody. */
  private renderTracked(variantId: string): Promise<LetterTemplate> {
    return this.templates.get(`${variantId} tracked`, async () => {
      const { content, tracked, editionId, messageDomain } = await this.variants.find(variantId);
      if (tracked === undefined) return this.render({ variantId, allowsTracking: false });
      return this.compile(content, editionId, { messageDomain, tracked });
    });
  }
}

/** What a relay can bear that changes nothing. */
const FULL_FORM: LetterForm = { isSigned: true, namesSender: true };

/** A test mail has a name instead. */
function isUuid(id: string): boolean {
  return id.length === 36;
}
