import type { Span } from '../../text/block.js';
import { clauseAt, type Reading } from '../reading/reading.js';
import { daysBetween, parseIsoDay, toIso, type Day } from '../date/calendar.js';
import type { DateMention } from '../date/date-mention.js';
import type { Amount, ShiftKind } from '../shift.schema.js';
import type { Claim } from './claim.js';

/** Which amounts belong to which kind, the best first. */
const UNITS: Partial<Record<ShiftKind, readonly Amount['unit'][]>> = {
  invest: ['money'], acquire: ['money', 'percent'], divest: ['money', 'percent'], reallocate: ['money', 'percent'], layoff: ['positions', 'percent'],
  hire: ['positions', 'money'], pricing: ['percent', 'money'], policy: ['percent', 'money'], partnership: ['money'], logistics_change: ['money'],
  ownership_change: ['percent', 'money'], deprioritize: ['percent', 'money'], market_entry: ['money'], reversal: ['percent', 'money'],
}; // prettier-ignore
const MAX_AMOUNTS = 4;

export function unitsOf(kind: ShiftKind): readonly Amount['unit'][] {
  return UNITS[kind] ?? [];
}

/** Distance in characters, with a clause boundary costing much more than a word. */
const JOINED = /\s(?:and|while|but)\s(?:will|would|has|have|is|are|plans?|also|it|they|then|\w+ed)\b/u;

function distance(reading: Reading, head: Span, start: number, end: number): number {
  const between = reading.text.slice(Math.min(head.end, end), Math.max(head.start, start));
  const joined = reading.script === 'latin' && JOINED.test(between) ? 1 : 0;
  const clauses = Math.abs(clauseAt(reading, head.start) - clauseAt(reading, start));
  const gap = start >= head.end ? start - head.end : Math.max(0, head.start - end);
  return clauses * 60 + joined * 250 + gap;
}

const REACH = { han: 180, latin: 170 };

/** Gives every amount of a sentence to the nearest claim that its unit fits. */
export function shareAmounts(reading: Reading, claims: readonly Claim[]): void {
  for (const amount of reading.amounts) {
    const fitting = claims
      .filter((claim) => unitsOf(claim.cue.kind).includes(amount.unit))
      .filter((claim) => !isOthers(reading, claim.head, claim.subject.actor.name, amount.start))
      .map((claim) => ({ claim, far: distance(reading, claim.head, amount.start, amount.end) }))
      .filter(({ far }) => far <= REACH[reading.script])
      .sort((a, b) => a.far - b.far);
    const nearest = fitting[0]?.claim;
    if (nearest !== undefined && nearest.amounts.length < MAX_AMOUNTS) nearest.amounts.push(amount);
  }
}

/** In a later clause, where another actor stands before the amount. */
function isOthers(reading: Reading, head: Span, actor: string, at: number): boolean {
  const there = clauseAt(reading, at);
  const clause = reading.clauses[there];
  if (clause === undefined || there <= clauseAt(reading, head.start)) return false;
  return reading.mentions.some(
    (mention) =>
      mention.start >= clause.start &&
      mention.end <= at &&
      (mention.via !== 'country' || mention.start <= clause.start + 6) &&
      mention.name !== actor,
  );
}

const SAYING =
  /^(?:晚间?|上午|下午|凌晨|当天|周[一二三四五六日])?,?(?:正式)?(?:报道|援引|消息|宣布|表示|称|透露|发布公告|公告|发表|证实|消息|在[^,]{1,14}(?:表示|宣布))/u;
const SAYING_LATIN =
  /\b(?:said|announced|told [\w ]{2,20}|reported|confirmed|wrote|disclosed|unveiled plans|posted|statement|announcement)(?: (?:in [^,]{3,30}|late|early))? (?:on |in |late |early )*$/iu;

/** "In January, Microsoft said …". */
const SAID_AFTER = /^,\s[\w&' .-]{2,40}?\s(?:said|announced|told|reported|confirmed|disclosed)\b/u;

/** The date on which somebody spoke, not the one on which it happens. */
function isSayingDate(reading: Reading, date: DateMention): boolean {
  return (
    SAYING.test(reading.text.slice(date.until)) ||
    SAID_AFTER.test(reading.text.slice(date.until)) ||
    SAYING_LATIN.test(reading.text.slice(0, date.at))
  );
}

/** The date of a claim: the nearest one, where the day of an announcement stands back behind the day of the deed. */
export function dateOf({ reading, head, modality, subject }: Claim, today: Day | null): DateMention | null {
  // "目前已停止…": whatever dates stand in other clauses are those of other deeds.
  const clause = reading.clauses[clauseAt(reading, head.start)];
  const isNow = clause !== undefined && /^(?:目前|现已|如今|现在|眼下)/u.test(reading.text.slice(clause.start, clause.end).trimStart());
  const isAhead = modality === 'planned' || modality === 'announced' || modality === 'considering';
  const ranked = reading.dates
    .filter((date) => !isOthers(reading, head, subject.actor.name, date.at))
    .map((date) => ({ date, far: distance(reading, head, date.at, date.until) + (isSayingDate(reading, date) ? 90 : 0) + (date.precision === 'duration' && date.start === null ? 50 : 0) + (isAhead && isLongPast(date, today) ? 250 : 0) }))
    .filter(({ far }) => far <= (isNow ? 59 : 300))
    .sort((a, b) => a.far - b.far);
  const nearest = ranked[0]?.date;
  if (nearest === undefined || today === null) return nearest ?? null;
  const isEffective = /^(?:零时)?起|^[^,]{0,4}生效/u.test(reading.text.slice(nearest.until)) || /(?:自|from|effective|starting|beginning)\s?(?:on )?$/iu.test(reading.text.slice(0, nearest.at));
  const isPast = modality === 'done' || modality === 'reported' || isSayingDate(reading, nearest);
  return isPast && !isEffective ? lastYearIfAhead(nearest, today) : nearest;
} // prettier-ignore

function isLongPast(date: DateMention, today: Day | null): boolean {
  const end = parseIsoDay(date.end);
  return today !== null && end !== null && daysBetween(end, today) > 400;
}

/** A month without a year is read as the nearest one; but a deed that is done lies behind. */
function lastYearIfAhead(date: DateMention, today: Day): DateMention {
  const [start, end] = [parseIsoDay(date.start), parseIsoDay(date.end)];
  const isMonth = date.precision === 'day' || date.precision === 'month' || date.precision === 'part_of_month';
  if (!date.relative || !isMonth || start === null || end === null || daysBetween(today, start) <= 0) return date;
  if (/明|下|next|tomorrow/iu.test(date.text)) return date;
  return { ...date, start: toIso({ ...start, year: start.year - 1 }), end: toIso({ ...end, year: end.year - 1 }) };
}
