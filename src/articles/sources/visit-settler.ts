import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '#src/audit/index.js';
import { FAILURES_TO_SHOW, MOVES_TO_BELIEVE, nextMove, nextPollSeconds } from '#src/domain/ingest/poll-verdict.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { ItemKeeper, NO_ITEMS } from './item-keeper.js';
import type { ClaimedSource, SourceState } from './source-rows.js';
import type { Visit } from './source-visit.js';

/** A server that said "too many" and not for how long. */
const LATER_SECONDS = 3_600;

/** Writes what a visit brought: the source, the record of the visit and its items, all or nothing. */
@Injectable()
export class VisitSettler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly items: ItemKeeper,
    private readonly audit: AuditTrail,
  ) {}

  /** False when the source is not ours any more: paused, removed, or claimed anew after our lease. */
  async settle(source: ClaimedSource, token: string, visit: Visit): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.renewSource(manager, source, token, visit))) return false;
      await this.followMove(manager, source, visit);
      const [row] = await selectRows<{ id: string }>(manager, `SELECT uuid_v7() AS id`);
      const fetchId = row?.id ?? '';
      const kept = visit.outcome === 'fresh' ? await this.items.keep(manager, source, fetchId, visit) : NO_ITEMS;
      await manager.query(
        `INSERT INTO source_fetch (id, source_id, outcome, code, status, bytes, milliseconds, charset, charset_why, warnings,
           items_new, items_updated, items_known)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          fetchId,
          source.id,
          visit.outcome,
          visit.code,
          visit.status,
          visit.bytes,
          visit.milliseconds,
          visit.charset,
          visit.charsetWhy,
          [...new Set([...visit.warnings, ...kept.warnings])],
          kept.new,
          kept.updated,
          kept.known,
        ],
      );
      if (kept.new > 0) await manager.query(`UPDATE source SET last_new_at = now() WHERE id = $1`, [source.id]);
      return true;
    });
  }

  private async renewSource(
    manager: EntityManager,
    source: ClaimedSource,
    token: string,
    visit: Visit,
  ): Promise<boolean> {
    const isFailure = visit.outcome === 'failed';
    const isSuccess = ['fresh', 'same', 'unchanged'].includes(visit.outcome);
    const failures = isFailure ? source.failures + 1 : visit.outcome === 'later' ? source.failures : 0;
    const asked = visit.outcome === 'later' ? (visit.askedSeconds ?? LATER_SECONDS) : undefined;
    const seconds = nextPollSeconds(
      source.intervalSeconds,
      { failures, askedSeconds: asked },
      randomInt(1_000) / 1_000,
    );
    const state: SourceState = visit.outcome === 'gone' ? 'gone' : failures >= FAILURES_TO_SHOW ? 'failing' : 'active';
    const validators = visit.validators;
    const changed = await countAffected(
      manager,
      `UPDATE source SET state = $3, failures = $4, failure_code = $5, next_due_at = now() + make_interval(secs => $6),
         last_polled_at = now(), last_success_at = CASE WHEN $7 THEN now() ELSE last_success_at END,
         etag = CASE WHEN $8 THEN $9 ELSE etag END, last_modified = CASE WHEN $8 THEN $10 ELSE last_modified END,
         validators_of = CASE WHEN $8 THEN $11 ELSE validators_of END,
         validators_since = CASE WHEN $8 THEN $12::timestamptz ELSE validators_since END,
         body_hash = coalesce($13, body_hash), lease_token = NULL, lease_until = NULL
       WHERE id = $1 AND lease_token = $2 AND state IN ('active', 'failing')`,
      [
        source.id,
        token,
        state,
        failures,
        isSuccess ? null : visit.code,
        seconds,
        isSuccess,
        validators !== undefined,
        validators?.etag ?? null,
        validators?.lastModified ?? null,
        validators?.of ?? null,
        validators?.since ?? null,
        visit.bodyHash ?? null,
      ],
    );
    return changed === 1;
  }

  /** A permanent move is believed when it was seen often enough, and not when it leads to another source of ours. */
  private async followMove(manager: EntityManager, source: ClaimedSource, visit: Visit): Promise<void> {
    if (visit.outcome !== 'fresh' && visit.outcome !== 'same' && visit.outcome !== 'unchanged') return;
    const move = nextMove({ to: source.moveTo, times: source.moveTimes }, visit.hops);
    const isBelieved = move.to !== null && move.times >= MOVES_TO_BELIEVE;
    const moved = isBelieved
      ? await countAffected(
          manager,
          `UPDATE source SET url = $2, host = $3, move_to = NULL, move_times = 0, updated_at = now()
           WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM source WHERE url = $2)`,
          [source.id, move.to, new URL(move.to ?? '').hostname],
        )
      : 0;
    if (moved === 1) {
      const detail = { from: source.url, to: move.to };
      await this.audit.record(manager, {
        actor: 'system',
        action: 'source.moved',
        subjectKind: 'source',
        subjectId: source.id,
        detail,
      });
    } else if (move.to !== source.moveTo || move.times !== source.moveTimes) {
      await manager.query(`UPDATE source SET move_to = $2, move_times = $3 WHERE id = $1`, [
        source.id,
        move.to,
        move.times,
      ]);
    }
  }
}
