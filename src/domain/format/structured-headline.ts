import type { Locale } from '../locale/locale.js';
import type { Amount, ShiftDate, ShiftKind, Modality } from '../shift/shift.schema.js';
import { formatAmount } from './amount.js';
import { attributionClass } from './attribution.js';
import { kindLabel, kindPoles } from './labels.js';
import { sayIn } from './localise.js';
import { formatShiftDate } from './shift-date.js';
import { stageLabel, stageOf } from './stage.js';

/** The data of a shift that a headline can be made of. `language` is that of the source's words. */
export interface HeadlineFacts {
  kind: ShiftKind;
  actorName: string;
  from: string | null;
  to: string | null;
  object: string | null;
  amounts: readonly Amount[];
  date: ShiftDate | null;
  modality: Modality;
  negated: boolean;
  attribution: string | null;
  language: Locale;
}

/** Both ends of a shift in words the reader can read: the source's own, else those that the kind names, else null. */
export function shiftPoles(facts: HeadlineFacts, locale: Locale): { from: string; to: string } | null {
  const say = (words: string | null) => (words === null ? null : sayIn(words, facts.language, locale));
  const from = say(facts.from);
  const to = say(facts.to);
  if (from !== null && to !== null) return { from, to };
  const poles = kindPoles(facts.kind, locale);
  return poles === null ? null : { from: from ?? poles.from, to: to ?? poles.to };
}

/**
 * A headline from data alone, which needs no translation: "Meta: open source → closed (Avocado), rumoured, spring 2026 (Mar–May)". The stage
 * stands in it unless the shift is in force.
 */
export function structuredHeadline(facts: HeadlineFacts, locale: Locale): string {
  const isEnglish = locale === 'en';
  const say = (words: string | null) => (words === null ? null : sayIn(words, facts.language, locale));
  const poles = shiftPoles(facts, locale);
  const core = poles === null ? kindLabel(facts.kind, locale) : `${poles.from} → ${poles.to}`;
  const detail = poles === null ? (say(facts.to) ?? say(facts.object) ?? say(facts.from)) : say(facts.object);
  const isNew = detail !== null && !core.includes(detail);
  const stage = stageOf(facts, attributionClass(facts.attribution));
  const label = stageLabel(stage, locale);
  const amount = facts.amounts[0];
  const tail = [
    amount === undefined ? null : formatAmount(amount, locale, facts.language),
    stage === 'in_force' ? null : isEnglish ? label.toLowerCase() : label,
    facts.date === null ? null : formatShiftDate(facts.date, locale, facts.language),
  ].filter((part) => part !== null);
  const head = isEnglish
    ? `${facts.actorName}: ${core}${isNew ? ` (${detail})` : ''}`
    : `${facts.actorName}：${core}${isNew ? `（${detail}）` : ''}`;
  return [head, ...tail].join(isEnglish ? ', ' : '，');
}
