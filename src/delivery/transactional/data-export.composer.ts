import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { preferencesUrl } from '#src/domain/reader/reader-links.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { NoticeRenderer } from '#src/rendering/index.js';
import type { ComposedFrom, ComposedMail } from './transactional-composer.js';

/** What is stored of it: the data as they were when the person asked. Emptied with the mail. */
export const exportValuesSchema = z.strictObject({ subscriberId: z.uuid(), data: z.record(z.string(), z.unknown()) });

type Settings = Pick<Config, 'MAIL_FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>;

/** The mail with everything that is kept about its reader. */
@Injectable()
export class DataExportComposer {
  constructor(
    @Inject(CONFIG) private readonly config: Settings,
    private readonly tokens: Tokens,
    private readonly renderer: NoticeRenderer,
  ) {}

  async compose({ locale, values }: ComposedFrom): Promise<ComposedMail> {
    const { subscriberId, data } = exportValuesSchema.parse(values);
    const notice = await this.renderer.dataExport({
      locale,
      masthead: this.config.MAIL_FROM_NAME,
      preferencesUrl: preferencesUrl(this.config.PUBLIC_URL, this.tokens.sign('preferences', subscriberId)),
      postalAddress: this.config.POSTAL_ADDRESS,
    });
    const content = Buffer.from(`${JSON.stringify(data, null, 2)}\n`);
    return { ...notice, file: { name: 'my-data.json', mediaType: 'application/json', content } };
  }
}
