/** States of one delivery, as DECISIONS.md and the ledger's CHECK have them. */
export const DELIVERY_STATES = [
  'pending', 'claimed', 'handing', 'accepted', 'deferred', 'uncertain', 'failed', 'suppressed', 'cancelled',
] as const; // prettier-ignore
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type DeliveryCounts = Record<DeliveryState, number>;

export const RUN_STATES = ['sending', 'paused', 'cancelled', 'finished'] as const;
export type RunState = (typeof RUN_STATES)[number];

export function noDeliveries(): DeliveryCounts {
  return {
    pending: 0,
    claimed: 0,
    handing: 0,
    accepted: 0,
    deferred: 0,
    uncertain: 0,
    failed: 0,
    suppressed: 0,
    cancelled: 0,
  };
}

/** The end of a run in words: "sent", "finished with 2 failed, 3 uncertain", "cancelled"; null while it goes on. */
export function outcomeOf(state: RunState, counts: DeliveryCounts): string | null {
  if (state !== 'cancelled' && state !== 'finished') return null;
  const rest = (['failed', 'uncertain'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kind}`);
  if (state === 'finished' && rest.length === 0) return 'sent';
  return rest.length === 0 ? state : `${state} with ${rest.join(', ')}`;
}
