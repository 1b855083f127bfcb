import type { Modality, ShiftKind } from '../shift/shift.schema.js';

/**
 * How much of a summary's room a kind of shift deserves: what turns a company's course before what moves money, that before news of products
 * and people.
 */
const KIND_VALUE: Readonly<Record<ShiftKind, number>> = {
  open_to_closed: 1,
  closed_to_open: 1,
  reversal: 1,
  market_exit: 0.95,
  policy: 0.95,
  pricing: 0.95,
  reallocate: 0.95,
  invest: 0.95,
  acquire: 0.9,
  divest: 0.9,
  layoff: 0.9,
  market_entry: 0.85,
  logistics_change: 0.85,
  strategy_refocus: 0.8,
  ownership_change: 0.8,
  product_cancel: 0.75,
  build_to_partner: 0.85,
  partner_to_build: 0.85,
  dual_track: 0.7,
  deprioritize: 0.6,
  product_delay: 0.7,
  reorg: 0.65,
  leadership: 0.65,
  product_launch: 0.65,
  partnership: 0.55,
  hire: 0.5,
};

/** What is only thought of, or denied, is said after what happens. */
const MODALITY_VALUE: Readonly<Record<Modality, number>> = {
  done: 1,
  announced: 1,
  planned: 1,
  reported: 0.95,
  considering: 0.85,
  speculated: 0.75,
};

/** One shift as far as a summary needs it; offsets count in the article's text. */
export interface SummaryShift {
  kind: ShiftKind;
  modality: Modality;
  confidence: number;
  evidence: readonly { start: number; end: number }[];
  amounts: readonly { start: number; end: number }[];
  /** The words of its date; null without one. */
  dateText: string | null;
}

const AMOUNT_BONUS = 0.35;
const DATE_BONUS = 0.15;
/** A shift that the article comes back to is what it is about. */
const REPEAT_BONUS = 0.15;
const MOST_REPEATS = 2;
/** News says the most important things first. */
const EARLY_BONUS = 0.3;

/** Between 0 and 1.5: kind × how sure × whether an amount and a date make it concrete. */
export function shiftValue(
  shift: SummaryShift,
  sentence: { start: number; end: number; text: string; place: number },
): number {
  const hasAmount = shift.amounts.some(({ start, end }) => start >= sentence.start && end <= sentence.end);
  const hasDate = shift.dateText !== null && sentence.text.includes(shift.dateText);
  const concrete = 1 + (hasAmount ? AMOUNT_BONUS : 0) + (hasDate ? DATE_BONUS : 0);
  const repeated = 1 + REPEAT_BONUS * Math.min(MOST_REPEATS, shift.evidence.length - 1);
  return (
    KIND_VALUE[shift.kind] *
    MODALITY_VALUE[shift.modality] *
    shift.confidence *
    concrete *
    repeated *
    (1 + EARLY_BONUS * (1 - sentence.place))
  );
}
