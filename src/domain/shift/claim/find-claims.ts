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
import { hasNeeds, type Indices } from './needs.js';
import { tidySlot } from './slots.js';

const AND_BEFORE = /^(?: and | & |、|和|及|以及)$/u;
const AND_AFTER = /^(?:、|和|及|以及| and | & )$/u;

/** Every claim that a sentence's cues make and that no guard drops. Overlapping claims are still among them. */
export function findClaims(reading: Reading, index: number, discourse: Discourse): Claim[] {
  const claims: Claim[] = [];
  for (const cue of cuesFor(reading.script)) {
    if (cue.hint?.test(reading.text) === false) continue;
    for (const match of reading.text.matchAll(cue.re)) {
      const claim = readMatch(reading, index, cue, match, discourse);
      if (claim !== null) claims.push(...withPartners(claim));
    }
  }
  return claims;
}

/** "FedEx and Amazon struck a deal": the first one acts, the other is its party; of any other deed both are the actor. */
function withPartners(claim: Claim): Claim[] {
  const { reading, subject } = claim;
  const own = reading.mentions.find((mention) => mention.start === subject.at);
  if (own === undefined) return [claim];
  const before = reading.mentions.find(
    (mention) =>
      mention.via !== 'country' &&
      mention.end < own.start &&
      AND_BEFORE.test(reading.text.slice(mention.end, own.start)),
  );
  const after = reading.mentions.find(
    (mention) =>
      mention.via !== 'country' &&
      mention.start > own.end &&
      AND_AFTER.test(reading.text.slice(own.end, mention.start)),
  );
  const other = before ?? after;
  if (other === undefined || other.name === own.name) return [claim];
  const first = before ?? own;
  const actor = {
    ...subject,
    actor: refOf(first),
    surface: reading.original.slice(first.start, first.end),
    at: first.start,
  };
  if (claim.cue.kind === 'partnership' || claim.cue.kind === 'ownership_change') {
    const party = before === undefined ? other.name : own.name;
    return [
      {
        ...claim,
        subject: actor,
        counterparty: [...new Set([party, ...claim.counterparty.filter((name) => name !== first.name)])],
      },
    ];
  }
  const second = {
    ...subject,
    actor: refOf(other),
    surface: reading.original.slice(other.start, other.end),
    at: other.start,
  };
  return [claim, { ...claim, subject: second }];
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

function readMatch(
  reading: Reading,
  index: number,
  cue: Cue,
  match: RegExpExecArray,
  discourse: Discourse,
): Claim | null {
  const groups: Indices = match.indices?.groups ?? {};
  const span = { start: match.index, end: match.index + match[0].length };
  const head = headOf(match, groups);
  const speech = reading.speech.find((words) => span.start > words.start && span.start < words.end);
  // "Best Buy" buys nothing by its name.
  if (
    reading.mentions.some(
      (mention) => mention.via !== 'country' && head.start >= mention.start && head.start < mention.end,
    )
  )
    return null;
  const verdict =
    reading.script === 'han'
      ? judgeHan(reading, head.start, span.end, head.end, cue, head.start > span.start)
      : judgeLatin(reading, head.start, span.end, cue);
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
  const leading =
    head.start > span.start && reading.script === 'han'
      ? tidySlot(reading, leadingFrom(reading, span.start, clause.start, subject), head.start)
      : null;
  const object =
    victim ??
    leading ??
    slot('object') ??
    subject.patient ??
    (cue.kind === 'leadership' ? personBefore(reading, head.start) : null);
  const confidence = cue.weight - verdict.penalty - subject.penalty;
  return {
    reading,
    index,
    cue: asAuthority(cue, subject, match[0]),
    span,
    head,
    subject,
    object: object === null || object === '' ? null : object.slice(0, 80),
    from: slot('from', 'from2'),
    to: slot('to', 'to2'),
    counterparty: counterpartyOf(reading, span, subject),
    amounts: [],
    date: null,
    modality: modalityOf(
      reading,
      reading.script === 'latin'
        ? head.start + (/^\s*/u.exec(reading.text.slice(head.start))?.[0].length ?? 0)
        : span.start,
      Math.max(head.end, head.start + 2),
    ),
    confidence,
  };
}

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
    if (mention === undefined) return unnamedAgent(reading, agent);
    const surface = reading.original.slice(mention.start, mention.end);
    return { actor: refOf(mention), surface, resolvedBy: 'lexicon', penalty: 0, at: mention.start, patient: null };
  }
  return reading.script === 'han'
    ? resolveHan(reading, span.start, cue, discourse)
    : resolveLatin(reading, span.start, span.end, cue, discourse);
}

/** 遭国泰金收购: the one that buys is named by the text alone. */
function unnamedAgent(reading: Reading, [start, end]: [number, number]): Resolved {
  const name = reading.original.slice(start, end);
  if (
    !/^(?:[\p{Script=Han}]{2,6}|[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,3})$/u.test(name) ||
    /[一某其该谁方人者们的对竞]|公司|巨头|基金|资本方|财团|同行/u.test(reading.text.slice(start, end))
  )
    return null;
  return {
    actor: { id: null, name, role: 'company' },
    surface: name,
    resolvedBy: 'text',
    penalty: 0.1,
    at: start,
    patient: null,
  };
}

/** What a company sells or charges, an authority rules. */
function asAuthority(cue: Cue, subject: Subject, words: string): Cue {
  const isLaw = /duty|duties|tariff|threshold|\blimit|tax|关税|免税|税率/iu.test(words);
  const isRule =
    cue.kind === 'pricing' ||
    cue.kind === 'product_cancel' ||
    cue.kind === 'product_launch' ||
    cue.kind === 'market_entry' ||
    (cue.kind === 'logistics_change' && isLaw);
  return subject.actor.role === 'government' && isRule ? { ...cue, kind: 'policy' } : cue;
}

/** What somebody says about others is comment; what is said of one's own company counts. */
function speaksForItself(reading: Reading, subject: Subject, speech: Span, at: number): boolean {
  const inside = reading.text.slice(speech.start, at);
  if (subject.at !== null && subject.at > speech.start)
    return subject.resolvedBy === 'lexicon' || subject.resolvedBy === 'text';
  return /我们|本公司|我司|\bwe\b|\bour company\b/iu.test(inside);
}

function counterpartyOf(reading: Reading, span: Span, subject: Subject): string[] {
  const names = reading.actors
    .find(reading.text.slice(span.start, span.end))
    .filter((mention) => mention.via !== 'country' && mention.name !== subject.actor.name)
    .map((mention) => mention.name);
  return [...new Set(names)].slice(0, 5);
}
