import { Injectable } from '@nestjs/common';
import { ReaderHistory, type HistoryLine } from '#src/delivery/index.js';
import type { AgentClass } from '#src/domain/feedback/tracking/agents.data.js';
import type { Fetch, Verdict } from '#src/domain/feedback/tracking/judge-fetches.js';
import { selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

const FETCHES = sqlFile(import.meta.dirname, 'sql/fetches-of.sql');
/** Newest first; what is older is told on request. */
const MOST = 10_000;

type Fetched = {
  at: Date;
  what: Fetch['what'];
  url: string | null;
  agent: AgentClass;
  verdict: Verdict['verdict'] | null;
};
export type ReaderEdition = HistoryLine & { fetched: Fetched[] };

/** The editions that one reader was sent, with all that is kept of what they opened and clicked. */
@Injectable()
export class ReaderEditions {
  constructor(private readonly history: ReaderHistory) {}

  async of(db: Db, subscriberId: string): Promise<ReaderEdition[]> {
    const editions = await this.history.of(db, subscriberId);
    const rows = await selectRows<Fetched & { editionId: string }>(db, FETCHES, [subscriberId, MOST]);
    const byEdition = new Map<string, Fetched[]>();
    for (const { editionId, ...fetched } of rows) {
      const known = byEdition.get(editionId);
      if (known === undefined) byEdition.set(editionId, [fetched]);
      else known.push(fetched);
    }
    return editions.map((edition) => ({ ...edition, fetched: byEdition.get(edition.editionId) ?? [] }));
  }
}
