import type { BounceReport } from '../bounce-report.js';
import { headerOf, headersOf, type InboundMail } from '../mail/inbound-mail.js';
import type { MailSigns } from './mail-signs.js';
import { about, senderOf } from './other-reports.js';
import { CHALLENGE } from './phrases.data.js';

type Found = Pick<BounceReport, 'kind' | 'sign' | 'recipients'>;

const LEAVE_ADDRESS = /(?:^|[<\s,;"])(?:leave|unsubscribe)(?:[+-][^@\s]{1,200})?@/i;
const LEAVE_SUBJECT =
  /^\W*(?:please )?(?:unsubscribe|remove(?: me)?|opt[ -]?out|退订|取消订阅|退訂|取消訂閱)(?: me)?\W*$/i;

/** Answers of a machine for a person, and mails of a person who wants to leave. */
export function readAnswer({ headers, text }: InboundMail, signs: MailSigns): Found {
  const subject = headerOf(headers, 'subject').slice(0, 500);
  const isMachine = signs.automatic !== undefined || signs.hasNullSender;
  if (!signs.isList && CHALLENGE.test(`${subject} ${text.slice(0, 1_500)}`) && (isMachine || CHALLENGE.test(subject)))
    return about(senderOf(headers), 'auto-reply', 'challenge');
  if (signs.automatic === 'replied' && !signs.isList && !signs.isFromDaemon)
    return about(senderOf(headers), 'auto-reply', 'auto-submitted');
  if (signs.isAutoReplyTitled && !signs.isList && (isMachine || isAutoReplyAtStart(subject)))
    return about(senderOf(headers), 'auto-reply', 'out-of-office');
  if (!isMachine && !signs.isFromDaemon && !signs.isList && wantsToLeave(headers, subject))
    return about(senderOf(headers), 'unsubscribe', 'mailto');
  return { kind: 'other', sign: 'none', recipients: [] };
}

function isAutoReplyAtStart(subject: string): boolean {
  return /^\W*(?:out of (?:the )?office|auto\w*[ -]?(?:re|antw|answer)|abwesenheit|réponse auto|respuesta auto|resposta auto|risposta auto|автоответ|автоматический|自动(?:回复|答复)|自動(?:回覆|返信|応答)|不在)/iu.test(
    subject,
  );
}

function wantsToLeave(headers: InboundMail['headers'], subject: string): boolean {
  return (
    headersOf(headers, 'to', 'delivered-to', 'x-original-to').some((to) => LEAVE_ADDRESS.test(to)) ||
    LEAVE_SUBJECT.test(subject)
  );
}
