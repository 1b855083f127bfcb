import { candidatesOf, type Candidate } from './candidate.js';
import { similarity } from './centrality.js';
import type { SummaryShift } from './shift-value.js';
import type { SummaryBudget } from './summary-length.js';

/** What the choice of sentences rests on, best first. */
export const SUMMARY_BASES = ['confirmed', 'proposed', 'centrality'] as const;
export type SummaryBasis = (typeof SUMMARY_BASES)[number];
/** Rises when another version would choose other sentences. */
export const SUMMARY_VERSION = 'summary@1';

/** Proposals that are less sure than this choose no sentence. */
const SURE = 0.8;
/** A sentence that points back may bring so many along. */
const MAX_BACK = 2;
/** Weight of how central a sentence is beside the shifts it states (measured, docs/summaries.md). */
const CENTRAL = 0.6;
const REDUNDANCY = 0.5;
/** Without shifts: the first two sentences of an article mostly say what it is about. */
const LEAD = 0.5;
/** Two shifts in one sentence are often one seen twice, so the second adds less. */
const SECOND = 0.4;
/** Room hardly counts while it lasts: a long sentence says more. */
const LENGTH_POWER = 0.2;

export interface SummaryInput {
  text: string;
  title?: string | undefined;
  shifts: readonly (SummaryShift & { status: 'confirmed' | 'proposed' })[];
  budget: SummaryBudget;
}

export interface Summary {
  basis: SummaryBasis;
  /** In the order of the text; each is `text.slice(start, end)`, never a part of a sentence. */
  sentences: { start: number; end: number }[];
}

/**
 * Whole sentences of an article that say its shifts, within a budget: evidence first, by value of the kind, confidence, amounts and dates,
 * helped by how central a sentence is; what is said already counts no more. Confirmed shifts choose; without any, proposals of 0.8 and more; without those the
 * most central sentences and the beginning. A sentence that begins with "he" or 这 comes with the one before or not at all. Empty when none fits.
 */
export function summarise({ text, title, shifts, budget }: SummaryInput): Summary {
  const confirmed = shifts.filter((shift) => shift.status === 'confirmed');
  const isConfirmed = confirmed.length > 0;
  const pool = candidatesOf({ text, title, shifts: isConfirmed ? confirmed : shifts, sure: isConfirmed ? 0 : SURE });
  const ladder: SummaryBasis[] = [isConfirmed ? 'confirmed' : 'proposed', 'centrality'];
  for (const basis of ladder) {
    const sentences = choose(pool, budget, basis).map(({ start, end }) => ({ start, end }));
    if (sentences.length > 0) return { basis, sentences };
  }
  return { basis: 'centrality', sentences: [] };
}

/** A sentence with those that it points back to, which come along. */
type Unit = { head: Candidate; sentences: readonly Candidate[] };

/** Greedy: the best gain that still fits, until nothing does. */
function choose(pool: readonly Candidate[], budget: number, basis: SummaryBasis): Candidate[] {
  const units = pool.flatMap((head, at) => unitOf(head, at, pool) ?? []);
  const chosen = new Set<Candidate>();
  let left = budget;
  for (;;) {
    let best: { sentences: Candidate[]; score: number } | undefined;
    for (const { head, sentences } of units) {
      if (chosen.has(head)) continue;
      const added = sentences.filter((one) => !chosen.has(one));
      if (sumOf(added, (one) => one.length) > left) continue;
      const cost = sumOf(added, (one) => one.length ** LENGTH_POWER);
      const score = gain(added, head, [...chosen], basis) / cost;
      if (score > (best?.score ?? 0)) best = { sentences: added, score };
    }
    if (best === undefined) break;
    for (const one of best.sentences) chosen.add(one);
    left -= sumOf(best.sentences, (one) => one.length);
  }
  return [...chosen].sort((a, b) => a.start - b.start);
}

/** Null when what a sentence points to lies too far back, or in no sentence of its paragraph. */
function unitOf(head: Candidate, at: number, pool: readonly Candidate[]): Unit | null {
  const sentences = [head];
  for (let back = 1; sentences[0]?.dangles === true; back += 1) {
    const before = pool[at - back];
    const isNext = before?.paragraph === head.paragraph && before.index === head.index - back;
    if (!isNext || back > MAX_BACK) return null;
    sentences.unshift(before);
  }
  return { head, sentences };
}

function gain(added: readonly Candidate[], head: Candidate, chosen: readonly Candidate[], basis: SummaryBasis): number {
  const covered = new Set(chosen.flatMap((one) => [...one.shifts.keys()]));
  let sum = 0;
  for (const one of added) {
    const repeats = Math.max(0, ...chosen.map((other) => similarity(one.vector, other.vector)));
    if (basis === 'centrality') {
      sum += one.central + (one.index <= 2 ? LEAD : 0) - 2 * REDUNDANCY * repeats;
      continue;
    }
    const said = [...(one === head ? one.shifts : one.context)].filter(([shift]) => !covered.has(shift));
    for (const shift of one.shifts.keys()) covered.add(shift);
    // A sentence without news is only there for the one that needs it.
    if (one === head && said.length === 0) return 0;
    sum += newsOf(said.map(([, value]) => value)) + CENTRAL * one.central - REDUNDANCY * repeats;
  }
  return sum;
}

function newsOf(values: readonly number[]): number {
  const [most = 0, ...others] = [...values].sort((a, b) => b - a);
  return most + SECOND * sumOf(others, (value) => value);
}

function sumOf<T>(items: readonly T[], read: (item: T) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0);
}
