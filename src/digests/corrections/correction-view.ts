import type { ToldCorrection } from '#src/domain/correction/correction.schema.js';
import type { EditionItem } from '#src/domain/edition/edition.schema.js';
import { withoutRepeats } from '#src/domain/edition/without-repeats.js';
import { actorName } from '#src/domain/format/actor-name.js';
import { dayIn } from '#src/domain/format/calendar-day.js';
import { localisedIn } from '#src/domain/format/localise.js';
import { structuredHeadline } from '#src/domain/format/structured-headline.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { DigestCorrection } from '#src/rendering/index.js';

/** A correction as readers of one locale see it: what was said beside what is right. */
export function correctionView({ said, now, note }: ToldCorrection, locale: Locale): DigestCorrection {
  const { edition, item } = said;
  return {
    edition: { number: edition.number, date: dayIn(new Date(edition.startedAt), locale) },
    said: headlineIn(item, locale),
    quote: quoteOf(item),
    now: now === null ? null : headlineIn(now, locale),
    // The same words twice would look like a mistake of ours.
    nowQuote: now === null || quoteOf(now).text === quoteOf(item).text ? null : quoteOf(now),
    note: localisedIn(note, locale),
  };
}

/** The subject of a mail that only corrects. */
export function correctionSubject(corrections: readonly DigestCorrection[], locale: Locale): string {
  const [first] = corrections;
  const word = { 'zh-CN': '更正：', 'zh-TW': '更正：', en: 'Correction: ' }[locale];
  return first === undefined ? '' : word + (first.now ?? first.said);
}

function headlineIn({ headline, claim, article }: EditionItem, locale: Locale): string {
  const own = localisedIn(headline, locale);
  if (own !== null) return own;
  const facts = { ...withoutRepeats(claim), actorName: actorName(claim.actor, locale), language: article.language };
  return structuredHeadline(facts, locale);
}

function quoteOf({ claim, article }: EditionItem): DigestCorrection['quote'] {
  return { text: claim.evidence[0]?.quote ?? '', language: article.language };
}
