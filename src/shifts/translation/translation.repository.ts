import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '#src/domain/locale/locale.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const WANT = sqlFile(import.meta.dirname, 'sql/want-translations.sql');
const CLAIM = sqlFile(import.meta.dirname, 'sql/claim-translation.sql');

export type WantedTranslation = { id: string; from: Locale; to: Locale; source: string; tries: number };
export type MachineTranslation = { sourceHash: string; locale: Locale; text: string };

/** Machine translations by the words that they translate. */
@Injectable()
export class TranslationRepository {
  constructor(private readonly dataSource: DataSource) {}

  async want(model: string): Promise<void> {
    await this.dataSource.query(WANT, [model]);
  }

  async claim(model: string, leaseSeconds: number): Promise<WantedTranslation | undefined> {
    const [row] = await selectRows<WantedTranslation>(this.dataSource, CLAIM, [model, leaseSeconds]);
    return row;
  }

  async end(id: string, end: { text: string } | { reason: string }): Promise<void> {
    const isDone = 'text' in end;
    await this.dataSource.query(
      `UPDATE translation SET state = $2, text = $3, reason = $4, ended_at = now() WHERE id = $1 AND state = 'wanted'`,
      [id, isDone ? 'machine' : 'failed', isDone ? end.text : null, isDone ? null : end.reason],
    );
  }

  async postpone(id: string, later: { seconds: number; reason: string; isCounted: boolean }): Promise<void> {
    await this.dataSource.query(
      `UPDATE translation SET next_try_at = now() + make_interval(secs => $2), reason = $3,
         tries = CASE WHEN $4 THEN tries ELSE greatest(0, tries - 1) END
       WHERE id = $1 AND state = 'wanted'`,
      [id, later.seconds, later.reason, later.isCounted],
    );
  }

  async find(db: Db, model: string, sourceHashes: readonly string[]): Promise<MachineTranslation[]> {
    return selectRows<MachineTranslation>(
      db,
      `SELECT source_hash AS "sourceHash", locale, text FROM translation
       WHERE source_hash = ANY ($2::text[]) AND model = $1 AND state = 'machine'`,
      [model, [...sourceHashes]],
    );
  }
}
