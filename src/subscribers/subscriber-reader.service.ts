import { Injectable } from '@nestjs/common';
import type { SubscriberStatus, SuppressionReason } from '#src/domain/consent/standing.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Db } from '#src/foundation/database/select-rows.js';
import { AddressBook } from './address-book.js';
import { SubscriberRepository } from './subscriber.repository.js';

/** What a reader's own pages need to know; no address. */
export type ReaderProfile = {
  id: string;
  locale: Locale;
  name: string | null;
  timeZone: string;
  status: SubscriberStatus;
  suppression: SuppressionReason | null;
};

@Injectable()
export class SubscriberReader {
  constructor(
    private readonly repository: SubscriberRepository,
    private readonly addresses: AddressBook,
  ) {}

  async profile(db: Db, subscriberId: string): Promise<ReaderProfile | null> {
    const row = await this.repository.find(db, subscriberId);
    if (row === undefined) return null;
    const { id, locale, name, timeZone, status, suppression } = row;
    return { id, locale, name, timeZone, status, suppression };
  }

  /** Who has this address; null also for a text that is none. */
  async idOf(db: Db, address: string): Promise<string | null> {
    const read = this.addresses.read(address);
    if (typeof read === 'string') return null;
    return (await this.repository.findByHash(db, read.hash))?.id ?? null;
  }
}
