import type { Amount, ShiftDate, ShiftProposal } from '../shift/shift.schema.js';
import { keyOf } from './matter.js';

/** One field that claims of the same matter tell differently: each value with the shifts that say it. */
export type Conflict = { field: ConflictField; values: { value: string; shiftIds: string[] }[] };
export const CONFLICT_FIELDS = ['amount', 'date', 'negated', 'from', 'to'] as const;
export type ConflictField = (typeof CONFLICT_FIELDS)[number];

export type Told = { shiftId: string; claim: ShiftProposal };

/**
 * What claims of one matter contradict each other in: amounts of one unit and currency or dates of one role that do not overlap, a denial
 * beside an affirmation, other words for one end. A rumour beside an announcement is progress, not a contradiction. Nothing is averaged or
 * chosen: all values are kept for an editor.
 */
export function findConflicts(told: readonly Told[]): Conflict[] {
  const found: Conflict[] = [];
  const add = (field: ConflictField, isAgainst: (a: ShiftProposal, b: ShiftProposal) => boolean, say: Say): void => {
    const against = told.filter((one) => told.some((other) => other !== one && isAgainst(one.claim, other.claim)));
    if (against.length > 0) found.push({ field, values: grouped(against, say) });
  };
  add('amount', areAmountsApart, ({ amounts }) => amounts.map(({ text }) => text).join('; '));
  add('date', areDatesApart, ({ date }) => date?.text ?? '');
  add(
    'negated',
    (a, b) => a.negated !== b.negated,
    ({ negated }) => String(negated),
  );
  add(
    'from',
    (a, b) => areWordsApart(a.from, b.from),
    ({ from }) => from ?? '',
  );
  add(
    'to',
    (a, b) => areWordsApart(a.to, b.to),
    ({ to }) => to ?? '',
  );
  return found;
}

type Say = (claim: ShiftProposal) => string;

function grouped(told: readonly Told[], say: Say): Conflict['values'] {
  const values = new Map<string, string[]>();
  for (const { shiftId, claim } of told) values.set(say(claim), [...(values.get(say(claim)) ?? []), shiftId]);
  return [...values].map(([value, shiftIds]) => ({ value, shiftIds }));
}

function areAmountsApart(a: ShiftProposal, b: ShiftProposal): boolean {
  const pairs = a.amounts.flatMap((one) =>
    b.amounts.filter((other) => isComparable(one, other)).map((other) => [one, other] as const),
  );
  return pairs.length > 0 && pairs.every(([one, other]) => !doOverlap(boundsOf(one), boundsOf(other)));
}

function isComparable(one: Amount, other: Amount): boolean {
  return one.unit === other.unit && one.currency === other.currency && one.role === other.role;
}

function boundsOf({ value, min, max, qualifier }: Amount): [number, number] {
  const low = value ?? min ?? -Infinity;
  const high = value ?? max ?? Infinity;
  if (qualifier === 'gt') return [low, Infinity];
  return qualifier === 'lt' || qualifier === 'up_to' ? [-Infinity, high] : [low, high];
}

function areDatesApart(a: ShiftProposal, b: ShiftProposal): boolean {
  const [one, other] = [rangeOf(a.date), rangeOf(b.date)];
  return one !== null && other !== null && a.date?.role === b.date?.role && !doOverlap(one, other);
}

function rangeOf(date: ShiftDate | null): [string, string] | null {
  const start = date?.start ?? date?.end;
  const end = date?.end ?? date?.start;
  return start == null || end == null ? null : [start, end];
}

function doOverlap<T extends number | string>(one: [T, T], other: [T, T]): boolean {
  return one[0] <= other[1] && other[0] <= one[1];
}

/** "封闭" and "封闭模型" agree; words of another script cannot be compared. */
function areWordsApart(one: string | null, other: string | null): boolean {
  if (one === null || other === null || isHan(one) !== isHan(other)) return false;
  const [left, right] = [keyOf(one), keyOf(other)];
  return left !== '' && right !== '' && !left.includes(right) && !right.includes(left);
}

function isHan(words: string): boolean {
  return /\p{Script=Han}/u.test(words);
}
