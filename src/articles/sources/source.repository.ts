import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { countAffected, selectRows, type Db } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import type { SourceTier } from '#src/domain/article/worth/source-tier.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { IdentityPolicy } from '#src/domain/ingest/identity-policy.js';
import type { PatchSource, Source, SourceVisitOut } from './source.dto.js';
import type { SourceKind, SourceState, VisitOutcome } from './source-rows.js';

const PAGE = sqlFile(import.meta.dirname, 'sql/page-sources.sql');

type SourceRow = {
  id: string;
  url: string;
  kind: SourceKind;
  title: string;
  publisher: string | null;
  tier: SourceTier;
  zone: string;
  language: Locale | null;
  intervalSeconds: number;
  state: SourceState;
  identityPolicy: IdentityPolicy | null;
  failures: number;
  failureCode: string | null;
  nextDueAt: Date;
  lastPolledAt: Date | null;
  lastSuccessAt: Date | null;
  lastNewAt: Date | null;
  createdAt: Date;
  lastOutcome: VisitOutcome | null;
  lastWarnings: string[];
  waiting: number;
  done: number;
  failed: number;
};

export type NewSource = {
  url: string;
  kind: SourceKind;
  title: string;
  publisher: string | null;
  tier: SourceTier;
  zone: string;
  language: Locale | null;
  intervalMinutes: number;
};

@Injectable()
export class SourceRepository {
  /** Undefined: there is one with this URL. */
  async insert(db: Db, source: NewSource): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(
      db,
      `INSERT INTO source (url, host, kind, title, publisher, tier, zone, language, interval_seconds)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (url) DO NOTHING RETURNING id`,
      [
        source.url,
        new URL(source.url).hostname,
        source.kind,
        source.title,
        source.publisher,
        source.tier,
        source.zone,
        source.language,
        source.intervalMinutes * 60,
      ],
    );
    return row?.id;
  }

  async idOf(db: Db, url: string): Promise<string | undefined> {
    const [row] = await selectRows<{ id: string }>(db, `SELECT id FROM source WHERE url = $1`, [url]);
    return row?.id;
  }

  async find(db: Db, id: string): Promise<Source | undefined> {
    const [row] = await selectRows<SourceRow>(db, PAGE, [null, null, null, 1, id]);
    return row === undefined ? undefined : sourceOf(row);
  }

  async page(
    db: Db,
    filter: { state?: string | undefined; kind?: string | undefined; before?: string | undefined; limit: number },
  ) {
    const parameters = [filter.state ?? null, filter.kind ?? null, filter.before ?? null, filter.limit, null];
    return (await selectRows<SourceRow>(db, PAGE, parameters)).map(sourceOf);
  }

  async visits(db: Db, id: string, before: string | undefined, limit: number): Promise<SourceVisitOut[]> {
    const rows = await selectRows<SourceVisitOut & { at: string }>(
      db,
      `SELECT id, created_at AS at, outcome, code, status, bytes, milliseconds, charset, charset_why AS "charsetWhy", warnings,
         jsonb_build_object('new', items_new, 'updated', items_updated, 'known', items_known) AS items,
         jsonb_build_object('new', articles_new, 'updated', articles_updated, 'duplicate', articles_duplicate, 'failed', articles_failed) AS articles
       FROM source_fetch WHERE source_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [id, before ?? null, limit],
    );
    return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  }

  async troubledItems(db: Db, id: string) {
    const rows = await selectRows<{
      id: string;
      state: 'waiting' | 'failed';
      title: string;
      link: string | null;
      code: string | null;
      tries: number;
      nextAt: Date;
    }>(
      db,
      `SELECT id, state, title, link, code, tries, next_at AS "nextAt" FROM source_item
       WHERE source_id = $1 AND (state = 'failed' OR (state = 'waiting' AND code IS NOT NULL)) ORDER BY id DESC LIMIT 20`,
      [id],
    );
    return rows.map((row) => ({ ...row, nextAt: row.nextAt.toISOString() }));
  }

  /** A new URL forgets what the old server said, and nothing else. */
  async patch(manager: EntityManager, id: string, patch: PatchSource): Promise<boolean> {
    const { url, title, publisher, tier, zone, language, intervalMinutes } = patch;
    const affected = await countAffected(
      manager,
      `UPDATE source SET title = coalesce($2, title), publisher = CASE WHEN $3 THEN $4 ELSE publisher END, tier = coalesce($5, tier),
         zone = coalesce($6, zone), language = CASE WHEN $7 THEN $8 ELSE language END, interval_seconds = coalesce($9, interval_seconds),
         updated_at = now()
       WHERE id = $1`,
      [id, title ?? null, publisher !== undefined, publisher ?? null, tier ?? null, zone ?? null, language !== undefined, language ?? null,
        intervalMinutes === undefined ? null : intervalMinutes * 60],
    ); // prettier-ignore
    if (affected === 1 && url !== undefined)
      await manager.query(
        `UPDATE source SET url = $2, host = $3, etag = NULL, last_modified = NULL, validators_of = NULL, validators_since = NULL,
           body_hash = NULL, move_to = NULL, move_times = 0, failures = 0, failure_code = NULL, next_due_at = now(),
           lease_token = NULL, lease_until = NULL, state = CASE WHEN state = 'paused' THEN 'paused' ELSE 'active' END
         WHERE id = $1`,
        [id, url, new URL(url).hostname],
      );
    return affected === 1;
  }

  /** From one of the states to another; a lease is taken away with it. False: it is in none of them. */
  async turn(manager: EntityManager, id: string, from: readonly SourceState[], to: SourceState): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE source SET state = $3, failures = 0, failure_code = NULL, next_due_at = now(), lease_token = NULL, lease_until = NULL,
         updated_at = now()
       WHERE id = $1 AND state = ANY($2::text[])`,
      [id, from, to],
    );
    return affected === 1;
  }

  /** Due now; whoever is at it already will do. `false`: it is not visited in its state. */
  async makeDue(manager: EntityManager, id: string): Promise<boolean> {
    const affected = await countAffected(
      manager,
      `UPDATE source SET next_due_at = least(next_due_at, now()) WHERE id = $1 AND state IN ('active', 'failing') AND kind <> 'api'`,
      [id],
    );
    return affected === 1;
  }

  async remove(manager: EntityManager, id: string): Promise<boolean> {
    return (await countAffected(manager, `DELETE FROM source WHERE id = $1`, [id])) === 1;
  }

  async all(db: Db): Promise<{ url: string; title: string }[]> {
    return selectRows(db, `SELECT url, title FROM source WHERE kind = 'feed' ORDER BY id LIMIT 10000`);
  }
}

function sourceOf(row: SourceRow): Source {
  const { id, url, kind, title, publisher, tier, zone, language, state, identityPolicy } = row;
  const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;
  const isVisited = kind !== 'api' && (state === 'active' || state === 'failing');
  return {
    id,
    url,
    kind,
    title,
    publisher,
    tier,
    zone,
    language,
    state,
    identityPolicy,
    intervalMinutes: row.intervalSeconds / 60,
    health: {
      failures: row.failures,
      code: row.failureCode,
      lastOutcome: row.lastOutcome,
      lastWarnings: row.lastWarnings,
      lastVisitAt: at(row.lastPolledAt),
      lastSuccessAt: at(row.lastSuccessAt),
      lastNewAt: at(row.lastNewAt),
      nextVisitAt: isVisited ? row.nextDueAt.toISOString() : null,
      itemsWaiting: row.waiting,
      itemsDone: row.done,
      itemsFailed: row.failed,
    },
    createdAt: row.createdAt.toISOString(),
  };
}
