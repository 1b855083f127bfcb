import { actorName } from '#src/domain/format/actor-name.js';
import { attributionLabel } from '#src/domain/format/attribution.js';
import { formatDay } from '#src/domain/format/calendar-day.js';
import { convertScript } from '#src/domain/format/convert-script.js';
import { kindLabel } from '#src/domain/format/labels.js';
import { localisedIn } from '#src/domain/format/localise.js';
import { stageLabel } from '#src/domain/format/stage.js';
import { shiftPoles, structuredHeadline, type HeadlineFacts } from '#src/domain/format/structured-headline.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { Timeline, TimelineBrief, TimelineEntry } from '#src/shifts/index.js';
import { LANGUAGE_NAMES } from './messages.js';
import { TIMELINE_MESSAGES, type TimelineMessages } from './timeline-messages.js';

type State = { key: TimelineEntry['state']; label: string };
export type TimelineItem = {
  id: string;
  day: { iso: string; label: string };
  kind: string;
  state: State;
  headline: string;
  poles: { from: string; to: string } | null;
  quote: { text: string; lang: Locale; attribution: string; words: string | null };
  source: { title: string; lang: Locale; url: string | null; credit: string };
  /** Oldest first; empty where it never changed. */
  stages: { label: string; iso: string; day: string }[];
  previously: { headline: string; when: string; href: string } | null;
  then: { label: string; href: string } | null;
};
export type TimelineView = {
  template: 'timeline';
  title: string;
  text: string;
  labels: TimelineMessages;
  items: TimelineItem[];
  languageNav: { locale: Locale; label: string; href: string; isCurrent: boolean }[];
  newer: string | null;
  older: string | null;
};

/** A timeline as readers of one language see it. Words that no editor wrote are made from data; quotes stay as they are. */
export function timelineView(timeline: Timeline, locale: Locale, cursor: string | undefined): TimelineView {
  const labels = TIMELINE_MESSAGES[locale];
  const here = `?lang=${locale}`;
  const ids = new Set(timeline.items.map(({ id }) => id));
  const title = labels.title.replaceAll('{name}', () => nameIn(timeline, locale));
  const languages = Object.entries(LANGUAGE_NAMES) as [Locale, string][];
  return {
    template: 'timeline',
    title,
    text: timeline.items.length === 0 ? labels.nothing : labels.text,
    labels,
    items: timeline.items.map((entry) => itemOf(entry, locale, ids)),
    languageNav: languages.map(([other, label]) => {
      const page = cursor === undefined ? '' : `&before=${cursor}`;
      return { locale: other, label, href: `?lang=${other}${page}`, isCurrent: other === locale };
    }),
    newer: cursor === undefined ? null : here,
    older: timeline.nextCursor === null ? null : `${here}&before=${timeline.nextCursor}`,
  };
}

function nameIn({ actor: { names } }: Timeline, locale: Locale): string {
  const { 'zh-Hans': hans, 'zh-Hant': hant, en } = names;
  if (locale === 'zh-CN') return hans ?? (hant === null ? en : convertScript(hant, 'zh-CN'));
  if (locale === 'zh-TW') return hant ?? (hans === null ? en : convertScript(hans, 'zh-TW'));
  return en;
}

function itemOf(entry: TimelineEntry, locale: Locale, onPage: ReadonlySet<string>): TimelineItem {
  const labels = TIMELINE_MESSAGES[locale];
  const { quote, source, attribution, supersededBy } = entry;
  const published = source.publishedAt === null ? null : formatDay(source.publishedAt, locale);
  const note = quote.language === locale ? null : labels.quote[quote.language];
  return {
    id: entry.id,
    day: { iso: entry.knownOn, label: formatDay(entry.knownOn, locale) },
    kind: kindLabel(entry.kind, locale),
    state: stateIn(entry.state, locale),
    headline: headlineOf(entry, locale),
    poles: shiftPoles(factsOf(entry, locale), locale),
    quote: {
      text: quote.text,
      lang: quote.language,
      attribution: attributionLabel(attribution.class, locale),
      words: attribution.words,
    },
    source: {
      title: source.title,
      lang: quote.language,
      url: source.url,
      credit: [source.publisher, published, note].filter((part) => part !== null).join(' · '),
    },
    stages: entry.stages.length < 2 ? [] : entry.stages.map(({ stage, since }) => stepOf(stage, since, locale)),
    previously: entry.previously === null ? null : previouslyOf(entry.previously, locale, onPage),
    then:
      supersededBy === null
        ? null
        : { label: labels.then[supersededBy.as], href: onPage.has(supersededBy.id) ? `#s-${supersededBy.id}` : '' },
  };
}

function stepOf(stage: TimelineBrief['stage'], since: string, locale: Locale): TimelineItem['stages'][number] {
  return { label: stageLabel(stage, locale), iso: since.slice(0, 10), day: formatDay(since, locale) };
}

function previouslyOf(
  brief: TimelineBrief,
  locale: Locale,
  onPage: ReadonlySet<string>,
): NonNullable<TimelineItem['previously']> {
  return {
    headline: headlineOf(brief, locale),
    when: bracketed(stageLabel(brief.stage, locale), formatDay(brief.knownOn, locale), locale),
    href: onPage.has(brief.id) ? `#s-${brief.id}` : '',
  };
}

function bracketed(stage: string, day: string, locale: Locale): string {
  return locale === 'en' ? ` (${stage}, ${day})` : `（${stage}，${day}）`;
}

function stateIn(state: TimelineEntry['state'], locale: Locale): State {
  const label = state === 'reversed' ? TIMELINE_MESSAGES[locale].reversed : stageLabel(state, locale);
  return { key: state, label };
}

function headlineOf(brief: TimelineBrief, locale: Locale): string {
  return localisedIn(brief.headline, locale) ?? structuredHeadline(factsOf(brief, locale), locale);
}

function factsOf(brief: TimelineBrief, locale: Locale): HeadlineFacts {
  const { quote, attribution } = brief;
  return {
    ...brief,
    actorName: actorName(brief.actor, locale),
    language: quote.language,
    attribution: attribution.words,
  };
}
