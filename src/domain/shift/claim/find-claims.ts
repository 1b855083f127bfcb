import type { Span } from '../../text/block.js';
import type { Cue } from '../cues/cue.js';
import { cuesFor } from '../cues/cues.js';
import { judgeHan } from '../judge/han-guard.js';
import { judgeLatin } from '../judge/latin-guard.js';
import { modalityOf } from '../judge/modality.js';
import { clauseAt, type Reading } from '../reading/reading.js';
import { resolveHan } from '../subject/han-subject.js';
import { resolveLatin } from '../subject/latin-subject.js';
import { refOf, type Discourse, type Resolved, type Subject } from '../subject/subject.js';
import type { Claim } from './claim.js';
import { namesProperly, namesSomebody, tidySlot } from './slots.js';

type Indices = Readonly<Record<string, [number, number] | undefined>>;

/** Every claim that a sentence's cues make and that no guard drops. Overlapping claims are still among them. */
export function findClaims(reading: Reading, index: number, discourse: Discourse): Claim[] {
  const claims: Claim[] = [];
  for (const cue of cuesFor(reading.script)) {
    for (const match of reading.text.matchAll(cue.re)) {
      const claim = readMatch(reading, index, cue, match, discourse);
      if (claim !== null) claims.push(claim);
    }
  }
  return claims;
}

function headOf(match: RegExpExecArray, groups: Indices): Span {
  const start = match.index;
  const end = start + match[0].length;
  const inner = Object.values(groups).filter(
    (span): span is [number, number] => span !== undefined && span[1] > span[0],
  );
  const firstTail = inner.filter(([from, to]) => from > start && to === end).sort((a, b) => a[0] - b[0])[0];
  const leading = inner.find(([from]) => from === start);
  return { start: leading?.[1] ?? start, end: Math.max(firstTail?.[0] ?? end, (leading?.[1] ?? start) + 1) };
}

function readMatch(reading: Reading, index: number, cue: Cue, match: RegExpExecArray, discourse: Discourse): Claim | null {
  const groups: Indices = match.indices?.groups ?? {};
  const span = { start: match.index, end: match.index + match[0].length };
  const head = headOf(match, groups);
  const speech = reading.speech.find((words) => span.start > words.start && span.start < words.end);
  const verdict = reading.script === 'han' ? judgeHan(reading, head.start, span.end, head.end, cue, head.start > span.start) : judgeLatin(reading, head.start, span.end, cue);
  if (verdict.drop !== null) return null;
  const subject = subjectOf(reading, { start: head.start, end: span.end }, cue, groups, discourse);
  if (subject === null) return null;
  if (speech !== undefined && !speaksForItself(reading, subject, speech, span.start)) return null;
  if (!hasNeeds(reading, cue, span, groups, subject)) return null;
  const slot = (...names: string[]): string | null => {
    for (const name of names) {
      const at = groups[name];
      const words = at === undefined ? null : tidySlot(reading, at[0], at[1]);
      if (words !== null) return words;
    }
    return null;
  };
  const clause = reading.clauses[clauseAt(reading, span.start)] ?? span;
  const victim = groups['agent'] === undefined ? null : tidySlot(reading, clause.start, span.start);
  const leading = head.start > span.start && reading.script === 'han' ? tidySlot(reading, leadingFrom(reading, span.start, clause.start, subject), head.start) : null;
  const object =
    victim ?? leading ?? slot('object') ?? subject.patient ?? (cue.kind === 'leadership' ? personBefore(reading, head.start) : null);
  const confidence = cue.weight - verdict.penalty - subject.penalty;
  return {
    reading, index, cue: asAuthority(cue, subject), span, head, subject,
    object: object === null || object === '' ? null : object.slice(0, 80),
    from: slot('from', 'from2'), to: slot('to', 'to2'),
    counterparty: counterpartyOf(reading, span, subject),
    amounts: [], date: null, modality: modalityOf(reading, span.start, Math.max(head.end, head.start + 2)), confidence,
  };
} // prettier-ignore

/** Who leaves or takes a post (by the name outside brackets) is its object, although the shift is the company's. */
function personBefore(reading: Reading, at: number): string | null {
  const person = reading.mentions
    .filter(
      (mention) => mention.via === 'person' && mention.end <= at && reading.text.charAt(mention.start - 1) !== '(',
    )
    .at(-1);
  return person === undefined ? null : reading.original.slice(person.start, person.end);
}

