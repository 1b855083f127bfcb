import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { Phase } from '#src/domain/delivery/verdict.js';

/** One step that is to be written. */
/** `isTracked`: the mail tells of its reader, so it may leave only while they allow that. */
export type FenceAsked = { id: string; token: string; relay: string; isTracked: boolean };
export type Settlement = {
  /** `pending`: given back, as if it had not been tried when there is no phase. */
  state: 'accepted' | 'deferred' | 'failed' | 'uncertain' | 'pending';
  code: number | null;
  enhancedCode: string | null;
  reply: string | null;
  relay: string | null;
  phase: Phase | 'compose' | null;
  retrySeconds: number;
};
export type SettlementAsked = { id: string; token: string } & Settlement;

export type AdvanceRow = {
  acceptedCount: number;
  acceptedIds: string[] | null;
  handedCount: number;
  handedIds: string[] | null;
};

export const NOTHING: AdvanceRow = { acceptedCount: 0, acceptedIds: null, handedCount: 0, handedIds: null };

/** What has been written. A delivery that is missing was not ours any more. */
export class Advanced {
  private readonly isWhole: { handed: boolean; accepted: boolean };

  constructor(
    private readonly row: AdvanceRow,
    private readonly settled: ReadonlyMap<string, DeliveryState>,
    fences: number,
    accepted: number,
  ) {
    this.isWhole = { handed: row.handedCount === fences, accepted: row.acceptedCount === accepted };
  }

  /** Of a fence that was asked here: whether it is open. */
  isOpen(id: string): boolean {
    return this.isWhole.handed || (this.row.handedIds?.includes(id) ?? false);
  }

  /** Of a settlement that was asked here: the state that the delivery is in now. */
  stateOf({ id, state }: Pick<SettlementAsked, 'id' | 'state'>): DeliveryState | undefined {
    if (state !== 'accepted') return this.settled.get(id);
    return this.isWhole.accepted || (this.row.acceptedIds?.includes(id) ?? false) ? 'accepted' : undefined;
  }
}

/** As if it had never been claimed. */
export const GIVEN_BACK = {
  state: 'pending',
  code: null,
  enhancedCode: null,
  reply: null,
  relay: null,
  phase: null,
} as const;
