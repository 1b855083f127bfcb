import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { Phase } from '#src/domain/delivery/verdict.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';

export type ClaimedDelivery = {
  id: string;
  attempt: number;
  variantId: string;
  subscriberId: string;
  email: string;
  name: string | null;
};
type ClaimRow = ClaimedDelivery & { state: 'claimed' | 'suppressed' };

export type Settlement = {
  state: 'accepted' | 'deferred' | 'failed' | 'uncertain';
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  relay: string;
  phase: Phase | 'compose';
  retrySeconds: number;
};

export type DeliveryLine = {
  id: string;
  subscriberId: string;
  state: DeliveryState;
  attempt: number;
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  phase: string | null;
  resolution: string | null;
  handedAt: string | null;
  nextAttemptAt: string | null;
};

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const CLAIM = sql('claim');
const HAND_OFF = sql('hand-off');
const SETTLE = sql('settle');
const RELEASE = sql('release');
const RETURN_LOST = sql('return-lost');
const SWEEP = sql('sweep');
const EXPIRE = sql('expire');
const FREEZE = sql('freeze-audience');
const RESEND = sql('resend-uncertain');
const MARK = sql('mark-uncertain');

/** The ledger as the sending side sees it. Every change is a compare-and-set on state and claim token. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What was claimed; readers who have left are counted in `suppressed`. */
  async claim(
    editionId: string,
    size: number,
    token: string,
    leaseSeconds: number,
  ): Promise<{ claimed: ClaimedDelivery[]; suppressed: number }> {
    const rows = await selectRows<ClaimRow>(this.dataSource, CLAIM, [editionId, size, token, leaseSeconds]);
    const claimed = rows.filter((row) => row.state === 'claimed');
    return { claimed, suppressed: rows.length - claimed.length };
  }

  /** The fence; `false` means that not one byte may be sent. */
  async handOff(id: string, token: string, leaseSeconds: number): Promise<boolean> {
    return (await selectRows(this.dataSource, HAND_OFF, [id, token, leaseSeconds])).length === 1;
  }

  /** The state that was written; undefined when the claim was no longer ours. */
  async settle(id: string, token: string, settlement: Settlement): Promise<DeliveryState | undefined> {
    const { state, code, enhancedCode, reply, relay, phase, retrySeconds } = settlement;
    const rows = await selectRows<{ state: DeliveryState }>(this.dataSource, SETTLE, [
      id,
      token,
      state,
      code,
      enhancedCode,
      reply,
      relay,
      phase,
      retrySeconds,
    ]);
    return rows[0]?.state;
  }

  async release(ids: readonly string[], token: string): Promise<void> {
    if (ids.length > 0) await this.dataSource.query(RELEASE, [ids, token]);
  }

  /** Gives a delivery back whose line was lost before its body; after some losses it has to wait. */
  async returnLost(
    id: string,
    token: string,
    { phase, reply, retrySeconds }: Pick<Settlement, 'phase' | 'reply' | 'retrySeconds'>,
  ): Promise<void> {
    await this.dataSource.query(RETURN_LOST, [id, token, retrySeconds, phase, reply]);
  }

  async sweep(): Promise<{ released: number; uncertain: number }> {
    const rows = await selectRows<{ state: DeliveryState }>(this.dataSource, SWEEP);
    const uncertain = rows.filter((row) => row.state === 'uncertain').length;
    return { released: rows.length - uncertain, uncertain };
  }

  async expire(): Promise<number> {
    return (await selectRows(this.dataSource, EXPIRE)).length;
  }

  /** Freezes the audience; the count of a run is the number of rows that this makes. */
  async freeze(manager: EntityManager, editionId: string, fallbackLocale: Locale): Promise<number> {
    return countAffected(manager, FREEZE, [editionId, fallbackLocale]);
  }

  /** The ids that will be sent once more. */
  async resend(
    manager: EntityManager,
    editionId: string,
    ids: readonly string[],
    by: { actor: string; holdMinutes: number },
  ): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(manager, RESEND, [editionId, ids, by.actor, by.holdMinutes]);
    return rows.map(({ id }) => id);
  }

  /** The ids that were settled by a person's word. */
  async mark(
    manager: EntityManager,
    editionId: string,
    ids: readonly string[],
    state: 'accepted' | 'failed',
    actor: string,
  ): Promise<string[]> {
    const rows = await selectRows<{ id: string }>(manager, MARK, [editionId, ids, state, actor]);
    return rows.map(({ id }) => id);
  }

  /** Single deliveries in the order of their ids, without addresses. */
  async page(
    editionId: string,
    filter: { state?: DeliveryState | undefined; after?: string | undefined; limit: number },
  ): Promise<DeliveryLine[]> {
    return selectRows<DeliveryLine>(
      this.dataSource,
      `SELECT id, subscriber_id AS "subscriberId", state, attempt, smtp_code AS code, enhanced_code AS "enhancedCode", reply, phase, resolution,
         handed_at AS "handedAt", next_attempt_at AS "nextAttemptAt"
       FROM delivery WHERE edition_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      [editionId, filter.state ?? null, filter.after ?? null, filter.limit],
    );
  }
}
