import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OPTIONAL_PURPOSES } from '#src/domain/consent/purpose.js';
import { CURRENT_WORDING } from '#src/domain/consent/wording.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { DEFAULT_PREFERENCES, type Preferences } from '#src/domain/reader/preferences.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { ConsentLog, type Client, type ConsentEvent } from './consent-log.js';
import { Wordings } from './wordings.js';

const READ = sqlFile(import.meta.dirname, 'sql/read-preferences.sql');
const SAVE = sqlFile(import.meta.dirname, 'sql/save-preferences.sql');

/** No row of choices: those columns are null. */
type Row = Pick<Preferences, 'locale' | 'timeZone' | 'pausedUntil' | 'secondLocale'> & {
  allowsPersonalisation: boolean;
  allowsTracking: boolean;
} & { [K in 'rhythm' | 'localHour' | 'topics' | 'platforms' | 'markets' | 'actors']: Preferences[K] | null };

/** Whose hand a save is, and in which language they saw the words of a consent. */
export type SavedBy = { client: Client; locale: Locale };

/** What a reader chooses for themselves. It may be saved again and again, and does not touch whether they are subscribed. */
@Injectable()
export class PreferenceDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: ConsentLog,
    private readonly wordings: Wordings,
    private readonly clock: Clock,
  ) {}

  /** Undefined for a person who is gone. */
  read(subscriberId: string): Promise<Preferences | undefined> {
    return read(this.dataSource, subscriberId);
  }

  /** Everything at once; a consent that was given or taken back here is in the log by the same transaction. */
  async save(subscriberId: string, wanted: Preferences, by: SavedBy): Promise<'saved' | 'unknown'> {
    return this.dataSource.transaction(async (manager) => {
      // Whoever saves at the same moment waits, so that the log tells each change once.
      await manager.query(`SELECT FROM subscriber WHERE id = $1 FOR UPDATE`, [subscriberId]);
      const before = await read(manager, subscriberId);
      if (before === undefined) return 'unknown';
      await selectRows(manager, SAVE, [
        subscriberId,
        wanted.locale,
        wanted.timeZone,
        wanted.pausedUntil,
        wanted.allowed.includes('personalisation'),
        wanted.allowed.includes('open-click-tracking'),
        wanted.secondLocale,
        wanted.rhythm,
        wanted.localHour,
        wanted.topics,
        wanted.platforms,
        wanted.markets,
        wanted.actors,
      ]);
      await this.log.record(manager, subscriberId, this.changes(before, wanted, by));
      return 'saved';
    });
  }

  private changes(before: Preferences, wanted: Preferences, { client, locale }: SavedBy): ConsentEvent[] {
    const at = this.clock.now();
    return OPTIONAL_PURPOSES.flatMap((purpose): ConsentEvent[] => {
      const isAllowed = wanted.allowed.includes(purpose);
      if (isAllowed === before.allowed.includes(purpose)) return [];
      const wording = isAllowed ? { locale, hash: this.wordings.hash(CURRENT_WORDING, purpose, locale) } : null;
      const action = isAllowed ? 'granted' : 'withdrawn';
      return [{ action, purpose, at, source: 'page', client, form: 'preferences', wording }];
    });
  }
}

async function read(db: Db, subscriberId: string): Promise<Preferences | undefined> {
  const [row] = await selectRows<Row>(db, READ, [subscriberId]);
  if (row === undefined) return undefined;
  const { allowsPersonalisation, allowsTracking, rhythm, localHour, topics, platforms, markets, actors, ...rest } = row;
  return {
    ...rest,
    rhythm: rhythm ?? DEFAULT_PREFERENCES.rhythm,
    localHour: localHour ?? DEFAULT_PREFERENCES.localHour,
    topics: topics ?? DEFAULT_PREFERENCES.topics,
    platforms: platforms ?? DEFAULT_PREFERENCES.platforms,
    markets: markets ?? DEFAULT_PREFERENCES.markets,
    actors: actors ?? DEFAULT_PREFERENCES.actors,
    allowed: [
      ...(allowsPersonalisation ? (['personalisation'] as const) : []),
      ...(allowsTracking ? (['open-click-tracking'] as const) : []),
    ],
  };
}
