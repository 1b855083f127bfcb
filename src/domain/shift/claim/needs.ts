import type { Span } from '../../text/block.js';
import type { Cue } from '../cues/cue.js';
import { FEE, PRODUCT } from '../cues/han-vocabulary.js';
import { clauseAt, type Reading } from '../reading/reading.js';
import type { Subject } from '../subject/subject.js';
import { namesProperly, namesSomebody } from './slots.js';

/** Where the named groups of a match stand. */
export type Indices = Readonly<Record<string, [number, number] | undefined>>;

const FEE_WORD = new RegExp(FEE, 'u');
const PRODUCT_NAME = new RegExp(`${PRODUCT}|(?<![A-Za-z])(?!AI|CEO|US)[A-Z][A-Za-z0-9]+`, 'u');

/** 四成, 三百人, "a third of": how many, though no figure. */
const ROUGHLY =
  /[一二两三四五六七八九半]成|[一二两三四五六七八九十数][十百千万]+(?:多|余)?(?:[名个位]|人)|过半|半数|近半|一半|大半|[二三四五]分之[一二三四]|\b(?:half|a (?:third|quarter|fifth|tenth)|two[- ]thirds|three[- ]quarters|dozens|hundreds|thousands|scores) (?:of|its|the)\b/iu;

/** "the Australian market": a place by its adjective. */
const NATIONAL =
  /\b[A-Z][a-z]{2,}(?:an|ish|ese|[en]ch)\b (?:markets?|marketplaces?|sites?|stores?|storefronts?|shops?|business|operations?|arm|shores)\b/u;

/** What a cue asks of the words around it: an amount in its clause, an authority for its subject, a name or a place in its slot. */
export function hasNeeds(reading: Reading, cue: Cue, span: Span, groups: Indices, subject: Subject): boolean {
  const amounts = cue.needs.filter((need) => need === 'money' || need === 'positions' || need === 'percent');
  if (amounts.length > 0) {
    const clause = reading.clauses[clauseAt(reading, span.start)] ?? span;
    // "缩减销售团队,约80人受到影响": how many may stand in the next clause.
    const next = amounts.includes('positions') ? reading.clauses[clauseAt(reading, span.start) + 1] : undefined;
    const [from, to] = [Math.min(clause.start, span.start), Math.max(next?.end ?? clause.end, span.end)];
    const isRough = !amounts.includes('money') && ROUGHLY.test(reading.text.slice(from, to));
    if (
      !isRough &&
      !reading.amounts.some(
        (amount) => amounts.some((unit) => unit === amount.unit) && amount.start >= from - 2 && amount.end <= to + 2,
      )
    )
      return false;
  }
  if (cue.needs.includes('authority') && subject.actor.role !== 'government') return false;
  if (cue.needs.includes('company') || cue.needs.includes('name')) {
    const at = groups['party'] ?? groups['object'] ?? groups['to'] ?? groups['from'] ?? [span.start, span.end];
    const words = reading.text.slice(at[0], at[1]);
    const hasMoney = cue.kind === 'acquire' && reading.amounts.some((amount) => amount.unit === 'money');
    if (!namesSomebody(words, reading.actors) && !hasMoney) return false;
  }
  if (cue.needs.includes('place')) {
    const at = groups['to'] ?? groups['from'] ?? [span.start, span.end];
    if (
      !reading.places.some((place) => place.start < at[1] && place.end > at[0]) &&
      !NATIONAL.test(reading.text.slice(at[0], at[1]))
    )
      return false;
  }
  if (cue.needs.includes('person') && !/[A-Z]/u.test(reading.text.slice(...(groups['object'] ?? [0, 0])))) return false;
  if (cue.needs.includes('product')) {
    const at = groups['object'] ?? [span.start, span.end];
    if (!PRODUCT_NAME.test(reading.text.slice(at[0], at[1]))) return false;
  }
  const hasSum = reading.amounts.some(
    (amount) => amount.start < span.end && amount.end > span.start && amount.unit !== 'positions',
  );
  if (cue.needs.includes('fee') && !(FEE_WORD.test(reading.text) && hasSum)) return false;
  if (cue.needs.includes('no-fee') && FEE_WORD.test(reading.text) && hasSum) return false;
  const party = groups['party'] ?? groups['to'];
  if (
    cue.needs.includes('proper') &&
    (party === undefined || !namesProperly(reading.text.slice(party[0], party[1]), reading.actors))
  )
    return false;
  return true;
}
