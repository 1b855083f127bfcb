import { formatDay } from '#src/domain/format/calendar-day.js';
import type { Locale } from '#src/domain/locale/locale.js';
import type { DigestCorrection } from './digest-view.schema.js';
import { say, type Messages } from './messages.js';
import { paragraphs } from './paragraphs.js';

/** One correction as the mail says it: what was said beside what is right, in plain text. */
export interface CorrectionBlock {
  saidLabel: string;
  said: string;
  quote: DigestCorrection['quote'];
  now: string | null;
  nowQuote: DigestCorrection['nowQuote'];
  note: string[];
  labels: Messages;
}

export function correctionBlock(correction: DigestCorrection, locale: Locale, labels: Messages): CorrectionBlock {
  const { edition, said, quote, now, nowQuote, note } = correction;
  const saidLabel = say(labels.correction.said, { number: edition.number, date: formatDay(edition.date, locale) });
  return { saidLabel, said, quote, now, nowQuote, note: paragraphs(note), labels };
}
