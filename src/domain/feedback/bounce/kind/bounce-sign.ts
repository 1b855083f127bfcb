import type { MailSigns } from './mail-signs.js';

export type BounceEvidence = {
  /** The mail holds the fields of RFC 3464, in a part of their own or among its words. */
  status: 'part' | 'words' | undefined;
  /** It shows the mail that came back. */
  hasReturnedMail: boolean;
  hasFailedHeader: boolean;
};

/** How near the top of a mail the words of failure must stand when nothing else tells its writer: people first say hello. */
const NEAR_TOP = 250;

/**
 * Whether a mail is a report of (non-)delivery, and by which sign; undefined when it is not. One sign alone is never enough: people quote
 * bounces, newsletters write about them, and an absent reader's machine answers with a null sender too.
 */
export function bounceSign(signs: MailSigns, evidence: BounceEvidence): string | undefined {
  const { isFromDaemon, hasNullSender, isReport, isAnswer, isList, isFailureTitled, hasDiagnostic, failureAt } = signs;
  const saysFailure = failureAt >= 0;
  const isNearTop = saysFailure && failureAt <= NEAR_TOP;
  const isAutomatic = hasNullSender || signs.automatic !== undefined;
  const isBySystem = isFromDaemon || hasNullSender;
  const isProven = saysFailure || hasDiagnostic || evidence.hasReturnedMail;
  if (isReport && (evidence.status !== undefined || isBySystem || isFailureTitled || saysFailure))
    return 'delivery-report';
  if (evidence.status === 'part' && (isBySystem || !(isAnswer || signs.isByPerson))) return 'delivery-status';
  if (evidence.hasFailedHeader && isFromDaemon) return 'failed-recipients';
  if (isList) return undefined;
  if (evidence.hasFailedHeader && (hasNullSender || isFailureTitled)) return 'failed-recipients';
  if (isAnswer && !(isFromDaemon && (evidence.hasReturnedMail ? isProven : hasDiagnostic && isNearTop)))
    return undefined;
  if (isFromDaemon && isFailureTitled && isProven) return 'daemon';
  if (signs.isAutoReplyTitled) return undefined;
  if (evidence.status === 'words' && (isFromDaemon || (isFailureTitled && (hasNullSender || isNearTop))))
    return 'delivery-status';
  if (isFromDaemon && !signs.isSummary && (isNearTop || (isProven && (isAutomatic || evidence.hasReturnedMail))))
    return 'daemon';
  if (hasNullSender && isFailureTitled && !signs.isAboutGoods && (saysFailure || hasDiagnostic)) return 'null-sender';
  if (hasNullSender && !signs.isSummary && saysFailure && (evidence.hasReturnedMail || hasDiagnostic))
    return 'null-sender';
  if (signs.isByPerson || !isFailureTitled || !isNearTop) return undefined;
  return evidence.hasReturnedMail || (hasDiagnostic && (signs.automatic !== undefined || signs.isFromMachine))
    ? 'words'
    : undefined;
}
