import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** What a provider would post. */
export type Posted = { path: string; headers: Record<string, string>; body: string };

const JSON_TYPE = { 'Content-Type': 'application/json' };
const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

export const WEBHOOK_TOPIC = 'arn:aws:sns:eu-west-1:123456789012:tradewind';
export const WEBHOOK_CERTIFICATE = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b2c.pem';
export const MAILGUN_KEY = 'mailgun-key-of-some-length';
export const POSTMARK_LOGIN = 'postmark:a-password-of-some-length';
export const GENERIC_KEY = 'generic-key-that-has-at-least-32-characters';

const sendgrid = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const SENDGRID_KEY = sendgrid.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

export const WEBHOOK_SETTINGS = {
  WEBHOOK_SES_TOPICS: WEBHOOK_TOPIC,
  WEBHOOK_SENDGRID_KEY: SENDGRID_KEY,
  WEBHOOK_MAILGUN_KEY: MAILGUN_KEY,
  WEBHOOK_POSTMARK_LOGIN: POSTMARK_LOGIN,
  WEBHOOK_GENERIC_KEY: GENERIC_KEY,
};

type SnsFields = Record<string, string>;

/** A message of SNS, signed with `key`. */
export function bySns(key: KeyObject, fields: SnsFields, version: '1' | '2' = '2'): Posted {
  const message: SnsFields = {
    Type: 'Notification',
    MessageId: `m-${Math.random()}`,
    TopicArn: WEBHOOK_TOPIC,
    Timestamp: new Date().toISOString(),
    SignatureVersion: version,
    SigningCertURL: WEBHOOK_CERTIFICATE,
    ...fields,
  };
  const isNotification = message['Type'] === 'Notification';
  const signed = [
    'Message',
    'MessageId',
    isNotification ? 'Subject' : 'SubscribeURL',
    'Timestamp',
    ...(isNotification ? [] : ['Token']),
    'TopicArn',
    'Type',
  ];
  const text = signed.map((name) => (message[name] === undefined ? '' : `${name}\n${message[name]}\n`)).join('');
  const Signature = sign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), key).toString('base64');
  return {
    path: '/hooks/ses',
    headers: { 'Content-Type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify({ ...message, Signature }),
  };
}

export function bySendgrid(events: unknown, at = nowSeconds()): Posted {
  const body = JSON.stringify(events);
  const signature = sign('sha256', Buffer.from(`${at}${body}`), sendgrid.privateKey).toString('base64');
  return {
    path: '/hooks/sendgrid',
    headers: {
      ...JSON_TYPE,
      'X-Twilio-Email-Event-Webhook-Timestamp': String(at),
      'X-Twilio-Email-Event-Webhook-Signature': signature,
    },
    body,
  };
}

export function byMailgun(event: object, token = `token-${Math.random()}-of-some-length`, at = nowSeconds()): Posted {
  const signature = createHmac('sha256', MAILGUN_KEY).update(`${at}${token}`).digest('hex');
  return {
    path: '/hooks/mailgun',
    headers: JSON_TYPE,
    body: JSON.stringify({ signature: { timestamp: String(at), token, signature }, 'event-data': event }),
  };
}

export function byPostmark(event: object): Posted {
  const login = Buffer.from(POSTMARK_LOGIN).toString('base64');
  return {
    path: '/hooks/postmark',
    headers: { ...JSON_TYPE, Authorization: `Basic ${login}` },
    body: JSON.stringify(event),
  };
}

export function byGeneric(events: unknown, at = nowSeconds(), key = GENERIC_KEY): Posted {
  const body = typeof events === 'string' ? events : JSON.stringify(events);
  const signature = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
  return {
    path: '/hooks/generic',
    headers: { ...JSON_TYPE, 'X-Tradewind-Timestamp': String(at), 'X-Tradewind-Signature': `sha256=${signature}` },
    body,
  };
}
