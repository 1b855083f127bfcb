import { LEAVE_REASONS, MOST_WORDS, type LeaveAnswerFault } from '#src/domain/feedback/leave-reason.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { named, noticeView, type NoticeView } from './page-view.js';
import { REASON_MESSAGES } from './reason-messages.js';

/** The question why a reader has left; it stands below what they did. */
export type ReasonView = {
  title: string;
  text: string;
  action: string;
  fault: string | null;
  legend: string;
  choices: { value: string; label: string; isChosen: boolean }[];
  words: { label: string; hint: string; value: string; most: number };
  button: string;
};

/** What was posted and is asked for once more. */
export type FaultyAnswer = { fault: LeaveAnswerFault; reason: string; words: string };

/** After leaving, with the way back. */
export function leftView(locale: Locale, name: string, action: string): NoticeView {
  return { ...noticeView('left', locale, name), reasons: reasonView(locale, name, action) };
}

/** The question on a page of its own, from which no button leads back: that one belongs to another link. */
export function questionView(locale: Locale, name: string, action: string, answer?: FaultyAnswer): NoticeView {
  const { template, title, text } = noticeView('left', locale, name);
  return { template, title, text, reasons: reasonView(locale, name, action, answer) };
}

export function thanksView(locale: Locale, name: string): NoticeView {
  return { template: 'notice', ...named(REASON_MESSAGES[locale].thanks, name) };
}

function reasonView(locale: Locale, name: string, action: string, answer?: FaultyAnswer): ReasonView {
  const { ask, legend, reasons, words, wordsHint, nothing, tooLong } = REASON_MESSAGES[locale];
  return {
    ...named(ask, name),
    action,
    fault: answer === undefined ? null : answer.fault === 'nothing' ? nothing : tooLong,
    legend,
    choices: LEAVE_REASONS.map((value) => ({ value, label: reasons[value], isChosen: value === answer?.reason })),
    words: { label: words, hint: wordsHint, value: answer?.words ?? '', most: MOST_WORDS },
    button: ask.button,
  };
}
