import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONSENT_PURPOSES, type ConsentPurpose } from '#src/domain/consent/purpose.js';
import { consentText, WORDING_VERSIONS, type WordingVersion } from '#src/domain/consent/wording.js';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { CONFIG, type Config } from '#src/foundation/config/config.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';

/** The words that people agree to here, and their proof: each text stands in the database before anybody can have read it. */
@Injectable()
export class Wordings implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'MAIL_FROM_NAME'>,
    private readonly dataSource: DataSource,
  ) {}

  text(version: WordingVersion, purpose: ConsentPurpose, locale: Locale): string {
    return consentText(version, purpose, locale, this.config.MAIL_FROM_NAME);
  }

  hash(version: WordingVersion, purpose: ConsentPurpose, locale: Locale): string {
    return sha256(this.text(version, purpose, locale));
  }

  async onApplicationBootstrap(): Promise<void> {
    const all = WORDING_VERSIONS.flatMap((version) =>
      CONSENT_PURPOSES.flatMap((purpose) => LOCALES.map((locale) => ({ version, purpose, locale }))),
    );
    await this.dataSource.query(
      `INSERT INTO consent_wording (hash, version, purpose, locale, text)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) ON CONFLICT (hash) DO NOTHING`,
      [
        all.map(({ version, purpose, locale }) => this.hash(version, purpose, locale)),
        all.map(({ version }) => version),
        all.map(({ purpose }) => purpose),
        all.map(({ locale }) => locale),
        all.map(({ version, purpose, locale }) => this.text(version, purpose, locale)),
      ],
    );
  }
}
