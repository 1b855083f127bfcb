import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const SAVE = sqlFile(import.meta.dirname, 'sql/save-preferences.sql');

/** `timeZone` is an IANA name that `readTimeZone` gave. */
export type Preferences = { locale: Locale; timeZone: string };

/** What a reader chooses for themselves. It may be saved again and again, and does not touch whether they are subscribed. */
@Injectable()
export class PreferenceDesk {
  constructor(private readonly dataSource: DataSource) {}

  async save(subscriberId: string, { locale, timeZone }: Preferences): Promise<'saved' | 'unknown'> {
    const rows = await selectRows(this.dataSource, SAVE, [subscriberId, locale, timeZone]);
    return rows.length === 1 ? 'saved' : 'unknown';
  }
}
