import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { Log } from '#src/foundation/logging/logger.js';
import { Tokens, type TokenPurpose } from '#src/foundation/tokens/tokens.js';
import { SubscriberReader, type ReaderProfile } from '#src/subscribers/index.js';
import { localeFromHeader } from './accept-language.js';

/** Who stands behind a link; `profile` is null for a forged token and for a person who is gone, and nobody is told which. */
export type Visitor = {
  profile: ReaderProfile | null;
  locale: Locale;
  /** Whom the token names; anybody for a forged one, so that further links of a page look alike. */ subjectId: string;
  /** The mail whose link it is. */ deliveryId?: string;
};

@Injectable()
export class ReaderLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
    private readonly readers: SubscriberReader,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async visitor(purpose: TokenPurpose, token: string, acceptLanguage: string | undefined): Promise<Visitor> {
    const opened = this.tokens.open(purpose, token);
    const known = opened?.subjectId;
    if (known === undefined) this.log.warn('site.token-refused', { purpose });
    const profile = known === undefined ? null : await this.readers.profile(this.dataSource, known);
    const locale = profile?.locale ?? localeFromHeader(acceptLanguage);
    const visitor = { profile, locale, subjectId: known ?? this.anybody() };
    return opened?.withId === undefined ? visitor : { ...visitor, deliveryId: opened.withId };
  }

  /** An id like all others (RFC 9562 §5.7), of nobody. */
  private anybody(): string {
    const time = this.clock.now().getTime().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  }
}
