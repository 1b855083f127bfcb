import type { ShiftKind } from '../shift.schema.js';
import type { Cue } from './cue.js';
import { HAN_MONEY } from './han-money.data.js';
import { HAN_PRODUCT } from './han-product.data.js';
import { HAN_STRATEGY } from './han-strategy.data.js';
import { HAN_WIDE_DEALS } from './han-wide-deals.data.js';
import { HAN_WIDE_MARKET } from './han-wide-market.data.js';
import { HAN_WIDE_MONEY } from './han-wide-money.data.js';
import { HAN_WIDE_STRATEGY } from './han-wide-strategy.data.js';
import { LATIN_MONEY } from './latin-money.data.js';
import { LATIN_PRODUCT } from './latin-product.data.js';
import { LATIN_STRATEGY } from './latin-strategy.data.js';
import { LATIN_WIDE_DEALS } from './latin-wide-deals.data.js';
import { LATIN_WIDE_MARKET } from './latin-wide-market.data.js';
import { LATIN_WIDE_MONEY } from './latin-wide-money.data.js';
import { LATIN_WIDE_STRATEGY } from './latin-wide-strategy.data.js';

const HAN = [
  ...HAN_STRATEGY,
  ...HAN_MONEY,
  ...HAN_PRODUCT,
  ...HAN_WIDE_STRATEGY,
  ...HAN_WIDE_MONEY,
  ...HAN_WIDE_DEALS,
  ...HAN_WIDE_MARKET,
];
const LATIN = [
  ...LATIN_STRATEGY,
  ...LATIN_MONEY,
  ...LATIN_PRODUCT,
  ...LATIN_WIDE_STRATEGY,
  ...LATIN_WIDE_MONEY,
  ...LATIN_WIDE_DEALS,
  ...LATIN_WIDE_MARKET,
];

export function cuesFor(script: 'han' | 'latin'): readonly Cue[] {
  return script === 'han' ? HAN : LATIN;
}

/** Where two claims stand on the same words, the kind that says more wins: "推迟推出" is a delay, no launch. */
const MOST_SPECIFIC_FIRST: readonly ShiftKind[] = [
  'open_to_closed', 'closed_to_open', 'dual_track', 'build_to_partner', 'partner_to_build', 'reallocate', 'product_delay', 'market_exit', 'layoff', 'invest',
  'logistics_change', 'reversal', 'leadership', 'divest', 'ownership_change', 'acquire', 'hire', 'policy', 'pricing', 'market_entry', 'partnership', 'reorg',
  'product_cancel', 'deprioritize', 'product_launch', 'strategy_refocus',
]; // prettier-ignore
const RANK = new Map(MOST_SPECIFIC_FIRST.map((kind, rank) => [kind, rank]));

export function rankOf(kind: ShiftKind): number {
  return RANK.get(kind) ?? MOST_SPECIFIC_FIRST.length;
}
