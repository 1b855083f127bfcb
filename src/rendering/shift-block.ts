import { formatAmount } from '#src/domain/format/amount.js';
import { attributionClass, attributionLabel } from '#src/domain/format/attribution.js';
import { formatDay } from '#src/domain/format/calendar-day.js';
import { kindLabel } from '#src/domain/format/labels.js';
import { sayIn } from '#src/domain/format/localise.js';
import { dateRoleLabel, formatShiftDate } from '#src/domain/format/shift-date.js';
import { stageLabel, stageOf, type Stage } from '#src/domain/format/stage.js';
import { blockHeadline, shiftPoles, type HeadlineFacts } from '#src/domain/format/structured-headline.js';
import { affectedLabel, horizonLabel, marketLabel } from '#src/domain/shift-impact/impact-labels.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Amount } from '#src/domain/shift/shift.schema.js';
import type { DigestShift } from './digest-view.schema.js';
import type { Messages } from './messages.js';
import { paragraphs } from './paragraphs.js';

/** One shift as the mail says it, in plain text. */
export interface ShiftBlock {
  /** Of the shift; not shown. */
  id: string;
  index: number;
  locale: Locale;
  actor: string;
  kind: string;
  stage: { key: Stage; label: string };
  headline: string;
  /** The label of machine-written words; null for an editor's and for those made from data. */
  notes: { headline: string | null; impact: string | null };
  poles: { from: string; to: string } | null;
  facts: { label: string; value: string }[];
  keyFigure: string | null;
  quote: { text: string; lang: Locale; attribution: string; words: string | null };
  impact: string[];
  /** Who, where, until when; the deadline first. */
  sellers: { label: string; value: string }[];
  previously: string | null;
  source: { title: string; lang: Locale; url: string | null; credit: string | null };
  labels: Messages;
}

export function shiftBlock(shift: DigestShift, index: number, locale: Locale, labels: Messages): ShiftBlock {
  const { quote, source } = shift;
  const facts: HeadlineFacts = { ...shift, actorName: shift.actor.name, language: quote.language };
  const attribution = attributionClass(shift.attribution);
  const stage = stageOf(shift, attribution);
  const amounts = shift.amounts.map((amount) => formatAmount(amount, locale, quote.language));
  const poles = shiftPoles(facts, locale);
  const published = source.publishedAt === null ? null : formatDay(source.publishedAt, locale);
  const note = quote.language === locale ? null : labels.originalLanguage[quote.language];
  const credit = [source.publisher, published, note].filter((part) => part !== null).join(' · ');
  return {
    id: shift.id,
    index,
    locale,
    actor: shift.actor.name,
    kind: kindLabel(shift.kind, locale),
    stage: { key: stage, label: stageLabel(stage, locale) },
    headline: shift.headline?.trim() ? shift.headline : blockHeadline(facts, locale),
    notes: { headline: noteOf(shift, 'headline', labels), impact: noteOf(shift, 'impact', labels) },
    poles,
    facts: factsOf(shift, { amounts, hasPoles: poles !== null }, locale, labels),
    keyFigure: amounts[0] ?? null,
    quote: {
      text: quote.text.trim(),
      lang: quote.language,
      attribution: attributionLabel(attribution, locale),
      words: shift.attribution,
    },
    impact: paragraphs(shift.impact),
    sellers: sellerRows(shift.sellers ?? null, locale, labels),
    previously: previouslyLine(shift.previously ?? null, locale),
    source: { title: source.title, lang: quote.language, url: source.url, credit: credit === '' ? null : credit },
    labels,
  };
}

function noteOf({ machineWritten }: DigestShift, part: 'headline' | 'impact', labels: Messages): string | null {
  return machineWritten?.includes(part) === true ? labels.machine : null;
}

type Said = { amounts: string[]; hasPoles: boolean };

function factsOf(
  shift: DigestShift,
  { amounts, hasPoles }: Said,
  locale: Locale,
  labels: Messages,
): ShiftBlock['facts'] {
  const facts: ShiftBlock['facts'] = [];
  for (const [index, amount] of shift.amounts.entries()) {
    const label = amountLabel(amount.unit, labels);
    const value = amounts[index] ?? '';
    const same = facts.find((fact) => fact.label === label);
    if (same === undefined) facts.push({ label, value });
    else same.value += labels.and + value;
  }
  const when = shift.date === null ? null : formatShiftDate(shift.date, locale, shift.quote.language);
  if (shift.date !== null && when !== null) facts.push({ label: dateRoleLabel(shift.date.role, locale), value: when });
  const words: [string, string | null][] = [[labels.object, shift.object]];
  // One end alone makes no pair of boxes, but it is still said.
  if (!hasPoles) words.unshift([labels.from, shift.from], [labels.to, shift.to]);
  for (const [label, text] of words) {
    const value = text === null ? null : sayIn(text, shift.quote.language, locale);
    if (value !== null) facts.push({ label, value });
  }
  return facts;
}

function amountLabel(unit: Amount['unit'], labels: Messages): string {
  if (unit === 'money') return labels.amount;
  return unit === 'percent' ? labels.rate : labels.scale;
}

function sellerRows(sellers: DigestShift['sellers'], locale: Locale, labels: Messages): ShiftBlock['sellers'] {
  if (sellers == null) return [];
  const list = (words: string[]): string => words.join(locale === 'en' ? ', ' : '、');
  const rows: [string, string][] = [
    [labels.deadline, sellers.deadline === null ? '' : formatDay(sellers.deadline, locale)],
    [labels.platforms, list(sellers.platforms)],
    [labels.markets, list(sellers.markets.map((market) => marketLabel(market, locale)))],
    [labels.affected, list(sellers.affected.map((part) => affectedLabel(part, locale)))],
    [labels.horizon, sellers.horizon === null ? '' : horizonLabel(sellers.horizon, locale)],
    [labels.check, sellers.check ?? ''],
  ];
  return rows.filter(([, value]) => value.trim() !== '').map(([label, value]) => ({ label, value }));
}

function previouslyLine(previously: DigestShift['previously'], locale: Locale): string | null {
  if (previously == null) return null;
  const { headline, date, stage } = previously;
  const when = `${stageLabel(stage, locale)}, ${formatDay(date, locale)}`;
  return locale === 'en' ? `${headline} (${when})` : `${headline}（${when.replace(', ', '，')}）`;
}
