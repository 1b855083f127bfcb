import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CopyFingerprint } from '#src/domain/article/copy/fingerprint.js';
import type { Appraisal } from '#src/domain/article/worth/appraise.js';
import type { SourceTier } from '#src/domain/article/worth/source-tier.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Topic } from '#src/domain/reader/preferences.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const READ_ENTRY = sqlFile(import.meta.dirname, 'sql/read-entry.sql');
const WRITE_APPRAISAL = sqlFile(import.meta.dirname, 'sql/write-appraisal.sql');
const WRITE_INDEX = sqlFile(import.meta.dirname, 'sql/write-index.sql');

export type CatalogEntry = {
  id: string;
  title: string;
  body: string;
  language: Locale;
  host: string | null;
  publisher: string | null;
  editorTopics: Topic[] | null;
  leadId: string | null;
  publishedAt: Date | null;
  seenAt: Date;
  givenTier: SourceTier | null;
  /** Hands that tell its story; copies count for none. */
  sources: number;
  isLeading: boolean;
  shifts: { claim: ShiftProposal; status: 'proposed' | 'confirmed' }[];
};
export type IndexEntry = {
  titleGrams: number[];
  grams: number[];
  print: CopyFingerprint;
  features: string[];
};

@Injectable()
export class CatalogRepository {
  async read(manager: EntityManager, articleId: string): Promise<CatalogEntry | undefined> {
    const [row] = await selectRows<CatalogEntry>(manager, READ_ENTRY, [articleId]);
    return row;
  }

  async writeAppraisal(
    manager: EntityManager,
    entry: CatalogEntry,
    appraisal: Appraisal,
    version: number,
  ): Promise<void> {
    await manager.query(WRITE_APPRAISAL, [
      entry.id,
      appraisal.topics,
      appraisal.tier.tier,
      appraisal.score,
      entry.shifts.filter(({ status }) => status === 'proposed').length,
      version,
      JSON.stringify(appraisal.ruleTopics),
      JSON.stringify(appraisal.tier),
      JSON.stringify(appraisal.points),
    ]);
  }

  async writeIndex(
    manager: EntityManager,
    entry: CatalogEntry,
    { titleGrams, grams, print, features }: IndexEntry,
  ): Promise<void> {
    await manager.query(WRITE_INDEX, [
      entry.id,
      titleGrams,
      grams,
      print.simhash.toString(),
      print.bands,
      print.sketch,
      print.words.letters,
      features,
      entry.seenAt,
    ]);
  }

  /** Asks for a look at these articles, by whoever appraises. */
  async noteChange(manager: EntityManager, articleIds: readonly string[]): Promise<void> {
    await manager.query(`INSERT INTO article_change (article_id) SELECT unnest($1::uuid[])`, [articleIds]);
  }
}
