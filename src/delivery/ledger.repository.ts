import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { Phase } from '#src/domain/delivery/verdict.js';
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

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const CLAIM = sql('claim');
const HAND_OFF = sql('hand-off');
const SETTLE = sql('settle');
const RELEASE = sql('release');
const RETURN_LOST = sql('return-lost');
const SWEEP = sql('sweep');
const CANCEL_STRAGGLERS = sql('cancel-stragglers');
const EXPIRE = sql('expire');
const FINISHABLE = sql('finishable');
const FINISH = sql('finish');
const DUE_RUNS = sql('due-runs');

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

  async cancelStragglers(): Promise<number> {
    return (await selectRows(this.dataSource, CANCEL_STRAGGLERS)).length;
  }

  async sweep(): Promise<{ released: number; uncertain: number }> {
    const rows = await selectRows<{ state: DeliveryState }>(this.dataSource, SWEEP);
    const uncertain = rows.filter((row) => row.state === 'uncertain').length;
    return { released: rows.length - uncertain, uncertain };
  }

  async expire(): Promise<number> {
    return (await selectRows(this.dataSource, EXPIRE)).length;
  }

  /** The runs that ended just now. */
  async finish(): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      const held = await selectRows<{ editionId: string }>(manager, FINISHABLE);
      const ids = held.map((row) => row.editionId);
      return (await selectRows<{ editionId: string }>(manager, FINISH, [ids])).map((row) => row.editionId);
    });
  }

  async dueRuns(): Promise<string[]> {
    return (await selectRows<{ editionId: string }>(this.dataSource, DUE_RUNS)).map((row) => row.editionId);
  }

  /** Stops a run before it burns readers. False when it was not sending any more. */
  async pause(editionId: string, reason: string): Promise<boolean> {
    const affected = await countAffected(
      this.dataSource,
      `UPDATE delivery_run SET state = 'paused', paused_reason = $2 WHERE edition_id = $1 AND state = 'sending'`,
      [editionId, reason],
    );
    return affected === 1;
  }
}
