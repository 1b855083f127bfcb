import type { Locale } from '../locale/locale.js';
import type { Amount, ShiftDate, ShiftKind, Modality } from '../shift/shift.schema.js';
import { formatAmount } from './amount.js';
import { displayWidth } from './display-width.js';
import { hedge } from './hedge.js';
import { kindLabel, kindPoles } from './labels.js';
import { sayIn } from './localise.js';
import { formatHeadlineDate } from './shift-date.js';

const MAX_POLES_WIDTH = 44;
const MAX_DETAIL_WIDTH = 32;
const MAX_NAME_WIDTH = 24;

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

/** What inboxes show of a subject on a desk; a phone shows its first half. */
export const MAX_HEADLINE_WIDTH = 70;

/**
 * One line from data alone, which needs no translation: "Meta: open source → closed (Avocado), reportedly planned, Mar–May 2026". For subjects
 * and lists, at most `maxWidth` columns: what it is about, then the date, then the source's own words give way; how sure it is never does. Words of the
 * source that are too long for a headline are left out.
 */
export function structuredHeadline(facts: HeadlineFacts, locale: Locale, maxWidth = MAX_HEADLINE_WIDTH): string {
  const date = facts.date === null ? null : formatHeadlineDate(facts.date, locale, facts.language);
  const short = { ...facts, object: null };
  const tries = [
    headlineOf(facts, date, locale),
    headlineOf(short, date, locale),
    headlineOf(facts, null, locale),
    headlineOf(short, null, locale),
    headlineOf({ ...short, from: null, to: null }, null, locale),
    headlineOf({ ...short, from: null, to: null, amounts: [] }, null, locale),
  ];
  const fitting = tries.find((line) => displayWidth(line) <= maxWidth);
  return (
    fitting ??
    headlineOf({ ...short, from: null, to: null, amounts: [], actorName: cut(facts.actorName) }, null, locale)
  );
}

function headlineOf(facts: HeadlineFacts, date: string | null, locale: Locale): string {
  return joinParts(
    [
      `${facts.actorName}${locale === 'en' ? ': ' : '：'}${core(facts, locale)}`,
      firstAmount(facts, locale),
      hedge(facts, locale),
      date,
    ],
    locale,
  );
}

/** A name that alone is longer than a headline. */
function cut(name: string): string {
  let short = '';
  for (const character of name) {
    if (displayWidth(short + character) > MAX_NAME_WIDTH) return `${short.trimEnd()}…`;
    short += character;
  }
  return short;
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

/** Words that are nothing but an amount stand in the headline as that amount. */
function bracketed(words: string | null, facts: HeadlineFacts, locale: Locale): string {
  const said = say(words, facts, locale);
  if (said === null || facts.amounts.some(({ text }) => text === words) || displayWidth(said) > MAX_DETAIL_WIDTH) return '';
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
