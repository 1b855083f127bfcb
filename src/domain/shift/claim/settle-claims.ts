import { rankOf } from '../cues/cues.js';
import { clauseAt, type Reading } from '../reading/reading.js';
import { daysBetween, parseIsoDay, type Day } from '../date/calendar.js';
import type { Claim } from './claim.js';
import { dateOf, shareAmounts } from './values.js';

/** Below this a claim is not worth an editor's look. */
export const LEAST_CONFIDENCE = 0.5;
const MOST_CLAIMS = 3;
const OLD_DAYS = 730;
const OLD_PENALTY = 0.5;

const JOINS = { han: /并(?![购非行入])|以及|且/u, latin: /\s(?:and|while|but|then|as well as)\s/u };

/** A slot at the end of a pattern runs on to the end of its clause; another verb that "and" joins is not part of it. */
function reach(claim: Claim, to: number): number {
  const from = claim.head.end;
  const join = JOINS[claim.reading.script].exec(claim.reading.text.slice(from, claim.span.end));
  return join !== null && from + join.index < to ? from + join.index : claim.span.end;
}

function overlaps(a: Claim, b: Claim): boolean {
  return a.span.start < reach(b, a.head.start) && b.span.start < reach(a, b.head.start);
}

/** "invested $13 billion in A and has committed to spending $80 billion on B": two deeds of one kind, joined by "and". */
function isJoined(claim: Claim, kept: readonly Claim[]): boolean {
  const hasMoney = (one: Claim): boolean =>
    claim.reading.amounts.some(
      (amount) => amount.start >= one.head.start && amount.start < reach(one, Number.MAX_SAFE_INTEGER),
    );
  const others = kept.filter((other) => other.cue.kind === claim.cue.kind);
  return (
    claim.reading.script === 'latin' &&
    others.every((other) => hasMoney(other) && hasMoney(claim) && !overlaps(other, claim))
  );
}

/** What is left of a sentence's claims: at most three, none on the words of another, with their amounts and dates. */
export function settleClaims(reading: Reading, claims: readonly Claim[], today: Day | null): Claim[] {
  const ranked = claims
    .filter((claim) => claim.confidence >= LEAST_CONFIDENCE)
    .sort(
      (a, b) =>
        rankOf(a.cue.kind) - rankOf(b.cue.kind) ||
        b.confidence - a.confidence ||
        b.span.end - b.span.start - (a.span.end - a.span.start),
    );
  const kept: Claim[] = [];
  for (const claim of ranked) {
    const sameKind = kept.some(
      (other) =>
        other.cue.kind === claim.cue.kind &&
        other.subject.actor.name === claim.subject.actor.name &&
        clauseAt(reading, other.head.start) === clauseAt(reading, claim.head.start),
    );
    if (!(sameKind && !isJoined(claim, kept)) && !kept.some((other) => overlaps(other, claim))) kept.push(claim);
  }
  const others = kept.filter(
    (claim) =>
      !isBare(claim) || kept.every((other) => other === claim || other.subject.actor.name !== claim.subject.actor.name),
  );
  const best = others
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_CLAIMS + (reading.text.match(/;/gu)?.length ?? 0));
  const stated = best.filter((claim) => !isFinancing(claim, best));
  shareAmounts(reading, stated);
  for (const claim of stated) {
    claim.date = dateOf(claim, today);
    if (isOld(claim, today)) claim.confidence -= OLD_PENALTY;
    claim.confidence += bonus(claim);
  }
  return stated.filter((claim) => claim.confidence >= LEAST_CONFIDENCE);
}

const BOUGHT: ReadonlySet<string> = new Set(['acquire', 'ownership_change', 'logistics_change']);

/** "斥资65亿元,取得…六成股权": the sum of the deed that follows, no deed of its own. */
function isFinancing(claim: Claim, all: readonly Claim[]): boolean {
  if (claim.cue.kind !== 'invest' || claim.reading.script !== 'han') return false;
  const slot = claim.reading.text.slice(claim.head.end, claim.span.end);
  const isSum =
    claim.reading.amounts.some(
      (amount) => amount.unit === 'money' && amount.end >= claim.span.end - 1 && amount.start <= claim.head.end + 4,
    ) || slot === '';
  return (
    isSum &&
    all.some(
      (other) =>
        BOUGHT.has(other.cue.kind) &&
        other.subject.actor.name === claim.subject.actor.name &&
        other.head.start > claim.head.start,
    )
  );
}

/** "预计明年3月上线" after what is to come: no deed of its own. */
function isBare(claim: Claim): boolean {
  return claim.cue.kind === 'product_launch' && claim.object === null && claim.to === null;
}

function bonus(claim: Claim): number {
  const points =
    (claim.amounts.length > 0 ? 0.04 : 0) +
    (claim.date?.start != null ? 0.03 : 0) +
    (claim.from !== null && claim.to !== null ? 0.03 : 0);
  return Math.min(points, 0.08);
}

/** History: what happened more than two years before the article is background. */
function isOld(claim: Claim, today: Day | null): boolean {
  const end = parseIsoDay(claim.date?.end);
  return today !== null && end !== null && daysBetween(end, today) > OLD_DAYS;
}
