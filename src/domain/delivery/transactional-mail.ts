import type { ReplyReason } from './reply-rules.js';
import { afterLoss, ladderStep, retryLadderSeconds, UNREACHED_SECONDS } from './retry-ladder.js';
import { judge, type HandOffFailure } from './verdict.js';

/** Mail that one person gets for something that happened, as the table's CHECKs have it. */
export const TRANSACTIONAL_KINDS = [
  'operator_alert',
  'subscription_confirmation',
  'address_change',
  'data_export',
] as const;
export type TransactionalKind = (typeof TRANSACTIONAL_KINDS)[number];

export const TRANSACTIONAL_STATES = [
  'pending', 'claimed', 'handing', 'accepted', 'deferred', 'uncertain', 'failed', 'expired',
] as const; // prettier-ignore
export type TransactionalState = (typeof TRANSACTIONAL_STATES)[number];

/** Hours after which a mail of this kind is worth nothing any more. */
export const EXPIRY_HOURS: Readonly<Record<TransactionalKind, number>> = {
  operator_alert: 24,
  subscription_confirmation: 48,
  address_change: 48,
  data_export: 48,
};

/** What is written after a try. `isTried`: it counts as one. `retrySeconds` matters to what waits. */
export type TransactionalStep = {
  state: 'pending' | 'deferred' | 'uncertain' | 'failed';
  isTried: boolean;
  retrySeconds: number;
};

export type FailedTry = {
  failure: HandOffFailure;
  reason: ReplyReason;
  /** Tries before this one. */
  attempts: number;
  /** Whether a relay may be asked now that has not just failed. */
  hasOtherRelay: boolean;
};

/**
 * The same verdicts and ladder as for digests, but for a fault of ours (login, certificate, sender): nobody can pause a single mail, so it
 * goes by another relay at once, or waits the first step of the ladder again and again until somebody has mended it.
 */
export function afterFailedTry(
  { failure, reason, attempts, hasOtherRelay }: FailedTry,
  firstStepSeconds: number,
  random: number,
): TransactionalStep {
  const ladder = (attempt: number): number => retryLadderSeconds(attempt, firstStepSeconds, random);
  const verdict = judge(failure, reason);
  switch (verdict) {
    case 'release':
      return { state: 'pending', isTried: false, retrySeconds: UNREACHED_SECONDS };
    case 'again':
      return { state: 'pending', isTried: false, retrySeconds: 0 };
    case 'pause':
      return { state: 'deferred', isTried: false, retrySeconds: hasOtherRelay ? 0 : ladder(1) };
    case 'lost':
      return { ...afterLoss(attempts, ladder), isTried: true };
    case 'deferred':
      return { state: 'deferred', isTried: true, retrySeconds: ladder(ladderStep(reason, attempts)) };
    default:
      return { state: verdict, isTried: true, retrySeconds: 0 };
  }
}
