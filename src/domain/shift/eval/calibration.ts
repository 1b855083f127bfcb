import type { ShiftProposal } from '../shift.schema.js';
import type { Gold } from './gold.schema.js';
import { isMatch, scoreShifts, type Tally } from './score-shifts.js';

/** Proposals of one range of confidence: how many are right. */
export interface Bin {
  from: number;
  to: number;
  precision: Tally;
}

export interface Scored {
  gold: Gold;
  proposals: readonly ShiftProposal[];
}

const EDGES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1.01];

/** Precision by confidence. A proposal that only matches a "may" record is in no bin. */
export function calibrate(all: readonly Scored[]): Bin[] {
  return EDGES.slice(0, -1).map((from, index) => {
    const to = EDGES[index + 1] ?? 1;
    const inBin = all.map(({ gold, proposals }) => judged(gold, proposals, (one) => one.confidence >= from && one.confidence < to)); // prettier-ignore
    return { from, to: Math.min(to, 1), precision: sum(inBin) };
  });
}

function judged(gold: Gold, proposals: readonly ShiftProposal[], isWanted: (one: ShiftProposal) => boolean): Tally {
  const { wrong } = scoreShifts(proposals, gold);
  const counted = proposals.filter(isWanted).filter((one) => wrong.includes(one) || !isOnlyMay(one, gold));
  return { hit: counted.filter((one) => !wrong.includes(one)).length, of: counted.length };
}

function isOnlyMay(proposal: ShiftProposal, gold: Gold): boolean {
  const matched = gold.shifts.filter((shift) => isMatch(proposal, shift));
  return matched.length > 0 && matched.every((shift) => shift.tier === 'may');
}

/** What is left when only proposals of at least this confidence count. */
export function above(all: readonly Scored[], confidence: number): { recall: Tally; precision: Tally } {
  const scores = all.map(({ gold, proposals }) => scoreShifts(proposals.filter((one) => one.confidence >= confidence), gold)); // prettier-ignore
  return { recall: sum(scores.map((score) => score.must)), precision: sum(scores.map((score) => score.precision)) };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    hit: tallies.reduce((total, tally) => total + tally.hit, 0),
    of: tallies.reduce((total, tally) => total + tally.of, 0),
  };
}
