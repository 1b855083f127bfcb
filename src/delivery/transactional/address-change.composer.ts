import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MOVE_DAYS } from '#src/domain/consent/signup-life.js';
import { moveUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { NoticeRenderer, type RenderedNotice } from '#src/rendering/index.js';
import type { ComposedFrom } from './transactional-composer.js';

/** What is stored of it: which change, and which of its two addresses this mail goes to. */
export const moveValuesSchema = z.strictObject({ changeId: z.uuid(), side: z.enum(['old', 'new']) });

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>;

/** The mails that ask both sides of a change of address. */
@Injectable()
export class AddressChangeComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly tokens: Tokens,
    private readonly renderer: NoticeRenderer,
  ) {}

  compose({ locale, values }: ComposedFrom): Promise<RenderedNotice> {
    const { changeId, side } = moveValuesSchema.parse(values);
    const token = this.tokens.sign(side === 'old' ? 'move-old' : 'move-new', changeId);
    return this.renderer.move(side, {
      locale,
      masthead: this.config.MAIL_FROM_NAME,
      days: MOVE_DAYS,
      confirmUrl: moveUrl(this.config.PUBLIC_URL, token),
      postalAddress: this.config.POSTAL_ADDRESS,
    });
  }
}
