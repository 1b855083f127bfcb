import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Preferences } from '#src/domain/reader/preferences.js';
import { ReaderEditions, type ReaderEdition } from '#src/feedback/index.js';
import { ConsentLog, PreferenceDesk, SubscriberDesk } from '#src/subscribers/index.js';

export type PersonalDataOf = {
  person: Awaited<ReturnType<SubscriberDesk['find']>>;
  preferences: Preferences | undefined;
  consents: Awaited<ReturnType<ConsentLog['list']>>;
  editions: ReaderEdition[];
};

/** Everything that is kept about one person. What a new table keeps of people is added here. */
@Injectable()
export class PersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subscribers: SubscriberDesk,
    private readonly preferences: PreferenceDesk,
    private readonly consents: ConsentLog,
    private readonly editions: ReaderEditions,
  ) {}

  /** Throws a NotFoundError for a person who is gone. */
  async of(subscriberId: string): Promise<PersonalDataOf> {
    return {
      person: await this.subscribers.find(subscriberId),
      preferences: await this.preferences.read(subscriberId),
      consents: await this.consents.list(subscriberId),
      editions: await this.editions.of(this.dataSource, subscriberId),
    };
  }
}
