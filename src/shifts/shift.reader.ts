import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Localised, Locale } from '#src/domain/locale/locale.js';
import type { ImpactFacts } from '#src/domain/shift-impact/impact.schema.js';
import type { Conflict } from '#src/domain/shift-merge/find-conflicts.js';
import type { Evidence, ShiftProposal, ShiftStatus } from '#src/domain/shift/shift.schema.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { NotFoundError } from '#src/foundation/http/app-error.js';
import { brokenEvidence } from '#src/domain/shift/evidence.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { shiftOut, type ShiftListQuery } from './shift.dto.js';
import { CompanyReader } from './review/company.reader.js';
import { DecisionBook, type DecisionRow } from './review/decision-book.js';
import { ShiftRepository, type ShiftRow } from './shift.repository.js';

export type EditionShift = {
  id: string;
  status: ShiftStatus;
  version: number;
  claim: ShiftProposal;
  headline: Localised;
  impact: Localised;
  impactFacts: ImpactFacts | null;
  revisionId: string;
  article: {
    id: string;
    title: string;
    sourceUrl: string | null;
    publisher: string | null;
    publishedAt: Date | null;
    language: Locale;
  };
  /** Evidence that does not stand where the claim says, or no longer stands in the article as it is now. */
  brokenQuotes: Evidence[];
};
type SourceRow = Omit<EditionShift, 'brokenQuotes'> & { body: string; currentBody: string };

/** Characters shown on both sides of a quote. */
const CONTEXT = 120;

@Injectable()
export class ShiftReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shifts: ShiftRepository,
    private readonly company: CompanyReader,
    private readonly decisions: DecisionBook,
  ) {}

  /**
   * Shifts with their source and the state of their evidence, in no special order; unknown ids are left out. `frozen` is evidence that will
   * be mailed although the shift may rest on other quotes by now; it is judged too.
   */
  async forEdition(
    db: Db,
    ids: readonly string[],
    frozen: ReadonlyMap<string, readonly Evidence[]> = new Map(),
  ): Promise<EditionShift[]> {
    const rows = await this.withSource(db, ids);
    return rows.map(({ body, currentBody, ...shift }) => ({
      ...shift,
      brokenQuotes: brokenEvidence(frozen.get(shift.id) ?? shift.claim.evidence, body, currentBody, sha256),
    }));
  }

  async list({ status, articleId, kind, actor, minConfidence, cursor, limit }: ShiftListQuery) {
    const rows = await this.shifts.list(this.dataSource, {
      status,
      articleId,
      kind,
      actor,
      minConfidence,
      before: cursor,
      limit: limit + 1,
    });
    const items = rows.slice(0, limit).map(shiftOut);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** One shift with its source, every quote in its surroundings, what is broken, who else says it, and what was decided. */
  async read(id: string) {
    const row = await this.shifts.find(this.dataSource, id);
    const [source] = await this.withSource(this.dataSource, [id]);
    if (row === undefined || source === undefined) throw new NotFoundError('shift', id);
    const { article, body, currentBody } = source;
    const company = (await this.company.of(this.dataSource, [{ ...row, publisher: article.publisher }])).get(id);
    if (company === undefined) throw new NotFoundError('shift', id);
    return {
      ...shiftOut(row),
      ...surroundingsOf(row, source),
      brokenQuotes: brokenEvidence(row.claim.evidence, body, currentBody, sha256),
      ...company,
      decisions: (await this.decisions.of(this.dataSource, id)).map(decisionOut),
    };
  }

  /** What confirmed shifts of other articles tell otherwise than these do; shifts without a contradiction are left out. */
  async confirmedConflicts(db: Db, ids: readonly string[]): Promise<{ shiftId: string; conflicts: Conflict[] }[]> {
    const askers = (await this.shifts.findMany(db, ids)).map((row) => ({ ...row, publisher: null }));
    const found = await this.company.confirmedConflicts(db, askers);
    return found.filter(({ conflicts }) => conflicts.length > 0);
  }

  /** The article of each shift, and its quotes in their surroundings. */
  async surroundings(db: Db, rows: readonly ShiftRow[]): Promise<Map<string, ReturnType<typeof surroundingsOf>>> {
    const sources = await this.withSource(
      db,
      rows.map(({ id }) => id),
    );
    return new Map(sources.map((source) => [source.id, surroundingsOf(source, source)]));
  }

  private async withSource(db: Db, ids: readonly string[]): Promise<SourceRow[]> {
    const rows = await selectRows<
      Omit<SourceRow, 'article'> & { article: Omit<SourceRow['article'], 'publishedAt'>; publishedAt: Date | null }
    >(
      db,
      `SELECT s.id, s.status, s.version, s.claim, s.headline, s.impact, s.impact_facts AS "impactFacts", s.revision_id AS "revisionId", r.body, c.body AS "currentBody",
         json_build_object('id', a.id, 'title', r.title, 'sourceUrl', a.source_url, 'publisher', a.publisher, 'language', a.language) AS article,
         a.published_at AS "publishedAt"
       FROM shift s JOIN article a ON a.id = s.article_id JOIN article_revision r ON r.id = s.revision_id
         JOIN article_revision c ON c.id = a.current_revision_id
       WHERE s.id = ANY ($1::uuid[])`,
      [[...ids]],
    );
    return rows.map(({ publishedAt, article, ...shift }) => ({ ...shift, article: { ...article, publishedAt } }));
  }
}

function surroundingsOf({ claim }: { claim: ShiftProposal }, { article, body }: Pick<SourceRow, 'article' | 'body'>) {
  return {
    article: { ...article, publishedAt: article.publishedAt?.toISOString() ?? null },
    context: claim.evidence.map(({ start, end, quote }) => ({
      before: body.slice(Math.max(0, start - CONTEXT), start),
      quote,
      after: body.slice(end, end + CONTEXT),
    })),
  };
}

function decisionOut({ undoneAt, createdAt, ...row }: DecisionRow) {
  return { ...row, undoneAt: undoneAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}
