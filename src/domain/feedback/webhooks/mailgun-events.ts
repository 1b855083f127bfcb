import { z } from 'zod';
import {
  bounceVerdict,
  echoIn,
  NOTHING_READ,
  secondsOf,
  statusOf,
  type ReadEvents,
  type Verdict,
} from './provider-report.js';

const text = z.string().nullish();
const eventSchema = z.object({
  id: z.string().min(1),
  event: z.string(),
  timestamp: z.number().nullish(),
  severity: text,
  reason: text,
  recipient: text,
  message: z.object({ headers: z.object({ 'message-id': text }).nullish() }).nullish(),
  'user-variables': z.unknown().optional(),
  'delivery-status': z
    .object({ code: z.number().nullish(), message: text, description: text, 'enhanced-code': text })
    .nullish(),
});
type MailgunEvent = z.infer<typeof eventSchema>;

const IGNORED = ['accepted', 'opened', 'clicked', 'stored', 'list_member_uploaded', 'list_uploaded'];

/** `event-data` of a Mailgun webhook. */
export function readMailgunEvent(payload: unknown): ReadEvents {
  const name = z.object({ event: z.string() }).safeParse(payload).data?.event ?? '';
  if (IGNORED.includes(name)) return { ...NOTHING_READ, ignored: 1 };
  const { data: event } = eventSchema.safeParse(payload);
  const verdict = event === undefined ? undefined : judge(event);
  if (event === undefined || verdict === undefined) return { ...NOTHING_READ, unreadable: 1 };
  const messageId = event.message?.headers?.['message-id'] ?? null;
  const report = {
    ...verdict,
    externalId: event.id,
    status: statusOf(event['delivery-status']?.['enhanced-code']),
    reply: replyOf(event),
    messageId,
    echo: echoIn(event['user-variables']),
    providerMessageId: null,
    recipient: event.recipient ?? null,
    at: secondsOf(event.timestamp),
  };
  return { ...NOTHING_READ, reports: [report] };
}

function judge(event: MailgunEvent): Verdict | undefined {
  switch (event.event) {
    case 'failed':
      return judgeFailed(event);
    case 'rejected':
      return { kind: 'block', rule: 'mailgun:rejected' };
    case 'delivered':
      return { kind: 'delivered', rule: 'mailgun:delivered' };
    case 'complained':
      return { kind: 'complaint', rule: 'mailgun:complained' };
    case 'unsubscribed':
      return { kind: 'unsubscribe', rule: 'mailgun:unsubscribed' };
    default:
      return undefined;
  }
}

/** A temporary failure is tried again by Mailgun itself. `suppress-…`: it was never sent, because of what Mailgun remembers. */
function judgeFailed(event: MailgunEvent): Verdict {
  const { severity, reason } = event;
  const rule = `mailgun:failed:${severity ?? ''}:${reason ?? ''}`;
  if (severity === 'temporary') return { kind: 'delayed', rule };
  if (reason === 'suppress-bounce') return { kind: 'hard', rule };
  if (reason === 'suppress-complaint') return { kind: 'complaint', rule };
  if (reason === 'suppress-unsubscribe') return { kind: 'unsubscribe', rule };
  const status = event['delivery-status'];
  const code = status?.code ?? null;
  const words = {
    reply: replyOf(event),
    status: statusOf(status?.['enhanced-code']),
    // Codes of 600 and more are Mailgun's own.
    code: code !== null && code >= 400 && code < 600 ? code : null,
  };
  // `old`: it was tried until its time was over.
  return bounceVerdict(reason === 'old' ? 'soft' : 'hard', rule, words);
}

function replyOf({ 'delivery-status': status }: MailgunEvent): string | null {
  const said = [status?.message, status?.description].filter(
    (part) => part !== undefined && part !== null && part !== '',
  );
  return said.length === 0 ? null : said.join(' ');
}
