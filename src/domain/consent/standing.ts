export const SUBSCRIBER_STATUSES = ['pending', 'active', 'unsubscribed'] as const;
export type SubscriberStatus = (typeof SUBSCRIBER_STATUSES)[number];

export const SUPPRESSION_REASONS = ['hard-bounce', 'complaint', 'manual', 'erased'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** How we stand with a person: the state of their row (null: none) and why their address is never mailed (null: it may be). */
export type Standing = { status: SubscriberStatus | null; suppression: SuppressionReason | null };

export type Admission = 'create' | 'already-there' | 'left' | 'suppressed';

/**
 * What adding a person by API or import comes to. Both are somebody else's word: they create, and never bring back a person who left or whose
 * address is suppressed (GDPR 7(3), 21(3)).
 */
export function judgeAdmission({ status, suppression }: Standing): Admission {
  if (suppression !== null) return 'suppressed';
  if (status === null) return 'create';
  return status === 'unsubscribed' ? 'left' : 'already-there';
}

/** Whose act a change is: an operator's, or the reader's own through a link that only they were given. */
export type ActBy = 'operator' | 'reader';

export type StatusVerdict = 'change' | 'same' | 'left' | 'unconfirmed' | 'suppressed';

/**
 * Whether a person's status may become `to`. Anybody may end a subscription; only the reader's own act begins it again or confirms it, and
 * nothing activates a suppressed address. Other than 'change' and 'same', the word is the reason of the refusal.
 */
export function judgeStatusChange(
  standing: { status: SubscriberStatus; suppression: SuppressionReason | null },
  to: 'active' | 'unsubscribed',
  by: ActBy,
): StatusVerdict {
  if (standing.status === to) return 'same';
  if (to === 'unsubscribed') return 'change';
  if (standing.suppression !== null) return 'suppressed';
  if (by === 'reader') return 'change';
  return standing.status === 'unsubscribed' ? 'left' : 'unconfirmed';
}

/** An operator may take back what an operator or a mail server said; what the person said stays. */
export function canLiftSuppression(reason: SuppressionReason): boolean {
  return reason === 'manual' || reason === 'hard-bounce';
}

/**
 * Whether a person may be enrolled by confirming a request of their own. It brings back whoever had left before they asked; a request from
 * before they left is no word of theirs any more, and nothing activates a suppressed address.
 */
export function judgeConfirmation(against: {
  suppression: SuppressionReason | null;
  hasLeftSince: boolean;
}): 'enrol' | 'suppressed' | 'left-since' {
  if (against.suppression !== null) return 'suppressed';
  return against.hasLeftSince ? 'left-since' : 'enrol';
}
