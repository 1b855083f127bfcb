import type { Locale } from '#src/domain/locale/locale.js';
import { LANGUAGE_NAMES, SITE_MESSAGES } from './messages.js';
import type { PersonView, SubscribeView } from './subscribe-view.js';
import type { ZoneGroup } from './zone-choices.js';

/** What a button of a page asks for; it stands in the posted form. */
export type Act = 'leave' | 'again' | 'save' | 'confirm';

type Button = { act: Act; label: string; hint?: string; look: 'main' | 'quiet' };
export type NoticeView = {
  template: 'notice';
  title: string;
  text: string;
  button?: Button;
  link?: { label: string; href: string };
};
type Choice = { value: string; label: string; isSelected: boolean };
export type PreferencesView = {
  template: 'preferences';
  title: string;
  note: { kind: 'done' | 'fault'; text: string } | null;
  labels: { language: string; timeZone: string; save: string };
  languages: Choice[];
  zones: { label: string; zones: Choice[] }[];
  membership: { title: string; text: string; button: Button };
};
export type PageView = NoticeView | PreferencesView | SubscribeView | PersonView;

/** Each page without a form field: what it says, and the one button it may have. */
export type NoticeKind = 'leave' | 'left' | 'back' | 'blocked' | 'notFound' | 'trouble' | 'tooLarge';

export function noticeView(kind: NoticeKind, locale: Locale, name: string): NoticeView {
  const messages = SITE_MESSAGES[locale];
  const { title, text } = named(messages[kind], name);
  const view = { template: 'notice', title, text } as const;
  if (kind === 'leave') return { ...view, button: { act: 'leave', label: messages.leave.button, look: 'main' } };
  if (kind !== 'left') return view;
  const { button: label, hint } = messages.left;
  return { ...view, button: { act: 'again', label, hint, look: 'quiet' } };
}

export function preferencesView(input: {
  locale: Locale;
  name: string;
  timeZone: string;
  hasLeft: boolean;
  zones: ZoneGroup[];
  note?: 'saved' | 'faulty';
}): PreferencesView {
  const { locale, name, timeZone, hasLeft, zones, note } = input;
  const words = SITE_MESSAGES[locale].preferences;
  const offer = hasLeft ? words.again : words.leave;
  return {
    template: 'preferences',
    title: words.title,
    note: note === undefined ? null : { kind: note === 'saved' ? 'done' : 'fault', text: words[note] },
    labels: { language: words.language, timeZone: words.timeZone, save: words.save },
    languages: Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label, isSelected: value === locale })),
    zones: zones.map((group) => ({
      label: group.label,
      zones: group.zones.map((zone) => ({ ...zone, isSelected: zone.value === timeZone })),
    })),
    membership: {
      ...named(offer, name),
      button: { act: hasLeft ? 'again' : 'leave', label: offer.button, look: 'quiet' },
    },
  };
}

/** The same words with the name of the newsletter in its places. */
export function named({ title, text }: { title: string; text: string }, name: string): { title: string; text: string } {
  // A function, since `$&` in a name is no placeholder.
  const say = (words: string): string => words.replaceAll('{name}', () => name);
  return { title: say(title), text: say(text) };
}
