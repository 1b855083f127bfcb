import type { Locale } from '#src/domain/locale/locale.js';
import { LANGUAGE_NAMES } from './messages.js';
import { named, type NoticeView } from './page-view.js';
import { SUBSCRIBE_MESSAGES } from './subscribe-messages.js';

/** `bits` of work that a script may do for `challenge` while the person types. */
export type Work = { challenge: string; bits: number };

export type SubscribeView = {
  template: 'subscribe';
  title: string;
  text: string;
  note: { kind: 'fault'; text: string } | null;
  labels: { email: string; language: string; options: string; trap: string; button: string; busy: string };
  languageNav: { label: string; links: { locale: Locale; label: string; href: string; isCurrent: boolean }[] };
  /** Posted as they are. */
  hidden: { name: string; value: string }[];
  email: { value: string; fault: string | null; hint: string | null };
  languages: { value: string; label: string; isSelected: boolean }[];
  consent: string;
  options: { name: string; text: string; isTicked: boolean }[];
  action: string;
  work: Work;
};

export type PersonView = {
  template: 'person';
  title: string;
  text: string;
  note: { kind: 'fault'; text: string } | null;
  labels: { button: string; busy: string };
  hidden: { name: string; value: string }[];
  action: string;
  work: Work;
};

/** What a person has filled in so far. */
export type FilledIn = {
  email: string;
  /** What was probably meant; pressing again says that the address is right as it is. */
  suggestion?: string;
  locale: Locale;
  personalisation: boolean;
  tracking: boolean;
};

export function subscribeView(input: {
  locale: Locale;
  name: string;
  action: string;
  wording: { version: string; newsletter: string; personalisation: string; tracking: string };
  work: Work;
  filledIn: FilledIn;
  fault?: 'email' | 'other' | undefined;
}): SubscribeView {
  const { locale, name, action, wording, work, filledIn, fault } = input;
  const words = SUBSCRIBE_MESSAGES[locale].form;
  const { email, language, options, trap, button, busy } = words;
  const { suggestion } = filledIn;
  return {
    template: 'subscribe',
    ...named(words, name),
    note: fault === undefined ? null : { kind: 'fault', text: fault === 'email' ? words.faultyEmail : words.faulty },
    labels: { email, language, options, trap, button, busy },
    languageNav: {
      label: words.languages,
      links: languages().map(([value, label]) => ({
        locale: value,
        label,
        href: `${action}?lang=${value}`,
        isCurrent: value === locale,
      })),
    },
    hidden: [
      { name: 'lang', value: locale },
      { name: 'wording', value: wording.version },
      { name: 'form', value: 'page' },
      { name: 'challenge', value: work.challenge },
      ...(suggestion === undefined ? [] : [{ name: 'sure', value: filledIn.email }]),
    ],
    email: {
      value: filledIn.email,
      fault: fault === 'email' ? words.faultyEmail : null,
      hint: suggestion === undefined ? null : words.suggestion.replace('{address}', () => suggestion),
    },
    languages: languages().map(([value, label]) => ({ value, label, isSelected: value === filledIn.locale })),
    consent: wording.newsletter,
    options: [
      { name: 'personalisation', text: wording.personalisation, isTicked: filledIn.personalisation },
      { name: 'tracking', text: wording.tracking, isTicked: filledIn.tracking },
    ],
    action,
    work,
  };
}

/** Asks for one more press, with all that was filled in. */
export function personView(input: {
  locale: Locale;
  name: string;
  action: string;
  fields: Record<string, string | undefined>;
  work: Work;
  isTooSoon: boolean;
}): PersonView {
  const { locale, name, action, fields, work, isTooSoon } = input;
  const { person, form } = SUBSCRIBE_MESSAGES[locale];
  return {
    template: 'person',
    ...named(person, name),
    note: isTooSoon ? { kind: 'fault', text: person.tooSoon } : null,
    labels: { button: person.button, busy: form.busy },
    hidden: Object.entries<string | undefined>({ ...fields, challenge: work.challenge }).flatMap(([key, value]) =>
      value === undefined ? [] : [{ name: key, value }],
    ),
    action,
    work,
  };
}

export type SubscribeNotice = 'asked' | 'limited' | 'confirm' | 'confirmed' | 'already' | 'gone';

/** `href`: where its link leads, if it has one. */
export function subscribeNotice(kind: SubscribeNotice, locale: Locale, name: string, href: string): NoticeView {
  const words = SUBSCRIBE_MESSAGES[locale];
  const view = { template: 'notice', ...named(words[kind], name) } as const;
  if (kind === 'confirm') return { ...view, button: { act: 'confirm', label: words.confirm.button, look: 'main' } };
  if (kind === 'gone' || kind === 'confirmed') return { ...view, link: { label: words[kind].link, href } };
  return view;
}

function languages(): [Locale, string][] {
  return Object.entries(LANGUAGE_NAMES) as [Locale, string][];
}