/** A slot that stands before its verb begins after the subject and after 将 or 把. */
function leadingFrom(reading: Reading, slotStart: number, clauseStart: number, subject: Subject): number {
  const isHere = subject.at !== null && subject.at >= clauseStart && subject.patient === null;
  const from =
    isHere && subject.at !== null
      ? Math.max(slotStart, subject.at + subject.surface.length)
      : Math.max(clauseStart, Math.min(slotStart, clauseStart));
  const lead = /^[^,]{0,12}?(?:宣布|将|把|对|已|正|计划)+/u.exec(reading.text.slice(from, slotStart + 40));
  if (isHere) return lead === null ? from : from + lead[0].length;
  // "计划明年把佣金…上调": the object begins after 把.
  const disposal = /^[^,]{0,16}?(?:把|将)(?!于)/u.exec(reading.text.slice(from, slotStart + 40));
  return disposal === null ? from : from + disposal[0].length;
}

function subjectOf(reading: Reading, span: Span, cue: Cue, groups: Indices, discourse: Discourse): Resolved {
  const agent = groups['agent'];
  if (agent !== undefined) {
    const mention = reading.mentions.find((candidate) => candidate.start >= agent[0] && candidate.end <= agent[1]);
    if (mention === undefined) return null;
    const surface = reading.original.slice(mention.start, mention.end);
    return { actor: refOf(mention), surface, resolvedBy: 'lexicon', penalty: 0, at: mention.start, patient: null };
  }
  return reading.script === 'han' ? resolveHan(reading, span.start, cue, discourse) : resolveLatin(reading, span.start, span.end, cue, discourse);
} // prettier-ignore

/** What a company sells or charges, an authority rules. */
function asAuthority(cue: Cue, subject: Subject): Cue {
  const isRule =
    cue.kind === 'pricing' ||
    cue.kind === 'product_cancel' ||
    cue.kind === 'product_launch' ||
    cue.kind === 'market_entry';
  return subject.actor.role === 'government' && isRule ? { ...cue, kind: 'policy' } : cue;
}

/** What somebody says about others is comment; what is said of one's own company counts. */
function speaksForItself(reading: Reading, subject: Subject, speech: Span, at: number): boolean {
  const inside = reading.text.slice(speech.start, at);
  if (subject.at !== null && subject.at > speech.start)
    return subject.resolvedBy === 'lexicon' || subject.resolvedBy === 'text';
  return /我们|本公司|我司|\bwe\b|\bour company\b/iu.test(inside);
}

function hasNeeds(reading: Reading, cue: Cue, span: Span, groups: Indices, subject: Subject): boolean {
  const amounts = cue.needs.filter((need) => need === 'money' || need === 'positions' || need === 'percent');
  if (amounts.length > 0) {
    const clause = reading.clauses[clauseAt(reading, span.start)] ?? span;
    const [from, to] = [Math.min(clause.start, span.start), Math.max(clause.end, span.end)];
    if (!reading.amounts.some((amount) => amounts.some((unit) => unit === amount.unit) && amount.start >= from - 2 && amount.end <= to + 2)) return false;
  }
  if (cue.needs.includes('authority') && subject.actor.role !== 'government') return false;
  if (cue.needs.includes('company') || cue.needs.includes('name')) {
    const at = groups['party'] ?? groups['object'] ?? groups['to'] ?? groups['from'] ?? [span.start, span.end];
    const words = reading.text.slice(at[0], at[1]);
    const hasMoney = cue.kind === 'acquire' && reading.amounts.some((amount) => amount.unit === 'money');
    if (!namesSomebody(words, reading.actors) && !hasMoney) return false;
  }
  const party = groups['party'];
  if (cue.needs.includes('proper') && (party === undefined || !namesProperly(reading.text.slice(party[0], party[1]), reading.actors))) return false;
  return true;
} // prettier-ignore

function counterpartyOf(reading: Reading, span: Span, subject: Subject): string[] {
  const names = reading.actors
    .find(reading.text.slice(span.start, span.end))
    .filter((mention) => mention.via !== 'country' && mention.name !== subject.actor.name)
    .map((mention) => mention.name);
  return [...new Set(names)].slice(0, 5);
}
