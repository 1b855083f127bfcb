import type { Locale } from '../locale/locale.js';
import type { Amount, ShiftDate, ShiftKind, Modality } from '../shift/shift.schema.js';
import { formatAmount } from './amount.js';
import { attributionClass } from './attribution.js';
import { displayWidth } from './display-width.js';
import { kindLabel, kindPoles } from './labels.js';
import { sayIn } from './localise.js';
import { formatShiftDate } from './shift-date.js';
import { stageLabel, stageOf } from './stage.js';

const MAX_POLES_WIDTH = 44;
const MAX_DETAIL_WIDTH = 32;

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
  const from = say(facts.from, facts, locale);
  const to = say(facts.to, facts, locale);
  if (from !== null && to !== null) return { from, to };
  const poles = kindPoles(facts.kind, locale);
  return poles === null ? null : { from: from ?? poles.from, to: to ?? poles.to };
}

/**
 * One line from data alone, which needs no translation: "Meta: open source → closed (Avocado), rumoured, spring 2026 (Mar–May)". For subjects
 * and lists; the stage stands in it unless the shift is in force. Words of the source that are too long for a headline are left out.
 */
export function structuredHeadline(facts: HeadlineFacts, locale: Locale): string {
  const isEnglish = locale === 'en';
  const stage = stageOf(facts, attributionClass(facts.attribution));
  const label = stageLabel(stage, locale);
  return joinParts(
    [
      `${facts.actorName}${isEnglish ? ': ' : '：'}${core(facts, locale)}`,
      firstAmount(facts, locale),
      stage === 'in_force' ? null : isEnglish ? label.toLowerCase() : label,
      facts.date === null ? null : formatShiftDate(facts.date, locale, facts.language),
    ],
    locale,
  );
}

/** The head of a block that shows stage, date and both ends of the shift itself: "Meta: Layoffs (FAIR), 600 jobs". */
export function blockHeadline(facts: HeadlineFacts, locale: Locale): string {
  const kind = kindLabel(facts.kind, locale) + bracketed(facts.object, facts, locale);
  return joinParts([`${facts.actorName}${locale === 'en' ? ': ' : '：'}${kind}`, firstAmount(facts, locale)], locale);
}

function core(facts: HeadlineFacts, locale: Locale): string {
  const kind = kindLabel(facts.kind, locale);
  const named = kindPoles(facts.kind, locale);
  const own = shiftPoles(facts, locale);
  const arrow = (poles: { from: string; to: string } | null) => (poles === null ? null : `${poles.from} → ${poles.to}`);
  const words = arrow(own);
  const poles = words !== null && displayWidth(words) <= MAX_POLES_WIDTH ? words : arrow(named);
  if (poles === null) return kind + bracketed(facts.object ?? facts.to ?? facts.from, facts, locale);
  const line = named === null ? joinParts([kind, poles], locale) : poles;
  return line.includes(say(facts.object, facts, locale) ?? '') ? line : line + bracketed(facts.object, facts, locale);
}

function bracketed(words: string | null, facts: HeadlineFacts, locale: Locale): string {
  const said = say(words, facts, locale);
  if (said === null || displayWidth(said) > MAX_DETAIL_WIDTH) return '';
  return locale === 'en' ? ` (${said})` : `（${said}）`;
}

function say(words: string | null, facts: HeadlineFacts, locale: Locale): string | null {
  return words === null ? null : sayIn(words, facts.language, locale);
}

function firstAmount({ amounts, language }: HeadlineFacts, locale: Locale): string | null {
  const [amount] = amounts;
  return amount === undefined ? null : formatAmount(amount, locale, language);
}

function joinParts(parts: readonly (string | null)[], locale: Locale): string {
  return parts.filter((part) => part !== null).join(locale === 'en' ? ', ' : '，');
}
