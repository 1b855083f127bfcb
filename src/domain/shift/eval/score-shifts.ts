import { actorNamed } from '../actors/actor-lexicon.js';
import type { ShiftProposal } from '../shift.schema.js';
import type { Gold, GoldShift } from './gold.schema.js';

export interface Tally {
  hit: number;
  of: number;
}

export interface ShiftScore {
  must: Tally;
  should: Tally;
  /** Right proposals of all that are right or wrong; those that only match a "may" record count as neither. */
  precision: Tally;
  /** Passages that look like a shift and were proposed as one. */
  traps: Tally;
  /** Amounts and dates of the gold records that were found. */
  amounts: Tally;
  dates: Tally;
  missed: string[];
  wrong: ShiftProposal[];
  sprung: string[];
}

interface Spanned {
  start: number;
  end: number;
}

function overlap(a: Spanned, b: Spanned): boolean {
  return a.start < b.end && b.start < a.end;
}

function isSameActor(proposal: ShiftProposal, gold: GoldShift): boolean {
  const known = actorNamed(gold.actor);
  if (known !== null) return proposal.actor.id === known.id;
  return proposal.actor.name.trim().toLowerCase() === gold.actor.trim().toLowerCase();
}

function isAccepted(proposal: ShiftProposal, gold: GoldShift): boolean {
  return isSameActor(proposal, gold) && (gold.kindsAccepted ?? [gold.kind]).includes(proposal.kind);
}

function quotes(proposal: ShiftProposal, gold: GoldShift): boolean {
  return proposal.evidence.some((mine) => gold.evidence.some((theirs) => overlap(mine, theirs)));
}

/** A proposal matches a record when actor and kind fit and their evidence overlaps. */
export function isMatch(proposal: ShiftProposal, gold: GoldShift): boolean {
  return isAccepted(proposal, gold) && quotes(proposal, gold);
}

/** Found by itself, or folded into a record that may hold it while its quote is kept. */
function findersOf(gold: GoldShift, all: Gold, proposals: readonly ShiftProposal[]): ShiftProposal[] {
  const hosts = all.shifts.filter((other) => gold.mergeable?.includes(other.id) ?? false);
  return proposals.filter(
    (proposal) => isMatch(proposal, gold) || (quotes(proposal, gold) && hosts.some((host) => isMatch(proposal, host))),
  );
}

function hasAmount(gold: GoldShift, finders: readonly ShiftProposal[]): boolean {
  const { amount } = gold;
  if (amount === null || amount === undefined) return false;
  return finders.some((proposal) =>
    proposal.amounts.some(
      (mine) =>
        mine.value === (amount.value ?? null) &&
        (amount.min === undefined || mine.min === amount.min) &&
        (amount.max === undefined || mine.max === amount.max) &&
        (amount.currency === undefined || mine.currency === amount.currency),
    ),
  );
}

function hasDate(gold: GoldShift, finders: readonly ShiftProposal[]): boolean {
  const { date } = gold;
  if (date === null || date === undefined) return false;
  return finders.some((proposal) => proposal.date?.start === date.start && proposal.date.end === date.end);
}

/**
 * Scores proposals against a gold file by its rule: recall over the "must" records; every proposal that matches a must or should record is
 * right, one that matches only a "may" record is neither, any other is wrong. A trap is sprung by a proposal that matches nothing and
 * quotes it.
 */
export function scoreShifts(proposals: readonly ShiftProposal[], gold: Gold): ShiftScore {
  const found = gold.shifts.map((shift) => ({ shift, finders: findersOf(shift, gold, proposals) }));
  const tier = (name: GoldShift['tier']): Tally => {
    const all = found.filter(({ shift }) => shift.tier === name);
    return { hit: all.filter(({ finders }) => finders.length > 0).length, of: all.length };
  };
  const right = new Set(found.filter(({ shift }) => shift.tier !== 'may').flatMap(({ finders }) => finders));
  const neutral = new Set(found.filter(({ shift }) => shift.tier === 'may').flatMap(({ finders }) => finders));
  const wrong = proposals.filter((proposal) => !right.has(proposal) && !neutral.has(proposal));
  const sprung = gold.negatives.filter((trap) => wrong.some((proposal) => proposal.evidence.some((mine) => overlap(mine, trap))));
  const withAmount = found.filter(({ shift, finders }) => shift.amount != null && (shift.tier === 'must' || finders.length > 0 || shift.tier === 'should'));
  const withDate = found.filter(({ shift, finders }) => shift.date?.start != null && shift.tier !== 'may' && finders.length > 0);
  return {
    must: tier('must'),
    should: tier('should'),
    precision: { hit: right.size, of: right.size + wrong.length },
    traps: { hit: sprung.length, of: gold.negatives.length },
    amounts: { hit: withAmount.filter(({ shift, finders }) => hasAmount(shift, finders)).length, of: withAmount.length },
    dates: { hit: withDate.filter(({ shift, finders }) => hasDate(shift, finders)).length, of: withDate.length },
    missed: found.filter(({ shift, finders }) => shift.tier !== 'may' && finders.length === 0).map(({ shift }) => shift.id),
    wrong,
    sprung: sprung.map((trap) => trap.id),
  };
} // prettier-ignore

export function share({ hit, of }: Tally): number {
  return of === 0 ? 1 : hit / of;
}

/** The least that the rules must reach on an annotated article. */
export const BAR = { recall: 1, precision: 0.9, traps: 0, amounts: 1 } as const;

export function meetsBar(score: ShiftScore, bar: { recall: number; precision: number; traps: number; amounts: number } = BAR): boolean {
  return (
    share(score.must) >= bar.recall && share(score.precision) >= bar.precision && score.traps.hit <= bar.traps && share(score.amounts) >= bar.amounts
  );
} // prettier-ignore
