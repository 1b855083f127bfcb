import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SIGNUP_DAYS } from '#src/domain/consent/signup-life.js';
import { confirmUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { NoticeRenderer, type RenderedNotice } from '#src/rendering/index.js';
import type { ComposedFrom } from './transactional-composer.js';

/** What is stored of it: no token, so that the table opens nothing. */
export const confirmationValuesSchema = z.strictObject({ signupId: z.uuid() });

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>;

/** The mail of the double opt-in. */
@Injectable()
export class SubscriptionConfirmationComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly tokens: Tokens,
    private readonly renderer: NoticeRenderer,
  ) {}

  compose({ locale, values }: ComposedFrom): Promise<RenderedNotice> {
    const { signupId } = confirmationValuesSchema.parse(values);
    return this.renderer.confirmation({
      locale,
      masthead: this.config.MAIL_FROM_NAME,
      days: SIGNUP_DAYS,
      confirmUrl: confirmUrl(this.config.PUBLIC_URL, this.tokens.sign('confirm', signupId)),
      postalAddress: this.config.POSTAL_ADDRESS,
    });
  }
}
