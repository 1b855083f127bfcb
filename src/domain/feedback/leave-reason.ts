/** Why a reader left, as they may choose from a list; stored words, see the table's CHECK. */
export const LEAVE_REASONS = [
  'too-often',
  'not-relevant',
  'never-signed-up',
  'quality',
  'switching-address',
  'other',
] as const;
export type LeaveReason = (typeof LEAVE_REASONS)[number];

/** UTF-16 code units of a reader's own words, as `maxlength` of a form counts them. */
export const MOST_WORDS = 500;

/** `words`: null when nothing was written. */
export type LeaveAnswer = { reason: LeaveReason; words: string | null };
export type LeaveAnswerFault = 'nothing' | 'too-long';

/**
 * Reads what a posted form says. Line ends are those of the form (CRLF) and count as one. `nothing`: neither a reason nor words; words
 * without a reason are `other`.
 */
export function readLeaveAnswer(form: {
  reason?: string | undefined;
  words?: string | undefined;
}): LeaveAnswer | LeaveAnswerFault {
  const words = (form.words ?? '').replaceAll(/\r\n?/g, '\n').trim();
  if (words.length > MOST_WORDS) return 'too-long';
  const reason = LEAVE_REASONS.find((known) => known === form.reason);
  if (reason === undefined && words === '') return 'nothing';
  return { reason: reason ?? 'other', words: words === '' ? null : words };
}

export type LeaveReasonCounts = Record<LeaveReason, number>;

/** All reasons, those that nobody gave with 0. */
export function leaveReasonCounts(rows: readonly { reason: LeaveReason; count: number }[]): LeaveReasonCounts {
  const counts = Object.fromEntries(LEAVE_REASONS.map((reason) => [reason, 0])) as LeaveReasonCounts;
  for (const { reason, count } of rows) counts[reason] += count;
  return counts;
}
