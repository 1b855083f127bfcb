import { foldText } from '../../text/fold-text.js';
import type { Amount, ShiftKind } from '../shift.schema.js';
import type { Claim } from './claim.js';

/** Claims that are one shift, the best first. */
export type ClaimGroup = [Claim, ...Claim[]];

const BROAD: ReadonlySet<ShiftKind> = new Set(['policy', 'strategy_refocus', 'deprioritize', 'open_to_closed', 'closed_to_open', 'dual_track', 'build_to_partner', 'partner_to_build']); // prettier-ignore

/** Sentences this near may speak of the same shift without naming its object again. */
const NEAR = 3;

function norm(text: string | null): string {
  return foldText(text ?? '')
    .toLowerCase()
    .replace(/^(?:its|the|a|an|their|all)\s/u, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function latinNames(text: string | null): Set<string> {
  const stop = /^(?:the|and|for|new|its|with|from|that|will|this|ai|of)$/iu;
  return new Set(
    (text ?? '')
      .match(/[A-Za-z][A-Za-z0-9.-]{2,}/gu)
      ?.map((word) => word.toLowerCase())
      .filter((word) => !stop.test(word)) ?? [],
  );
}

/** Two slots name the same thing: one contains the other, or they share a proper name or four Han characters in a row. */
export function isSameThing(a: string | null, b: string | null): boolean {
  const [first, second] = [norm(a), norm(b)];
  if (first.length < 2 || second.length < 2) return false;
  if (first.includes(second) || second.includes(first)) return true;
  const names = latinNames(b);
  const capital = [...latinNames(a)].filter((word) => names.has(word) && word.length >= 4);
  if (capital.length > 0 && /\p{Script=Han}/u.test(first)) return true;
  if (capital.length >= 2) return true;
  const run = first.match(/\p{Script=Han}+/gu)?.join('') ?? '';
  for (let at = 0; at + 4 <= run.length; at += 1) if (second.includes(run.slice(at, at + 4))) return true;
  return false;
}

function amountKey(amount: Amount): string {
  return `${amount.unit}:${amount.currency ?? ''}:${amount.min ?? ''}:${amount.max ?? ''}`;
}

function sharesAmount(a: Claim, b: Claim): boolean {
  const keys = new Set(a.amounts.map(amountKey));
  return b.amounts.some((amount) => keys.has(amountKey(amount)));
}

const SHORT = { han: 20, latin: 70 };

/** "4. Shopify kills Collective. The supplier network will …": the short sentence that opens a paragraph, and the one after it. */
function isListHead(a: Claim, b: Claim): boolean {
  const [first, second] = a.index < b.index ? [a, b] : [b, a];
  return (
    second.index - first.index <= 2 &&
    first.reading.paragraph === second.reading.paragraph &&
    first.reading.text.length <= SHORT[first.reading.script]
  );
}

function topics(claim: Claim): (string | null)[] {
  return [claim.object, claim.to, claim.from];
}

function isOneShift(a: Claim, b: Claim): boolean {
  if (
    a.cue.kind !== b.cue.kind ||
    (a.subject.actor.id ?? a.subject.actor.name) !== (b.subject.actor.id ?? b.subject.actor.name)
  )
    return false;
  if (sharesAmount(a, b) && a.amounts[0]?.unit !== 'percent') return true;
  const bothCount = a.amounts.length > 0 && b.amounts.length > 0;
  if (topics(a).some((one) => topics(b).some((other) => isSameThing(one, other))))
    return !bothCount || norm(a.object) === norm(b.object);
  if (isListHead(a, b) && !(bothCount && !sharesAmount(a, b))) return true;
  // The broad kinds: the next sentence mostly goes on about the same change.
  if (
    BROAD.has(a.cue.kind) &&
    !bothCount &&
    Math.abs(a.index - b.index) <= 1 &&
    a.reading.paragraph === b.reading.paragraph
  )
    return true;
  const isBare = (claim: Claim): boolean => claim.object === null && claim.to === null && claim.amounts.length === 0;
  return Math.abs(a.index - b.index) <= NEAR && (isBare(a) || isBare(b));
}

/** Same actor, same kind, same object or amount: one shift with many pieces of evidence. */
export function mergeClaims(claims: readonly Claim[]): ClaimGroup[] {
  const groups: ClaimGroup[] = [];
  for (const claim of claims) {
    const group = groups.find((members) => members.some((member) => isOneShift(member, claim)));
    if (group === undefined) groups.push([claim]);
    else group.push(claim);
  }
  for (const group of groups) group.sort((a, b) => b.confidence - a.confidence || a.index - b.index);
  return groups;
}
