import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { Provider } from '#src/domain/delivery/provider.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { atSegment } from '#src/domain/segment/segment-sql.js';
import type { SegmentFilter } from '#src/domain/segment/segment.schema.js';
import { PreparedStatements } from '#src/foundation/database/prepared-statements.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { sqlFile } from '#src/foundation/database/sql-file.js';
import { readersOfSql, type ReadersOf } from './readers-of.js';
import { Advanced, GIVEN_BACK, NOTHING, type AdvanceRow, type FenceAsked, type SettlementAsked } from './steps.js';

export type ClaimedDelivery = {
  id: string;
  attempt: number;
  provider: Provider;
  variantId: string;
  subscriberId: string;
  email: string;
  name: string | null;
  /** As it stood when this was claimed; the fence looks again. */
  allowsTracking: boolean;
};
type ClaimRow = ClaimedDelivery & { state: 'claimed' | 'suppressed' | 'pending' };

export type ClaimAsked = {
  token: string;
  leaseSeconds: number;
  /** When the sweep looks whether the worker is still there; no later than any lease of a hand-off may end. */
  lookSeconds: number;
  size: number;
  /** How many of each provider may go now; none of those left out. */
  caps: ReadonlyMap<Provider, number>;
};
export type Claim = {
  claimed: ClaimedDelivery[];
  /** By provider: readers who have left. */
  suppressed: Map<string, number>;
  /** Nothing was due and no slice was left. */
  isEmpty: boolean;
};

const sql = (name: string): string => sqlFile(import.meta.dirname, `sql/${name}.sql`);
const CLAIM = sql('claim');
const ADVANCE = sql('advance');
const SETTLE = sql('settle');
const SWEEP = sql('sweep');
const END_CLAIMS = sql('end-claims');
const FREEZE = sql('freeze-audience');
const SLICE = sql('slice-audience');
const RESEND = sql('resend-uncertain');
const MARK = sql('mark-uncertain');

/** What the readers of other editions take the place of. */
const READERS = 'true /* readers */';

/** Claims that one statement of the sweep looks at. */
const SWEPT_AT_ONCE = 200;

/** Readers in one slice of a frozen audience, and the most that one claim takes. */
export const SLICE_SIZE = 500;

/** The ledger as the sending side sees it. Every change is a compare-and-set on state and claim token. */
@Injectable()
export class LedgerRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly prepared: PreparedStatements,
  ) {}

  async claim(editionId: string, { token, leaseSeconds, lookSeconds, size, caps }: ClaimAsked): Promise<Claim> {
    const rows = await this.prepared.rows<ClaimRow>('delivery.claim', CLAIM, [
      editionId,
      token,
      leaseSeconds,
      size,
      [...caps.keys()],
      [...caps.values()],
      lookSeconds,
    ]);
    const suppressed = new Map<string, number>();
    for (const { state, provider } of rows) {
      if (state === 'suppressed') suppressed.set(provider, (suppressed.get(provider) ?? 0) + 1);
    }
    return { claimed: rows.filter((row) => row.state === 'claimed'), suppressed, isEmpty: rows.length === 0 };
  }

  /** The open fences and the settlements that were written; of what was not accepted first. */
  async advance(
    fences: readonly FenceAsked[],
    settlements: readonly SettlementAsked[],
    leaseSeconds: number,
  ): Promise<Advanced> {
    const accepted = settlements.filter(({ state }) => state === 'accepted');
    const settled = await this.settle(settlements.filter(({ state }) => state !== 'accepted'));
    if (accepted.length + fences.length === 0) return new Advanced(NOTHING, settled, 0, 0);
    const [row] = await this.prepared.rows<AdvanceRow>('delivery.advance', ADVANCE, [
      fences.map(({ id }) => id),
      fences.map(({ token }) => token),
      leaseSeconds,
      accepted.map(({ id }) => id),
      accepted.map(({ token }) => token),
      accepted.map(({ code }) => code),
      accepted.map(({ enhancedCode }) => enhancedCode),
      accepted.map(({ reply }) => reply),
      accepted.map(({ relay }) => relay),
      fences.map(({ relay }) => relay),
      fences.map(({ isTracked }) => isTracked),
    ]);
    if (row === undefined) throw new Error('the ledger said nothing');
    return new Advanced(row, settled, fences.length, accepted.length);
  }

  /** Gives claims back that were not handed off, to be due again in so many seconds. Who left is suppressed at the next claim. */
  async release(ids: readonly string[], token: string, seconds: number): Promise<void> {
    if (ids.length === 0) return;
    await this.advance(
      [],
      ids.map((id) => ({ id, token, ...GIVEN_BACK, retrySeconds: seconds })),
      0,
    );
  }

  /** Forgets what was claimed under this token and is settled. */
  async endClaims(token: string): Promise<void> {
    await this.dataSource.query(END_CLAIMS, [token]);
  }

  async sweep(): Promise<{ released: number; uncertain: number }> {
    const swept = { released: 0, uncertain: 0 };
    for (;;) {
      const claims = await selectRows<typeof swept>(this.dataSource, SWEEP, [SWEPT_AT_ONCE]);
      for (const { released, uncertain } of claims) {
        swept.released += released;
        swept.uncertain += uncertain;
      }
      if (claims.length < SWEPT_AT_ONCE) return swept;
    }
  }

  /** Freezes the audience under ids that begin with `idPrefix`; the count of a run is the number of rows that this makes. */
  async freeze(
    manager: EntityManager,
    editionId: string,
    {
      fallbackLocale,
      idPrefix,
      segment,
      readersOf,
    }: {
      fallbackLocale: Locale;
      idPrefix: string;
      segment?: SegmentFilter | undefined;
      readersOf?: ReadersOf | undefined;
    },
  ): Promise<number> {
    const { text, values } = atSegment(FREEZE, segment, 4);
    const readers = readersOfSql(readersOf, 4 + values.length);
    const frozenCount = await countAffected(
      manager,
      text.replace(READERS, () => readers.text),
      [editionId, fallbackLocale, idPrefix, ...values, ...readers.values],
    );
    await manager.query(SLICE, [editionId, idPrefix, frozenCount, SLICE_SIZE]);
    return frozenCount;
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

  private async settle(endings: readonly SettlementAsked[]): Promise<Map<string, DeliveryState>> {
    if (endings.length === 0) return new Map();
    const rows = await this.prepared.rows<{ id: string; state: DeliveryState }>('delivery.settle', SETTLE, [
      endings.map(({ id }) => id),
      endings.map(({ token }) => token),
      endings.map(({ state }) => state),
      endings.map(({ code }) => code),
      endings.map(({ enhancedCode }) => enhancedCode),
      endings.map(({ reply }) => reply),
      endings.map(({ relay }) => relay),
      endings.map(({ phase }) => phase),
      endings.map(({ retrySeconds }) => retrySeconds),
    ]);
    return new Map(rows.map(({ id, state }) => [id, state]));
  }
}
