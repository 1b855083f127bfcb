import type { ToldCorrection } from '#src/domain/correction/correction.schema.js';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { withoutRepeats } from '#src/domain/edition/without-repeats.js';
import { actorName } from '#src/domain/format/actor-name.js';
import { attributionClass } from '#src/domain/format/attribution.js';
import { dayIn } from '#src/domain/format/calendar-day.js';
import { displayWidth } from '#src/domain/format/display-width.js';
import { localisedIn } from '#src/domain/format/localise.js';
import { stageOf } from '#src/domain/format/stage.js';
import { MAX_HEADLINE_WIDTH, structuredHeadline } from '#src/domain/format/structured-headline.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { DigestShift, DigestView } from '#src/rendering/index.js';
import { correctionSubject, correctionView } from './corrections/correction-view.js';
import type { EditionRow } from './edition.repository.js';

export type ViewFacts = {
  edition: Pick<EditionRow, 'number' | 'title' | 'subject' | 'intro'>;
  items: readonly EditionItem[];
  corrections?: readonly ToldCorrection[];
  locale: Locale;
  date: Date;
  previousDate: Date | null;
  mastheadName: string;
  postalAddress: string;
};

/** An edition as readers of one locale see it. Words that an editor did not write are made from data, never translated. */
export function editionView({
  edition,
  items,
  corrections: told = [],
  locale,
  date,
  previousDate,
  mastheadName,
  postalAddress,
}: ViewFacts): DigestView {
  const corrections = told.map((correction) => correctionView(correction, locale));
  const subject = items.length === 0 ? correctionSubject(corrections, locale) : subjectFrom(items, locale);
  return {
    locale,
    edition: { number: edition.number, title: edition.title, date: dayIn(date, locale) },
    masthead: { name: mastheadName },
    subject: localisedIn(edition.subject, locale) ?? subject,
    intro: localisedIn(edition.intro, locale),
    previousEditionDate: previousDate === null ? null : dayIn(previousDate, locale),
    corrections,
    shifts: items.map((item) => shiftBlock(item, locale)),
    footer: { postalAddress },
  };
}

/** The first shift says what the mail is about; the count says that there is more. */
function subjectFrom(items: readonly EditionItem[], locale: Locale): string {
  const [first] = items;
  if (first === undefined) return '';
  const more = items.length - 1;
  const rest = { 'zh-CN': `，另有 ${more} 则`, 'zh-TW': `，另有 ${more} 則`, en: `, and ${more} more` }[locale];
  const ending = more === 0 ? '' : rest;
  const room = MAX_HEADLINE_WIDTH - displayWidth(ending);
  return (wordsFor(first, 'headline', locale).text ?? headlineFromData(first, locale, room)) + ending;
}

function headlineFromData(item: EditionItem, locale: Locale, maxWidth: number): string {
  const { article } = item;
  const claim = withoutRepeats(item.claim);
  return structuredHeadline(
    { ...claim, actorName: actorName(claim.actor, locale), language: article.language },
    locale,
    maxWidth,
  );
}

function shiftBlock(item: EditionItem, locale: Locale): DigestShift {
  const { article } = item;
  const claim = withoutRepeats(item.claim);
  const [quote] = claim.evidence;
  if (quote === undefined) throw new Error(`shift ${item.shiftId} has no evidence`);
  const headline = wordsFor(item, 'headline', locale);
  const impact = wordsFor(item, 'impact', locale);
  return {
    id: item.shiftId,
    kind: claim.kind,
    actor: { name: actorName(claim.actor, locale), surface: claim.actor.surface },
    headline: headline.text,
    from: claim.from,
    to: claim.to,
    object: claim.object,
    amounts: claim.amounts,
    date: claim.date,
    modality: claim.modality,
    negated: claim.negated,
    attribution: claim.attribution,
    quote: { text: quote.quote, language: article.language },
    impact: impact.text,
    ...origins({ headline, impact }),
    sellers: sellersOf(item, locale),
    previously: previouslyOf(item, locale),
    source: {
      title: article.title,
      url: article.sourceUrl,
      publisher: article.publisher,
      publishedAt: article.publishedAt,
    },
  };
}

function sellersOf({ impactFacts }: EditionItem, locale: Locale): DigestShift['sellers'] {
  if (impactFacts == null) return null;
  const { check, deadline, ...facts } = impactFacts;
  return { ...facts, check: localisedIn(check, locale), deadline: deadline?.day ?? null };
}

function previouslyOf({ previously }: EditionItem, locale: Locale): DigestShift['previously'] {
  if (previously == null) return null;
  const { actor, headline, knownOn, ...facts } = previously;
  const line = structuredHeadline({ ...facts, actorName: actorName(actor, locale) }, locale);
  const stage = stageOf(facts, attributionClass(facts.attribution));
  return { headline: localisedIn(headline, locale) ?? line, date: knownOn, stage };
}

type Part = 'headline' | 'impact';
type Words = { text: string | null; isMachine: boolean; isConverted: boolean };

/** An editor's words, else those of a model; null leaves it to the data. */
function wordsFor(item: EditionItem, part: Part, locale: Locale): Words {
  const own = localisedIn(item[part], locale);
  if (own !== null) return { text: own, isMachine: false, isConverted: item[part][locale] === undefined };
  const machine = item.machine?.[part] ?? {};
  const text = localisedIn(machine, locale);
  return { text, isMachine: text !== null, isConverted: text !== null && machine[locale] === undefined };
}

/** Left out where there is nothing to say, so that such views stay equal to those of before. */
function origins(words: Record<Part, Words>): Pick<DigestShift, 'machineWritten' | 'converted'> {
  const parts = (['headline', 'impact'] as const).filter((part) => words[part].text !== null);
  const machineWritten = parts.filter((part) => words[part].isMachine);
  const converted = parts.filter((part) => words[part].isConverted);
  return {
    ...(machineWritten.length > 0 ? { machineWritten } : {}),
    ...(converted.length > 0 ? { converted } : {}),
  };
}
