import type { OptionalPurpose } from '#src/domain/consent/purpose.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { MARKETS, PLATFORMS, RHYTHMS, TOPICS, type Preferences } from '#src/domain/reader/preferences.js';
import { ACTORS } from '#src/domain/shift/actors/actor-lexicon.js';
import { LANGUAGE_NAMES, SITE_MESSAGES } from './messages.js';
import type { MoveState } from '#src/signup/index.js';
import { MOVE_MESSAGES } from './move-messages.js';
import { named, type Button, type NoticeView } from './page-view.js';
import { PREFERENCE_MESSAGES, type PreferenceMessages } from './preference-messages.js';
import { BOXES } from './preferences-form.js';
import type { ZoneGroup } from './zone-choices.js';

type Choice = { value: string; label: string; isSelected: boolean };
type Box = { name: string; label: string; isTicked: boolean };

export type PreferencesView = {
  template: 'preferences';
  title: string;
  note: { kind: 'done' | 'fault'; text: string } | null;
  /** The field that the fault is about. */
  faulty: 'pause' | 'actors' | null;
  labels: { language: string; timeZone: string; save: string };
  words: PreferenceMessages;
  languages: Choice[];
  seconds: Choice[];
  rhythms: Choice[];
  hours: Choice[];
  zones: { label: string; zones: Choice[] }[];
  pausedUntil: { value: string; first: string; last: string };
  boxes: { label: string; boxes: Box[] }[];
  actors: string;
  consents: Box[];
  /** What else can be done, each with a button of its own. */
  offers: { id: string; title: string; text: string; button: Button; field: { name: string; label: string } | null }[];
};

export type PreferencesNote =
  | { kind: 'saved' }
  | { kind: 'faulty-address' }
  | {
      kind: 'faulty';
      fault: 'pause' | 'actors' | 'other';
      unknown: string[];
      typed: { pause?: string; actors?: string };
    };

export type PreferencesInput = {
  name: string;
  preferences: Preferences;
  hasLeft: boolean;
  zones: ZoneGroup[];
  /** `YYYY-MM-DD`. */
  days: { tomorrow: string; nextYear: string };
  consentTexts: Record<OptionalPurpose, string>;
  note?: PreferencesNote | undefined;
};

export function preferencesView({
  preferences,
  name,
  hasLeft,
  zones,
  days,
  consentTexts,
  note,
}: PreferencesInput): PreferencesView {
  const { locale, secondLocale, timeZone, rhythm, localHour, pausedUntil } = preferences;
  const { leave, again, ...labels } = SITE_MESSAGES[locale].preferences;
  const words = PREFERENCE_MESSAGES[locale];
  const offer = hasLeft ? again : leave;
  const move = MOVE_MESSAGES[locale].offer;
  const languages = Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }));
  const typed = note?.kind === 'faulty' ? note.typed : {};
  return {
    template: 'preferences',
    title: labels.title,
    note: note === undefined ? null : noteOf(note, locale),
    faulty: note?.kind !== 'faulty' || note.fault === 'other' ? null : note.fault,
    labels: { language: labels.language, timeZone: labels.timeZone, save: labels.save },
    words,
    languages: chosen(languages, locale),
    seconds: chosen([{ value: '', label: words.onlyOne }, ...languages], secondLocale ?? ''),
    rhythms: chosen(
      RHYTHMS.map((value) => ({ value, label: words.rhythms[value] })),
      rhythm,
    ),
    hours: chosen(
      Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` })),
      String(localHour),
    ),
    zones: zones.map((group) => ({ label: group.label, zones: chosen(group.zones, timeZone) })),
    pausedUntil: { value: typed.pause ?? pausedUntil ?? '', first: days.tomorrow, last: days.nextYear },
    boxes: [
      { label: words.topics, boxes: ticked(BOXES.topics, TOPICS, preferences.topics, (id) => words.topicNames[id]) },
      { label: words.platforms, boxes: ticked(BOXES.platforms, PLATFORMS, preferences.platforms, nameOfActor) },
      {
        label: words.markets,
        boxes: ticked(BOXES.markets, MARKETS, preferences.markets, (id) => words.marketNames[id]),
      },
    ],
    actors: typed.actors ?? preferences.actors.map(nameOfActor).join(', '),
    consents: ticked(
      BOXES.allowed,
      ['personalisation', 'open-click-tracking'],
      preferences.allowed,
      (purpose) => consentTexts[purpose],
    ),
    offers: [
      {
        id: 'membership',
        ...named(offer, name),
        button: { act: hasLeft ? 'again' : 'leave', label: offer.button, look: 'quiet' },
        field: null,
      },
      {
        id: 'move',
        ...named(move, name),
        button: { act: 'move', label: move.button, look: 'quiet' },
        field: { name: 'email', label: move.email },
      },
      {
        id: 'export',
        ...named(words.dataExport.offer, name),
        button: { act: 'export', label: words.dataExport.offer.button, look: 'quiet' },
        field: null,
      },
      {
        id: 'erasure',
        ...named(words.erasure.offer, name),
        button: { act: 'erase', label: words.erasure.offer.button, look: 'quiet' },
        field: null,
      },
    ],
  };
}

export function exportNotice(locale: Locale, name: string): NoticeView {
  return { template: 'notice', ...named(PREFERENCE_MESSAGES[locale].dataExport.done, name) };
}

/** A step of a change of address. */
export function moveNotice(step: 'asked' | MoveState, locale: Locale, name: string): NoticeView {
  const words = MOVE_MESSAGES[locale];
  const view = { template: 'notice', ...named(words[step], name) } as const;
  return step === 'open' ? { ...view, button: { act: 'agree', label: words.open.button, look: 'main' } } : view;
}

/** Asks once more, or says that it is done. */
export function erasureNotice(step: 'ask' | 'done', locale: Locale, name: string): NoticeView {
  const { ask, done } = PREFERENCE_MESSAGES[locale].erasure;
  const view = { template: 'notice', ...named(step === 'ask' ? ask : done, name) } as const;
  return step === 'done' ? view : { ...view, button: { act: 'erase-now', label: ask.button, look: 'main' } };
}

function noteOf(note: PreferencesNote, locale: Locale): { kind: 'done' | 'fault'; text: string } {
  const { saved, faulty } = SITE_MESSAGES[locale].preferences;
  const { pauseFault, actorsFault } = PREFERENCE_MESSAGES[locale];
  if (note.kind === 'faulty-address') return { kind: 'fault', text: MOVE_MESSAGES[locale].faulty };
  if (note.kind === 'saved') return { kind: 'done', text: saved };
  if (note.fault === 'other') return { kind: 'fault', text: faulty };
  const text = note.fault === 'pause' ? pauseFault : actorsFault;
  return { kind: 'fault', text: text.replaceAll('{names}', () => note.unknown.slice(0, 5).join(', ')) };
}

function chosen(choices: { value: string; label: string }[], value: string): Choice[] {
  return choices.map((choice) => ({ ...choice, isSelected: choice.value === value }));
}

function ticked<T extends string>(
  prefix: string,
  words: readonly T[],
  mine: readonly T[],
  label: (word: T) => string,
): Box[] {
  return words.map((word) => ({ name: `${prefix}${word}`, label: label(word), isTicked: mine.includes(word) }));
}

function nameOfActor(id: string): string {
  return ACTORS.find((actor) => actor.id === id)?.name ?? id;
}
