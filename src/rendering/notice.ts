import { z } from 'zod';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { say, type Messages, type Question } from './messages.js';

const count = z.int().min(0);

/**
 * `paused`: a run has paused itself. `blocked`: a receiving provider sends its mails back. `unapproved`: an edition is due soon and nobody has
 * approved it. `missed`: nobody did in time.
 */
export const ALERTS_ABOUT = ['paused', 'blocked', 'unapproved', 'missed'] as const;
export type AlertAbout = (typeof ALERTS_ABOUT)[number];

/** What an operator is told of an edition or a run that needs them; `reason` is the due time of one that has not begun. Plain text. */
export const operatorAlertViewSchema = z.strictObject({
  about: z.enum(ALERTS_ABOUT),
  locale: z.enum(LOCALES),
  masthead: z.string().min(1),
  edition: z.strictObject({ id: z.string().min(1), title: z.string() }),
  reason: z.string(),
  /** null: nothing has begun. */
  counts: z.strictObject({ frozen: count, accepted: count, failed: count, uncertain: count, open: count }).nullable(),
  progressUrl: z.url({ protocol: /^https?$/ }),
  postalAddress: z.string().min(1),
});
export type OperatorAlertView = z.infer<typeof operatorAlertViewSchema>;

/** A question that is answered behind a link. All values are plain text; `days` the link is good for. */
export const questionViewSchema = z.strictObject({
  locale: z.enum(LOCALES),
  masthead: z.string().min(1),
  days: z.int().min(1),
  confirmUrl: z.url({ protocol: /^https?$/ }),
  postalAddress: z.string().min(1),
});
export type QuestionView = z.infer<typeof questionViewSchema>;

/** What goes with a person's own data, which is attached. All values are plain text. */
export const dataExportViewSchema = z.strictObject({
  locale: z.enum(LOCALES),
  masthead: z.string().min(1),
  preferencesUrl: z.url({ protocol: /^https?$/ }),
  postalAddress: z.string().min(1),
});
export type DataExportView = z.infer<typeof dataExportViewSchema>;

/** A mail of a few sentences, facts and one link, ready to be set as HTML and as text. */
export type Notice = {
  locale: Locale;
  masthead: string;
  subject: string;
  title: string;
  paragraphs: string[];
  facts: { label: string; value: string }[];
  link: { label: string; url: string };
  /** Why its reader gets it. */
  reason: string;
  postalAddress: string;
};

const ALERT_WORDS = {
  paused: 'operatorAlert',
  blocked: 'operatorBlocked',
  unapproved: 'operatorUnapproved',
  missed: 'operatorMissed',
} as const;

/** `view` must be clean (see `clean`). */
export function operatorAlert(view: OperatorAlertView, messages: Messages): Notice {
  const { locale, masthead, edition, reason, counts, progressUrl, postalAddress } = view;
  const { subject, title, what, next } = messages[ALERT_WORDS[view.about]];
  const words = messages.operatorAlert;
  const name = edition.title === '' ? edition.id : edition.title;
  return {
    locale,
    masthead,
    subject: say(subject, { name: masthead, title: name }),
    title,
    paragraphs: [what, next],
    facts: [
      { label: words.edition, value: name === edition.id ? name : `${name} (${edition.id})` },
      { label: counts === null ? words.due : words.reason, value: reason },
      ...(counts === null ? [] : [{ label: words.sent, value: say(words.counts, counts) }]),
    ],
    link: { label: words.progress, url: progressUrl },
    reason: words.because,
    postalAddress,
  };
}

/** The same. It says what it is for and nothing else: no word of what the newsletter is about. */
export function questionNotice(view: QuestionView, words: Question): Notice {
  const { locale, masthead, days, confirmUrl, postalAddress } = view;
  const filled = (text: string): string => say(text, { name: masthead, days });
  return {
    locale,
    masthead,
    subject: filled(words.subject),
    title: filled(words.title),
    paragraphs: [filled(words.what), filled(words.nothing)],
    facts: [],
    link: { label: words.link, url: confirmUrl },
    reason: filled(words.because),
    postalAddress,
  };
}

export function dataExportNotice(view: DataExportView, { dataExport: words }: Messages): Notice {
  const { locale, masthead, preferencesUrl, postalAddress } = view;
  const filled = (text: string): string => say(text, { name: masthead });
  return {
    locale,
    masthead,
    subject: filled(words.subject),
    title: filled(words.title),
    paragraphs: [filled(words.what), filled(words.how)],
    facts: [],
    link: { label: words.link, url: preferencesUrl },
    reason: filled(words.because),
    postalAddress,
  };
}
