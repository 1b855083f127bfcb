import { z } from 'zod';
import {
  bounceVerdict,
  echoIn,
  inTotal,
  NOTHING_READ,
  secondsOf,
  statusOf,
  type ReadEvents,
  type Verdict,
} from './provider-report.js';

const text = z.string().nullish();
const eventSchema = z.object({
  event: z.string(),
  sg_event_id: z.string().min(1),
  sg_message_id: text,
  email: text,
  timestamp: z.number().nullish(),
  'smtp-id': text,
  reason: text,
  response: text,
  status: text,
  type: text,
});
type SendgridEvent = z.infer<typeof eventSchema>;

const IGNORED = ['processed', 'open', 'click', 'group_resubscribe', 'machine_opened'];

/** The body of SendGrid's Event Webhook: an array of events of any kinds. */
export function readSendgridEvents(payload: unknown): ReadEvents {
  if (!Array.isArray(payload)) return { ...NOTHING_READ, unreadable: 1 };
  return inTotal(payload.map((event: unknown) => readOne(event)));
}

function readOne(payload: unknown): ReadEvents {
  const name = z.object({ event: z.string() }).safeParse(payload).data?.event ?? '';
  if (IGNORED.includes(name)) return { ...NOTHING_READ, ignored: 1 };
  const { data: event } = eventSchema.safeParse(payload);
  const verdict = event === undefined ? undefined : judge(event);
  if (event === undefined || verdict === undefined) return { ...NOTHING_READ, unreadable: 1 };
  const report = {
    ...verdict,
    externalId: event.sg_event_id,
    status: statusOf(event.status),
    reply: event.reason ?? event.response ?? null,
    messageId: event['smtp-id'] ?? null,
    // Unique arguments stand beside the event's own fields.
    echo: echoIn(payload),
    providerMessageId: event.sg_message_id ?? null,
    recipient: event.email ?? null,
    at: secondsOf(event.timestamp),
  };
  return { ...NOTHING_READ, reports: [report] };
}

function judge(event: SendgridEvent): Verdict | undefined {
  const { event: name, type, reason, status } = event;
  const words = { reply: reason ?? null, status: statusOf(status) };
  switch (name) {
    case 'bounce': {
      const rule = `sendgrid:bounce:${type ?? ''}`;
      // "blocked" is SendGrid's word for what is refused because of us or for now; an address that is gone is a "bounce".
      if (type !== 'blocked') return bounceVerdict('hard', rule, words);
      const said = bounceVerdict('soft', rule, words);
      return said.kind === 'soft' && said.rule === rule ? { kind: 'block', rule } : said;
    }
    case 'dropped':
      return judgeDropped(reason ?? '');
    case 'deferred':
      return { kind: 'delayed', rule: 'sendgrid:deferred' };
    case 'delivered':
      return { kind: 'delivered', rule: 'sendgrid:delivered' };
    case 'spamreport':
      return { kind: 'complaint', rule: 'sendgrid:spamreport' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { kind: 'unsubscribe', rule: `sendgrid:${name}` };
    default:
      return undefined;
  }
}

/** Never sent, because of an earlier event that SendGrid remembers, or because it would not take the mail. */
function judgeDropped(reason: string): Verdict {
  const rule = `sendgrid:dropped:${reason.slice(0, 40)}`;
  if (/bounced address|invalid/i.test(reason) && !/smtpapi/i.test(reason)) return { kind: 'hard', rule };
  if (/spam report/i.test(reason)) return { kind: 'complaint', rule };
  if (/unsubscribed/i.test(reason)) return { kind: 'unsubscribe', rule };
  return { kind: 'block', rule };
}
