import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { withoutRepeats } from '#src/domain/edition/without-repeats.js';
import { actorName } from '#src/domain/format/actor-name.js';
import { dayIn } from '#src/domain/format/calendar-day.js';
import { displayWidth } from '#src/domain/format/display-width.js';
import { localisedIn } from '#src/domain/format/localise.js';
import { MAX_HEADLINE_WIDTH, structuredHeadline } from '#src/domain/format/structured-headline.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { DigestShift, DigestView } from '#src/rendering/index.js';
import type { EditionRow } from './edition.repository.js';

export type ViewFacts = {
  edition: Pick<EditionRow, 'number' | 'title' | 'subject' | 'intro'>;
  items: readonly EditionItem[];
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
  locale,
  date,
  previousDate,
  mastheadName,
  postalAddress,
}: ViewFacts): DigestView {
  return {
    locale,
    edition: { number: edition.number, title: edition.title, date: dayIn(date, locale) },
    masthead: { name: mastheadName },
    subject: localisedIn(edition.subject, locale) ?? subjectFrom(items, locale),
    intro: localisedIn(edition.intro, locale),
    previousEditionDate: previousDate === null ? null : dayIn(previousDate, locale),
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
  return (localisedIn(first.headline, locale) ?? headlineFromData(first, locale, room)) + ending;
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
  return {
    id: item.shiftId,
    kind: claim.kind,
    actor: { name: actorName(claim.actor, locale), surface: claim.actor.surface },
    headline: localisedIn(item.headline, locale),
    from: claim.from,
    to: claim.to,
    object: claim.object,
    amounts: claim.amounts,
    date: claim.date,
    modality: claim.modality,
    negated: claim.negated,
    attribution: claim.attribution,
    quote: { text: quote.quote, language: article.language },
    impact: localisedIn(item.impact, locale),
    source: {
      title: article.title,
      url: article.sourceUrl,
      publisher: article.publisher,
      publishedAt: article.publishedAt,
    },
  };
}
