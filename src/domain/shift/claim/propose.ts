import type { Span } from '../../text/block.js';
import { clauseAt } from '../reading/reading.js';
import { attributionOf } from '../judge/modality.js';
import type { Amount, Evidence, ShiftDate, ShiftProposal } from '../shift.schema.js';
import type { Claim } from './claim.js';
import { isSameThing, type ClaimGroup } from './merge-claims.js';

export interface ProposeContext {
  text: string;
  sha256: (text: string) => string;
  source: string;
}

/** A longer sentence is quoted by its clauses only. */
const MAX_QUOTE = { han: 200, latin: 420 };
const MORE_EVIDENCE = 0.03;
const MOST_EVIDENCE = 12;
const MOST = 0.97;

function quoteSpan(claim: Claim): Span {
  const { reading } = claim;
  const whole = { start: 0, end: reading.text.length };
  let span = whole;
  if (whole.end > MAX_QUOTE[reading.script]) {
    const marks = [claim.span.start, claim.span.end - 1, claim.subject.at ?? claim.span.start, ...claim.amounts.map((amount) => amount.start)];
    if (claim.date !== null) marks.push(claim.date.at);
    const near = marks.filter((mark) => Math.abs(mark - claim.span.start) < MAX_QUOTE[reading.script]);
    const first = reading.clauses[clauseAt(reading, Math.min(...near))];
    const last = reading.clauses[clauseAt(reading, Math.max(...near))];
    span = { start: first?.start ?? 0, end: last?.end ?? whole.end };
  }
  const lead = reading.original.slice(span.start, span.end).search(/[^\s—–-]/u);
  const tail = reading.original.slice(span.start, span.end).trimEnd().length;
  return { start: reading.start + span.start + Math.max(0, lead), end: reading.start + span.start + tail };
} // prettier-ignore

function evidenceOf(group: ClaimGroup, { text, sha256 }: ProposeContext): Evidence[] {
  const found: Evidence[] = [];
  for (const claim of group) {
    const { start, end } = quoteSpan(claim);
    const quote = text.slice(start, end);
    if (!found.some((other) => other.start === start && other.end === end))
      found.push({ start, end, quote, sha256: sha256(quote) });
  }
  return found.slice(0, MOST_EVIDENCE).sort((a, b) => a.start - b.start);
}

/** Amounts in the order of the claims, each value once; offsets now count from the whole text. */
function amountsOf(group: ClaimGroup): Amount[] {
  const found: Amount[] = [];
  for (const claim of group) {
    for (const amount of claim.amounts) {
      const isKnown = found.some((other) => other.min === amount.min && other.max === amount.max && other.unit === amount.unit && other.currency === amount.currency);
      if (!isKnown) found.push({ ...amount, start: amount.start + claim.reading.start, end: amount.end + claim.reading.start });
    }
  }
  return found;
} // prettier-ignore

function dateOf(claim: Claim): ShiftDate | null {
  if (claim.date === null) return null;
  const { text, start, end, precision, relative, anchor } = claim.date;
  const after = claim.reading.text.slice(claim.date.until, claim.date.until + 12);
  const before = claim.reading.text.slice(Math.max(0, claim.date.at - 24), claim.date.at);
  const isEffective = /^(?:零时|0时)?起|^[^,]{0,6}(?:生效|实施|施行|执行)/u.test(after) || /自$|\b(?:effective|from|starting|beginning|starts|as of)\s(?:on\s)?$/iu.test(before);
  const isSaying = /^(?:正式)?(?:宣布|表示|公告)/u.test(after) || /\b(?:said|announced|told \w+) (?:on |in )?$/iu.test(before);
  const isAhead = claim.modality === 'planned' || claim.modality === 'announced' || claim.modality === 'considering' || claim.modality === 'speculated';
  const role = isEffective ? 'effective' : isSaying ? 'announced' : isAhead ? 'planned' : 'happened';
  return { text, start, end, precision, relative, ...(anchor === undefined ? {} : { anchor }), role };
} // prettier-ignore

function firstOf<T>(group: ClaimGroup, read: (claim: Claim) => T | null): T | null {
  for (const claim of group) {
    const value = read(claim);
    if (value !== null) return value;
  }
  return null;
}

/** Values that two pieces of evidence give differently: shown to the editor, never averaged. */
function conflictsOf(group: ClaimGroup): ShiftProposal['conflicts'] {
  const dates = new Set(
    group.flatMap((claim) => (claim.date?.start == null ? [] : [`${claim.date.start}..${claim.date.end ?? ''}`])),
  );
  const amounts = new Set(
    group.flatMap((claim) =>
      claim.amounts[0] === undefined || claim.amounts.length > 1 ? [] : [claim.amounts[0].text],
    ),
  );
  const conflicts: ShiftProposal['conflicts'] = [];
  if (dates.size > 1) conflicts.push({ field: 'date', values: [...dates] });
  if (amounts.size > 1) conflicts.push({ field: 'amount', values: [...amounts] });
  return conflicts;
}

/** One proposal of a group of claims: the best claim speaks, the others add evidence and what it leaves open. */
export function propose(group: ClaimGroup, context: ProposeContext): ShiftProposal {
  const [best] = group;
  const { actor, surface, resolvedBy } = best.subject;
  const confidence = Math.min(MOST, Math.max(0, best.confidence + (group.length - 1) * MORE_EVIDENCE));
  return {
    actor: { id: actor.id, name: actor.name, surface: surface.trim() === '' ? actor.name : surface.trim(), role: actor.role, resolvedBy },
    kind: best.cue.kind,
    object: firstOf(group, (claim) => claim.object),
    from: firstOf(group, (claim) => claim.from),
    to: firstOf(group, (claim) => claim.to),
    counterparty: [...new Set(group.flatMap((claim) => claim.counterparty))].slice(0, 6),
    amounts: amountsOf(group),
    date: firstOf(group, (claim) => (claim.date?.start == null && claim.date?.end == null ? null : dateOf(claim))) ?? firstOf(group, dateOf),
    modality: best.modality,
    negated: false,
    attribution: firstOf(group, (claim) => attributionOf(claim.reading)),
    evidence: evidenceOf(group, context),
    conflicts: conflictsOf(group),
    confidence: Number(confidence.toFixed(2)),
    source: context.source,
  };
} // prettier-ignore

const DEAL = ['invest', 'acquire', 'hire'];

/** "投资" here and "收购" there for the same company: both stay, each says so. */
export function markKindConflicts(proposals: readonly ShiftProposal[]): ShiftProposal[] {
  return proposals.map((proposal) => {
    if (!DEAL.includes(proposal.kind)) return proposal;
    const others = proposals.filter((other) => other !== proposal && other.kind !== proposal.kind && DEAL.includes(other.kind) && other.actor.name === proposal.actor.name && sharesParty(proposal, other));
    if (others.length === 0) return proposal;
    return { ...proposal, conflicts: [...proposal.conflicts, { field: 'kind', values: [proposal.kind, ...new Set(others.map((other) => other.kind))] }] };
  });
} // prettier-ignore

function sharesParty(a: ShiftProposal, b: ShiftProposal): boolean {
  return (
    a.counterparty.some((name) => b.counterparty.includes(name)) ||
    (a.counterparty.length > 0 && isSameThing(a.object, b.object))
  );
}
