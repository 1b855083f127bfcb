import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Tokens, type TokenPurpose } from '#src/foundation/tokens/tokens.js';
import { SubscriberReader, type ReaderProfile } from '#src/subscribers/index.js';
import { localeFromHeader } from './accept-language.js';

/** Who stands behind a link; `profile` is null for a forged token and for a person who is gone, and nobody is told which. */
export type Visitor = {
  profile: ReaderProfile | null;
  locale: Locale;
  /** The mail whose link it is. */ deliveryId?: string;
};

@Injectable()
export class ReaderLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
    private readonly readers: SubscriberReader,
    private readonly log: Log,
  ) {}

  async visitor(purpose: TokenPurpose, token: string, acceptLanguage: string | undefined): Promise<Visitor> {
    const opened = this.tokens.open(purpose, token);
    const subscriberId = opened?.subjectId;
    if (subscriberId === undefined) this.log.warn('site.token-refused', { purpose });
    const profile = subscriberId === undefined ? null : await this.readers.profile(this.dataSource, subscriberId);
    const visitor = { profile, locale: profile?.locale ?? localeFromHeader(acceptLanguage) };
    return opened?.withId === undefined ? visitor : { ...visitor, deliveryId: opened.withId };
  }
}
