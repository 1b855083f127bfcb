import { z } from 'zod';

/** A message of Amazon SNS over HTTPS. What it means stands in `Message`, as a text. */
const snsMessageSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1).max(100),
  TopicArn: z.string().max(400),
  Message: z.string(),
  Timestamp: z.string().max(40),
  Subject: z.string().nullish(),
  Token: z.string().max(1_000).nullish(),
  SubscribeURL: z.string().nullish(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().max(2_000),
  SigningCertURL: z.string().max(500),
});
export type SnsMessage = z.infer<typeof snsMessageSchema>;

export function readSnsMessage(payload: unknown): SnsMessage | undefined {
  return snsMessageSchema.safeParse(payload).data;
}

/** The text that is signed: names and values of these fields, in this order, a line each. */
export function signedText(message: SnsMessage): string {
  const names =
    message.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return names
    .flatMap((name) => {
      const value = message[name];
      return value === undefined || value === null ? [] : [`${name}\n${value}\n`];
    })
    .join('');
}

/** Only SNS itself serves its certificates: another host under amazonaws.com (a bucket) may be anybody's. */
export function isCertificateUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  if (url.search !== '' || url.hash !== '' || text.includes('?') || text.includes('#')) return false;
  return /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/.test(url.hostname) && /^\/[\w-]+\.pem$/.test(url.pathname);
}

/** Made from the topic that we know, never taken from the message. */
export function confirmationUrl(topicArn: string, token: string): string | undefined {
  const [, partition, , region] = topicArn.split(':');
  if (partition === undefined || region === undefined) return undefined;
  const host = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token });
  return `https://${host}/?${query.toString()}`;
}
