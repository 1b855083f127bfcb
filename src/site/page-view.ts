import type { Locale } from '#src/domain/locale/locale.js';
import { SITE_MESSAGES } from './messages.js';
import type { PreferencesView } from './preferences-view.js';
import type { ReasonView } from './reason-view.js';
import type { PersonView, SubscribeView } from './subscribe-view.js';
import type { TimelineView } from './timeline-view.js';

/** What a button of a page asks for; it stands in the posted form. */
export type Act = 'leave' | 'again' | 'save' | 'confirm' | 'erase' | 'erase-now' | 'move' | 'agree' | 'export';

export type Button = { act: Act; label: string; hint?: string; look: 'main' | 'quiet' };
export type NoticeView = {
  template: 'notice';
  title: string;
  text: string;
  button?: Button;
  link?: { label: string; href: string };
  reasons?: ReasonView;
};
export type PageView = NoticeView | PreferencesView | SubscribeView | PersonView | TimelineView;

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

/** The same words with the name of the newsletter in its places. */
export function named({ title, text }: { title: string; text: string }, name: string): { title: string; text: string } {
  // A function, since `$&` in a name is no placeholder.
  const say = (words: string): string => words.replaceAll('{name}', () => name);
  return { title: say(title), text: say(text) };
}
