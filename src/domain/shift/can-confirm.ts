import type { ShiftKind, ShiftProposal } from './shift.schema.js';

export type Confirmable = { ok: true } | { ok: false; reason: string };

type Claimed = 'from-to' | 'amount' | 'date' | 'object';
/** What a shift of a kind must say at least one of; a kind that is not listed claims nothing of itself. */
const CLAIMS: Partial<Record<ShiftKind, readonly Claimed[]>> = {
  strategy_refocus: ['from-to', 'object'],
  reallocate: ['from-to', 'amount', 'object'],
  build_to_partner: ['from-to', 'object'],
  partner_to_build: ['from-to', 'object'],
  invest: ['amount', 'object', 'from-to'],
  acquire: ['object', 'amount', 'from-to'],
  divest: ['object', 'amount', 'from-to'],
  layoff: ['amount', 'object', 'date'],
  pricing: ['from-to', 'amount', 'object', 'date'],
  policy: ['object', 'from-to', 'amount', 'date'],
  market_entry: ['object', 'from-to'],
  market_exit: ['object', 'from-to'],
};

/** Whether an editor may confirm it: a quote, and the values that its kind claims. The reason is written for the editor. */
export function canConfirm(proposal: ShiftProposal): Confirmable {
  if (proposal.evidence.length === 0) return { ok: false, reason: 'It has no quote from the article.' };
  const has: Record<Claimed, boolean> = {
    'from-to': proposal.from !== null || proposal.to !== null,
    amount: proposal.amounts.length > 0,
    date: proposal.date?.start != null || proposal.date?.end != null,
    object: proposal.object !== null || proposal.counterparty.length > 0,
  };
  const claims = CLAIMS[proposal.kind];
  if (claims === undefined || claims.some((claim) => has[claim])) return { ok: true };
  return { ok: false, reason: `A shift of this kind (${proposal.kind}) needs one of: ${claims.join(', ')}.` };
}
