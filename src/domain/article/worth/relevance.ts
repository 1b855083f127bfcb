import type { ShiftProposal, ShiftKind } from '../../shift/shift.schema.js';
import type { SourceTier } from './source-tier.js';

const TIER_POINTS: Readonly<Record<SourceTier, number>> = { official: 20, trade: 14, community: 4, unknown: 0 };
/** What a seller must act on counts more than what a company does with itself. */
const KIND_POINTS: Readonly<Record<ShiftKind, number>> = {
  policy: 16,
  pricing: 16,
  market_exit: 14,
  logistics_change: 14,
  market_entry: 12,
  product_cancel: 11,
  open_to_closed: 12,
  closed_to_open: 12,
  reversal: 12,
  ownership_change: 10,
  strategy_refocus: 10,
  deprioritize: 9,
  dual_track: 9,
  product_launch: 8,
  product_delay: 7,
  partnership: 7,
  build_to_partner: 8,
  partner_to_build: 8,
  acquire: 8,
  divest: 8,
  invest: 8,
  reallocate: 7,
  layoff: 6,
  reorg: 5,
  leadership: 4,
  hire: 3,
};
const MOST = { shifts: 32, topics: 12, platforms: 9, markets: 6, sources: 6 };
/** Rough US dollars of one unit: only the size of a sum matters here. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.25,
  CNY: 0.14,
  HKD: 0.13,
  TWD: 0.03,
  JPY: 0.007,
  KRW: 0.0007,
  INR: 0.012,
  IDR: 0.00006,
  VND: 0.00004,
  SGD: 0.75,
  AUD: 0.65,
  CAD: 0.73,
  BRL: 0.2,
  MXN: 0.055,
  RUB: 0.011,
  THB: 0.028,
  MYR: 0.22,
  PHP: 0.017,
};
const UNKNOWN_CURRENCY = 0.1;
const SUM_POINTS = [
  [1e10, 10],
  [1e9, 8],
  [1e8, 6],
  [1e6, 3],
] as const;
const DEADLINE_POINTS = 12;
const DAY_PRECISIONS: ReadonlySet<string> = new Set(['day', 'part_of_month', 'month', 'quarter']);

export interface RelevanceFacts {
  tier: SourceTier;
  topics: number;
  /** Live shifts: proposed or confirmed. */
  shifts: readonly { claim: ShiftProposal; isConfirmed: boolean }[];
  /** Marketplaces named, by id. */
  platforms: readonly string[];
  markets: readonly string[];
  /** Independent hands that tell the story, this one included; copies of a text corroborate nothing. */
  sources: number;
  /** ISO day; null: unknown, and then no date counts as a deadline. */
  publishedOn: string | null;
}

/** One line of the explanation. `reason` is a stored word, `detail` what it was given for. */
export interface Points {
  reason: 'tier' | 'topics' | 'shifts' | 'amount' | 'deadline' | 'platforms' | 'markets' | 'sources';
  points: number;
  detail: string[];
}

/**
 * How much an article matters to a seller, 0 to 100, and why. Nothing in it depends on the time of day: how fresh an article is belongs to
 * the order of a list, and the same facts give the same score for ever.
 */
export function relevance(facts: RelevanceFacts): { score: number; points: Points[] } {
  const all: Points[] = [
    { reason: 'tier', points: TIER_POINTS[facts.tier], detail: [facts.tier] },
    { reason: 'topics', points: Math.min(MOST.topics, facts.topics * 4), detail: [`${facts.topics}`] },
    shiftPoints(facts),
    amountPoints(facts),
    deadlinePoints(facts),
    { reason: 'platforms', points: Math.min(MOST.platforms, facts.platforms.length * 3), detail: [...facts.platforms] },
    { reason: 'markets', points: Math.min(MOST.markets, facts.markets.length * 2), detail: [...facts.markets] },
    { reason: 'sources', points: Math.min(MOST.sources, (facts.sources - 1) * 3), detail: [`${facts.sources}`] },
  ];
  const points = all.filter((one) => one.points > 0);
  return {
    score: Math.min(
      100,
      points.reduce((sum, one) => sum + one.points, 0),
    ),
    points,
  };
}

/** The strongest shift counts whole, each further one half of the one before; a proposal counts by its confidence. */
function shiftPoints({ shifts }: RelevanceFacts): Points {
  const worth = shifts
    .map(({ claim, isConfirmed }) => ({
      kind: claim.kind,
      points: KIND_POINTS[claim.kind] * (isConfirmed ? 1.25 : claim.confidence),
    }))
    .sort((a, b) => b.points - a.points)
    .slice(0, 6);
  const sum = worth.reduce((total, { points }, index) => total + points / 2 ** Math.max(0, index - 1), 0);
  return { reason: 'shifts', points: Math.min(MOST.shifts, Math.round(sum)), detail: worth.map(({ kind }) => kind) };
}

function amountPoints({ shifts }: RelevanceFacts): Points {
  let most = { points: 0, text: '' };
  for (const { text, value, min, currency, unit } of shifts.flatMap(({ claim }) => claim.amounts)) {
    const dollars = unit === 'money' ? (value ?? min ?? 0) * (DOLLARS[currency ?? ''] ?? UNKNOWN_CURRENCY) : 0;
    const points = SUM_POINTS.find(([from]) => dollars >= from)?.[1] ?? 0;
    if (points > most.points) most = { points, text };
  }
  return { reason: 'amount', points: most.points, detail: most.text === '' ? [] : [most.text] };
}

/** A day to come, as seen from the day of publication, on which something takes effect. */
function deadlinePoints({ shifts, publishedOn }: RelevanceFacts): Points {
  const dates = shifts.flatMap(({ claim: { date } }) => {
    const isDeadline =
      date !== null && (date.role === 'effective' || date.role === 'planned') && DAY_PRECISIONS.has(date.precision);
    return isDeadline && date.start !== null && publishedOn !== null && date.start >= publishedOn ? [date.start] : [];
  });
  const [first] = dates.sort();
  return {
    reason: 'deadline',
    points: first === undefined ? 0 : DEADLINE_POINTS,
    detail: first === undefined ? [] : [first],
  };
}
