import { z } from 'zod';
import { LOCALES, type Locale } from '#src/domain/locale/locale.js';
import { say, type Messages } from './messages.js';

const count = z.int().min(0);

/** `paused`: a run has paused itself. `blocked`: a receiving provider sends its mails back. */
export const ALERTS_ABOUT = ['paused', 'blocked'] as const;
export type AlertAbout = (typeof ALERTS_ABOUT)[number];

/** What an operator is told of a run that needs them. All values are plain text. */
export const operatorAlertViewSchema = z.strictObject({
  about: z.enum(ALERTS_ABOUT),
  locale: z.enum(LOCALES),
  masthead: z.string().min(1),
  edition: z.strictObject({ id: z.string().min(1), title: z.string() }),
  reason: z.string(),
  counts: z.strictObject({ frozen: count, accepted: count, failed: count, uncertain: count, open: count }),
  progressUrl: z.url({ protocol: /^https?$/ }),
  postalAddress: z.string().min(1),
});
export type OperatorAlertView = z.infer<typeof operatorAlertViewSchema>;

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

/** `view` must be clean (see `clean`). */
export function operatorAlert(view: OperatorAlertView, { operatorAlert: words, operatorBlocked }: Messages): Notice {
  const { locale, masthead, edition, reason, counts, progressUrl, postalAddress } = view;
  const { subject, title, what, next } = view.about === 'paused' ? words : operatorBlocked;
  const name = edition.title === '' ? edition.id : edition.title;
  return {
    locale,
    masthead,
    subject: say(subject, { name: masthead, title: name }),
    title,
    paragraphs: [what, next],
    facts: [
      { label: words.edition, value: name === edition.id ? name : `${name} (${edition.id})` },
      { label: words.reason, value: reason },
      { label: words.sent, value: say(words.counts, counts) },
    ],
    link: { label: words.progress, url: progressUrl },
    reason: words.because,
    postalAddress,
  };
}
