import type { ShiftKind, ShiftProposal } from './shift.schema.js';

/** Kinds that say where something went; without a from, a to or an object they say nothing. */
const NEEDS_DIRECTION: ReadonlySet<ShiftKind> = new Set([
  'open_to_closed', 'closed_to_open', 'dual_track', 'build_to_partner', 'partner_to_build', 'strategy_refocus', 'reallocate', 'reversal',
]); // prettier-ignore
/** Kinds that say how much or what; an amount, an object or a counterparty must be there. */
const NEEDS_OBJECT: ReadonlySet<ShiftKind> = new Set([
  'invest', 'acquire', 'divest', 'layoff', 'pricing', 'product_launch', 'product_cancel', 'product_delay', 'partnership',
]); // prettier-ignore

/** Whether a claim says enough to be mailed. */
export function canConfirm(claim: ShiftProposal): { ok: true } | { ok: false; reason: string } {
  if (claim.evidence.length === 0) return { ok: false, reason: 'A shift needs at least one quote.' };
  const hasDirection = [claim.from, claim.to, claim.object].some((words) => words !== null);
  const hasObject = hasDirection || claim.amounts.length > 0 || claim.counterparty.length > 0 || claim.date !== null;
  if (NEEDS_DIRECTION.has(claim.kind) && !hasDirection) return { ok: false, reason: `${claim.kind} needs a from, a to or an object.` };
  if (NEEDS_OBJECT.has(claim.kind) && !hasObject) return { ok: false, reason: `${claim.kind} needs an object, an amount or a date.` };
  return { ok: true };
}
