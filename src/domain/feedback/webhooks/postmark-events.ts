import { z } from 'zod';
import { bounceVerdict, echoIn, momentOf, NOTHING_READ, type ReadEvents, type Verdict } from './provider-report.js';

const text = z.string().nullish();
const eventSchema = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).nullish(),
  MessageID: z.string().min(1),
  Email: text,
  Recipient: text,
  Type: text,
  Description: text,
  Details: text,
  BouncedAt: text,
  DeliveredAt: text,
  ChangedAt: text,
  SuppressSending: z.boolean().nullish(),
  SuppressionReason: text,
  Origin: text,
  Metadata: z.record(z.string(), z.unknown()).nullish(),
});
type PostmarkEvent = z.infer<typeof eventSchema>;

const IGNORED = ['Open', 'Click', 'Inbound', 'SMTP API Error'];

/** Bounce types of Postmark's API, by what they are for the reader. What is not here is ignored. */
const BOUNCES: Readonly<
  Record<string, 'hard' | 'soft' | 'block' | 'delayed' | 'auto-reply' | 'complaint' | 'unsubscribe'>
> = {
  HardBounce: 'hard',
  BadEmailAddress: 'hard',
  SoftBounce: 'soft',
  Undeliverable: 'soft',
  DnsError: 'soft',
  SMTPApiError: 'block',
  InboundError: 'block',
  TemplateRenderingFailed: 'block',
  Transient: 'delayed',
  Blocked: 'block',
  ManuallyDeactivated: 'block',
  SpamNotification: 'block',
  VirusNotification: 'block',
  DMARCPolicy: 'block',
  AutoResponder: 'auto-reply',
  AddressChange: 'auto-reply',
  ChallengeVerification: 'auto-reply',
  SpamComplaint: 'complaint',
  Unsubscribe: 'unsubscribe',
};

/** One webhook of Postmark. Its `Metadata` holds our token, or our Message-ID where the mail was given it (`X-PM-Metadata-message-id`). */
export function readPostmarkEvent(payload: unknown): ReadEvents {
  const name = z.object({ RecordType: z.string() }).safeParse(payload).data?.RecordType ?? '';
  if (IGNORED.includes(name)) return { ...NOTHING_READ, ignored: 1 };
  const { data: event } = eventSchema.safeParse(payload);
  if (event === undefined) return { ...NOTHING_READ, unreadable: 1 };
  const verdict = judge(event);
  if (verdict === undefined) return { ...NOTHING_READ, unreadable: 1 };
  if (verdict === 'ignored') return { ...NOTHING_READ, ignored: 1 };
  const at = event.BouncedAt ?? event.DeliveredAt ?? event.ChangedAt ?? null;
  const metadata = event.Metadata?.['message-id'];
  const report = {
    ...verdict,
    externalId: `${event.RecordType}.${event.ID ?? `${event.MessageID}.${at ?? ''}`}`,
    status: null,
    reply: event.Details ?? event.Description ?? null,
    messageId: typeof metadata === 'string' ? metadata : null,
    echo: echoIn(event.Metadata),
    providerMessageId: event.MessageID,
    recipient: event.Email ?? event.Recipient ?? null,
    at: momentOf(at),
  };
  return { ...NOTHING_READ, reports: [report] };
}

function judge(event: PostmarkEvent): Verdict | 'ignored' | undefined {
  switch (event.RecordType) {
    case 'Bounce':
      return judgeBounce(event);
    case 'SpamComplaint':
      return { kind: 'complaint', rule: 'postmark:SpamComplaint' };
    case 'Delivery':
      return { kind: 'delivered', rule: 'postmark:Delivery' };
    case 'SubscriptionChange':
      return judgeChange(event);
    default:
      return undefined;
  }
}

function judgeBounce({ Type: type, Details: details }: PostmarkEvent): Verdict | undefined {
  const rule = `postmark:${type ?? ''}`;
  const kind = Object.hasOwn(BOUNCES, type ?? '') ? BOUNCES[type ?? ''] : undefined;
  if (kind === undefined) return undefined;
  if (kind !== 'hard' && kind !== 'soft') return { kind, rule };
  return bounceVerdict(kind, rule, { reply: details ?? null, status: null });
}

/** Sending to an address was switched off, or on again. An operator's own hand there (Origin Customer, Admin) says nothing about the reader. */
function judgeChange({
  SuppressSending: isOff,
  SuppressionReason: reason,
  Origin: origin,
}: PostmarkEvent): Verdict | 'ignored' {
  if (isOff !== true) return 'ignored';
  const rule = `postmark:SubscriptionChange:${reason ?? ''}`;
  if (reason === 'HardBounce') return { kind: 'hard', rule };
  if (reason === 'SpamComplaint') return { kind: 'complaint', rule };
  return origin === 'Recipient' ? { kind: 'unsubscribe', rule } : 'ignored';
}
