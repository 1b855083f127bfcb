import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale, Localised } from '#src/domain/locale/locale.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import type { Summary } from '#src/domain/summary/summarise.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const TAKE_DUE = sqlFile(import.meta.dirname, 'sql/take-due.sql');
const WRITE = sqlFile(import.meta.dirname, 'sql/write-summaries.sql');

export type SummarisedShift = { revisionId: string; status: 'confirmed' | 'proposed'; claim: ShiftProposal };
export type StoredSummary = Summary & { budget: number };

@Injectable()
export class SummaryRepository {
  /** Articles whose summaries are out of date; the notes are gone when the caller's transaction ends well. */
  async takeDue(manager: EntityManager, limit: number): Promise<string[]> {
    const rows = await selectRows<{ articleId: string }>(manager, TAKE_DUE, [limit]);
    return rows.map(({ articleId }) => articleId);
  }

  async write(
    manager: EntityManager,
    revisionId: string,
    version: string,
    summaries: readonly StoredSummary[],
  ): Promise<void> {
    await manager.query(WRITE, [
      revisionId,
      version,
      summaries.map(({ budget }) => budget),
      summaries.map(({ basis }) => basis),
      summaries.map(({ sentences }) => JSON.stringify(sentences)),
    ]);
  }

  async find(db: Db, revisionId: string, budget: number, version: string): Promise<Summary | undefined> {
    const [row] = await selectRows<Summary>(
      db,
      `SELECT basis, sentences FROM article_summary WHERE revision_id = $1 AND budget = $2 AND version = $3`,
      [revisionId, budget, version],
    );
    return row;
  }

  async isDue(db: Db, articleId: string): Promise<boolean> {
    const rows = await selectRows(db, `SELECT 1 AS due FROM article_summary_due WHERE article_id = $1 LIMIT 1`, [
      articleId,
    ]);
    return rows.length > 0;
  }

  /** Shifts that a summary may rest on, of any revision of the article. */
  async shiftsOf(db: Db, articleId: string): Promise<SummarisedShift[]> {
    return selectRows<SummarisedShift>(
      db,
      `SELECT revision_id AS "revisionId", status, claim FROM shift WHERE article_id = $1 AND status IN ('confirmed', 'proposed')
       ORDER BY id LIMIT 500`,
      [articleId],
    );
  }

  async texts(db: Db, articleId: string): Promise<Localised> {
    const rows = await selectRows<{ locale: Locale; text: string }>(
      db,
      `SELECT locale, text FROM article_summary_text WHERE article_id = $1`,
      [articleId],
    );
    return Object.fromEntries(rows.map(({ locale, text }) => [locale, text]));
  }

  async writeText(
    manager: EntityManager,
    own: { articleId: string; locale: Locale; text: string; actor: string },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO article_summary_text (article_id, locale, text, written_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (article_id, locale) DO UPDATE SET text = excluded.text, written_by = excluded.written_by, updated_at = now()`,
      [own.articleId, own.locale, own.text, own.actor],
    );
  }

  async dropText(manager: EntityManager, articleId: string, locale: Locale): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `DELETE FROM article_summary_text WHERE article_id = $1 AND locale = $2 RETURNING locale`,
      [articleId, locale],
    );
    return rows.length > 0;
  }
}
