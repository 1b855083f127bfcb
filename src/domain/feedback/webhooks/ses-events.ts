import { z } from 'zod';
import {
  bounceVerdict,
  echoIn,
  momentOf,
  NOTHING_READ,
  statusOf,
  type ProviderReport,
  type ReadEvents,
  type Verdict,
} from './provider-report.js';

/**
 * Events of Amazon SES: `notificationType` in feedback notifications of an identity, `eventType` in those of a configuration set. Who it is
 * about stands in the list of the event, never in `mail.destination`, which names everybody the mail was sent to.
 */
const mailSchema = z.object({
  messageId: z.string().nullish(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  commonHeaders: z.object({ messageId: z.string().nullish() }).nullish(),
  tags: z.unknown().optional(),
});
const recipientSchema = z.object({
  emailAddress: z.string(),
  status: z.string().nullish(),
  diagnosticCode: z.string().nullish(),
});
const recipients = z.array(recipientSchema).min(1);
const text = z.string().nullish();
const eventSchema = z.object({
  notificationType: text,
  eventType: text,
  mail: mailSchema,
  bounce: z.object({ bounceType: text, bounceSubType: text, bouncedRecipients: recipients, timestamp: text }).nullish(),
  complaint: z
    .object({ complaintFeedbackType: text, complaintSubType: text, complainedRecipients: recipients, timestamp: text })
    .nullish(),
  delivery: z.object({ recipients: z.array(z.string()).min(1), smtpResponse: text, timestamp: text }).nullish(),
  deliveryDelay: z.object({ delayType: text, delayedRecipients: recipients, timestamp: text }).nullish(),
});
type SesEvent = z.infer<typeof eventSchema>;
type Recipient = z.infer<typeof recipientSchema>;

const IGNORED = [
  'Send',
  'Open',
  'Click',
  'Reject',
  'Rendering Failure',
  'Subscription',
  'AmazonSnsSubscriptionSucceeded',
];

/** `snsMessageId` is the same on every try, so it and the place in the list make the id of each recipient's event. */
export function readSesEvent(payload: unknown, snsMessageId: string): ReadEvents {
  const kind = z.object({ notificationType: text, eventType: text }).safeParse(payload).data;
  const name = kind?.eventType ?? kind?.notificationType ?? '';
  if (IGNORED.includes(name)) return { ...NOTHING_READ, ignored: 1 };
  const parsed = eventSchema.safeParse(payload);
  const told = parsed.success ? recipientsOf(name, parsed.data) : undefined;
  if (!parsed.success || told === undefined) return { ...NOTHING_READ, unreadable: 1 };
  const { mail } = parsed.data;
  const base = {
    messageId: messageIdOf(mail),
    echo: echoIn(mail.tags),
    providerMessageId: mail.messageId ?? null,
    at: momentOf(told.timestamp),
  };
  const reports = told.list.flatMap((recipient, place): ProviderReport[] => {
    const verdict = told.judge(recipient);
    if (verdict === undefined) return [];
    return [
      {
        ...base,
        ...verdict,
        externalId: `${snsMessageId}.${place}`,
        status: statusOf(recipient.status),
        reply: recipient.diagnosticCode ?? null,
        recipient: recipient.emailAddress,
      },
    ];
  });
  return { reports, ignored: told.list.length - reports.length, unreadable: 0 };
}

type Told = {
  list: Recipient[];
  timestamp: string | null | undefined;
  judge: (recipient: Recipient) => Verdict | undefined;
};

function recipientsOf(name: string, { bounce, complaint, delivery, deliveryDelay }: SesEvent): Told | undefined {
  if (name === 'Bounce' && bounce) {
    const judge = (recipient: Recipient): Verdict => judgeBounce(bounce.bounceType, bounce.bounceSubType, recipient);
    return { list: bounce.bouncedRecipients, timestamp: bounce.timestamp, judge };
  }
  if (name === 'Complaint' && complaint) {
    const judge = (): Verdict | undefined => judgeComplaint(complaint.complaintFeedbackType);
    return { list: complaint.complainedRecipients, timestamp: complaint.timestamp, judge };
  }
  if (name === 'Delivery' && delivery) {
    const list = delivery.recipients.map((emailAddress) => ({ emailAddress, diagnosticCode: delivery.smtpResponse }));
    return { list, timestamp: delivery.timestamp, judge: () => ({ kind: 'delivered', rule: 'ses:Delivery' }) };
  }
  if (name === 'DeliveryDelay' && deliveryDelay) {
    const rule = `ses:DeliveryDelay:${deliveryDelay.delayType ?? ''}`;
    return {
      list: deliveryDelay.delayedRecipients,
      timestamp: deliveryDelay.timestamp,
      judge: () => ({ kind: 'delayed', rule }),
    };
  }
  return undefined;
}

/** Types and subtypes of the SES developer guide, "bounce object". */
function judgeBounce(
  type: string | null | undefined,
  subType: string | null | undefined,
  recipient: Recipient,
): Verdict {
  const rule = `ses:${type ?? 'Undetermined'}:${subType ?? ''}`;
  // On a list of SES itself, because it bounced before.
  if (type === 'Permanent' && /Suppress/.test(subType ?? '')) return { kind: 'hard', rule };
  if (subType === 'ContentRejected' || subType === 'AttachmentRejected') return { kind: 'block', rule };
  const words = { reply: recipient.diagnosticCode ?? null, status: statusOf(recipient.status) };
  return bounceVerdict(type === 'Permanent' ? 'hard' : 'soft', rule, words);
}

/** `complaintFeedbackType` is the Feedback-Type of RFC 5965, where the receiving provider says it. */
function judgeComplaint(type: string | null | undefined): Verdict | undefined {
  if (type === 'not-spam') return undefined;
  if (type === 'auth-failure') return { kind: 'auth-report', rule: 'ses:Complaint:auth-failure' };
  return { kind: 'complaint', rule: `ses:Complaint:${type ?? ''}` };
}

/** As the mail was handed to SES, which then gives it an id of its own. */
function messageIdOf({ headers, commonHeaders }: SesEvent['mail']): string | null {
  const header = headers?.find(({ name }) => name.toLowerCase() === 'message-id');
  return header?.value ?? commonHeaders?.messageId ?? null;
}
