import type { Amount, ShiftKind, ShiftProposal } from '../shift/shift.schema.js';

/** What a change of this kind is worth to a seller, 0 to 1; what moves fees, rules and routes comes first. A kind that is not listed: 0.5. */
const KIND_VALUE: Partial<Record<ShiftKind, number>> = {
  policy: 1,
  pricing: 1,
  logistics_change: 0.9,
  market_exit: 0.9,
  open_to_closed: 0.8,
  closed_to_open: 0.8,
  reversal: 0.8,
  product_cancel: 0.7,
  market_entry: 0.7,
  strategy_refocus: 0.7,
  acquire: 0.6,
  invest: 0.6,
  layoff: 0.6,
  leadership: 0.3,
  hire: 0.2,
};
const USUAL_VALUE = 0.5;
/** 10^12 of any currency is as much as counts. */
const MOST_DIGITS = 12;

/**
 * How much a proposal deserves an editor's next minute, 0 to 1000: half by how sure the extractor is, three tenths by kind, two tenths by the
 * money at stake (by its number of digits; currencies are not converted).
 */
export function reviewScore(claim: Pick<ShiftProposal, 'confidence' | 'kind' | 'amounts'>): number {
  const kind = KIND_VALUE[claim.kind] ?? USUAL_VALUE;
  const money = Math.max(0, ...claim.amounts.map(stake));
  return Math.round(1000 * (0.5 * claim.confidence + 0.3 * kind + 0.2 * money));
}

function stake({ unit, value, max, min }: Amount): number {
  const size = value ?? max ?? min ?? 0;
  if (unit !== 'money' || size < 1) return 0;
  return Math.min(1, Math.log10(size) / MOST_DIGITS);
}
