import { z } from 'zod';
import { readFetchAllow } from '../fetcher/fetch-allow.js';
import { modelSettings } from './model-settings.js';
import { isP256Key, isProxyList } from './setting-forms.js';

const seconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const count = (fallback: number) => z.coerce.number().int().min(1).default(fallback);
const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const url = (...protocols: string[]) =>
  z.url().refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}:`)), {
    message: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

/**
 * Every setting of the program. `.env.example` and `docs/configuration.md` are generated from here (`npm run generate`).
 * `secret: true` keeps a value out of logs and allows `<NAME>_FILE` to name a file that holds it.
 */
export const configSchema = z.strictObject({
  DATABASE_URL: url('postgres', 'postgresql')
    .optional()
    .describe('PostgreSQL 14 or newer. Unset: an embedded PostgreSQL is started in DATA_DIR (one machine only).')
    .meta({ secret: true }),
  DATABASE_POOL_MAX: z.coerce.number().int().min(4).max(200).default(16).describe('Connections per process.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Folder of the embedded PostgreSQL and of generated local secrets.'),
  QUEUE_URL: url('redis', 'rediss')
    .optional()
    .describe('Redis for BullMQ (needs maxmemory-policy noeviction). Unset: BullMQ runs in PostgreSQL.')
    .meta({ secret: true }),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address the HTTP server listens on.'),
  PORT: port(3000).describe('HTTP port of this process; 0 picks a free one.'),
  PUBLIC_URL: url('http', 'https')
    .max(300, 'has at most 300 characters, since a line of a mail header has room for no more')
    .optional()
    .describe('Address readers reach the api role at; it stands in every mail. Unset: http://127.0.0.1:PORT.'),
  TRUST_PROXY: z
    .string()
    .refine(isProxyList, {
      message: 'must be how many proxies there are (1 to 9), or their addresses and networks with commas between',
    })
    .optional()
    .describe(
      'Reverse proxies in front of the api role, whose X-Forwarded-For is believed: how many there are, or their addresses (10.0.0.5,10.1.0.0/16). ' +
        'Unset: none, and a visitor is whoever opened the connection. Behind a proxy it must be set, or all visitors share one limit.',
    ),
  ADMIN_TOKEN: z
    .string()
    .min(24, 'needs at least 24 characters')
    .optional()
    .describe('Bearer token of the admin API. Required with DATABASE_URL; generated and kept in DATA_DIR otherwise.')
    .meta({ secret: true }),
  TOKEN_KEYS: z
    .string()
    .regex(
      /^[a-z0-9]{1,8}:[\w-]{43,}(,[a-z0-9]{1,8}:[\w-]{43,})*$/,
      'must be id:key[,id:key…] with keys of 32 bytes in base64url',
    )
    .optional()
    .describe(
      'Keys that sign links and hash addresses, newest first: id:key,id:key. The last one must stay for ever, it hashes addresses.',
    )
    .meta({ secret: true }),
  SMTP_URL: url('smtp', 'smtps')
    .optional()
    .describe(
      'Relay, e.g. smtps://user:password@relay.example:465. With smtp:// STARTTLS is required, except on loopback; ?tls=none allows plain ' +
        'text. Unset: mail goes to the development inbox, never to the world.',
    )
    .meta({ secret: true }),
  RELAYS: z
    .string()
    .optional()
    .describe(
      'Several relays with weights, limits and warm-up, as JSON (docs/relays.md); instead of SMTP_URL. RELAYS_FILE names a file.',
    )
    .meta({ secret: true }),
  INTERNATIONAL_ADDRESSES: z
    .stringbool()
    .default(true)
    .describe(
      'Whether new people may have an address with another script before the @ (EAI). Only where a relay of RELAYS says smtputf8.',
    ),
  SMTP_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(4)
    .describe('Connections to the relay per worker process.'),
  SMTP_TIMEOUT_SECONDS: seconds(60).describe('Longest wait for one reply of the relay before the data is sent.'),
  SMTP_FINAL_TIMEOUT_SECONDS: seconds(600).describe(
    'Longest wait for the reply to the final dot (RFC 5321 §4.5.3.2.6: ten minutes).',
  ),
  INBOX_PORT: port(1025).describe('SMTP port of the development inbox (loopback only; used while SMTP_URL is unset).'),
  MAIL_FROM: z
    .email()
    .default('digest@tradewind.example')
    .describe('From address; the envelope sender too, while BOUNCE_DOMAIN is unset.'),
  MAIL_FROM_NAME: z.string().min(1).default('Tradewind').describe('From name, also the masthead of the digest.'),
  MAIL_REPLY_TO: z.email().optional().describe('Reply-To address. Unset: none.'),
  BOUNCE_DOMAIN: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$/i, 'needs the name of a domain')
    .optional()
    .describe(
      'Domain that takes what comes back, best one below that of MAIL_FROM (SPF alignment): every mail then leaves with an envelope sender of its own, bounce+<token>@BOUNCE_DOMAIN. Unset: MAIL_FROM.',
    ),
  BOUNCE_SMTP_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe(
      'Port on which the api role takes mail for BOUNCE_DOMAIN itself (25 where its MX leads). Unset: it takes none.',
    ),
  BOUNCE_SMTP_HOST: z.string().min(1).default('0.0.0.0').describe('Address on which BOUNCE_SMTP_PORT is opened.'),
  BOUNCE_IP_CONNECTIONS: count(10).describe(
    'Connections that one host may have there at once (IPv6: one /64), in each api process.',
  ),
  BOUNCE_IP_PER_MINUTE: count(300).describe(
    'Messages that it may send there in a minute; the next ones are asked to come later.',
  ),
  BOUNCE_VISIT_SECONDS: seconds(300).describe('Longest connection there; a server that means it comes again.'),
  BOUNCE_TLS_CERT: z
    .string()
    .min(1)
    .optional()
    .describe('Certificate file (PEM) for STARTTLS there. Unset: no STARTTLS.'),
  BOUNCE_TLS_KEY: z.string().min(1).optional().describe('Its private key file (PEM).'),
  BOUNCE_IMAP_URL: url('imap', 'imaps')
    .optional()
    .describe(
      'Mailbox in which bounces arrive, imaps://user:password@host/INBOX, read by the scheduler and never changed. Unset: none.',
    )
    .meta({ secret: true }),
  BOUNCE_IMAP_SECONDS: seconds(60).describe('How often that mailbox is looked into.'),
  DKIM_KEYS: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of DKIM keys named <selector>.<domain>.pem (`npx tradewind dkim new` makes them). Unset: the relay signs.',
    ),
  POSTAL_ADDRESS: z
    .string()
    .min(1)
    .default('Tradewind, 1 Harbour Road, Singapore 000001')
    .describe('Postal address in the footer; the law of most countries asks for it.'),
  OPERATOR_EMAIL: z
    .email()
    .optional()
    .describe(
      'Where a mail goes when a run has paused itself (docs/transactional-mail.md). Unset: nobody is told by mail.',
    ),
  OPERATOR_LOCALE: z.enum(['zh-CN', 'zh-TW', 'en']).default('en').describe('Language of mails to OPERATOR_EMAIL.'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Lowest level that is logged.'),
  DELIVERY_LEASE_SECONDS: seconds(900).describe(
    'How long a hand-off may take before it is uncertain; must outlast the slowest one (timeouts above).',
  ),
  DELIVERY_CLAIM_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(500)
    .describe('Most deliveries claimed at once; fewer while the relay is slow.'),
  DELIVERY_CLAIM_SECONDS: seconds(120).describe(
    'How long a claim that was not handed off holds; what a killed worker had claimed is free again after it.',
  ),
  DELIVERY_LOOK_SECONDS: seconds(1).describe('How often a worker looks for runs with work by itself.'),
  DELIVERY_RETRY_SECONDS: seconds(300).describe(
    'First wait after a 4xx reply; doubles with each attempt, plus jitter.',
  ),
  DELIVERY_EXPIRY_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(120)
    .default(24)
    .describe(
      'How long a run may take; whoever could not be mailed by then, tried or not, fails as expired: an old digest is no news.',
    ),
  UNCERTAIN_HOLD_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(15)
    .describe(
      'Soonest an operator may resend an uncertain delivery; a transactional mail is resent after it by itself, once.',
    ),
  WEBHOOK_SES_TOPICS: z
    .string()
    .regex(
      /^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(,arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256})*$/,
      'must be TopicArns with commas between, such as arn:aws:sns:eu-west-1:123456789012:tradewind',
    )
    .optional()
    .describe('SNS topics whose events about Amazon SES are taken at /hooks/ses (docs/feedback.md). Unset: none.'),
  WEBHOOK_SENDGRID_KEY: z
    .string()
    .refine(isP256Key, 'must be the verification key of the Event Webhook, as SendGrid shows it')
    .optional()
    .describe('Public key of SendGrid’s signed Event Webhook, for /hooks/sendgrid. Unset: it does not answer.'),
  WEBHOOK_MAILGUN_KEY: z
    .string()
    .min(16, 'needs at least 16 characters')
    .optional()
    .describe('HTTP webhook signing key of Mailgun, for /hooks/mailgun. Unset: it does not answer.')
    .meta({ secret: true }),
  WEBHOOK_POSTMARK_LOGIN: z
    .string()
    .regex(/^[^:]+:.{16,}$/, 'must be user:password with a password of at least 16 characters')
    .optional()
    .describe(
      'user:password that Postmark sends (Basic authentication), for /hooks/postmark. Unset: it does not answer.',
    )
    .meta({ secret: true }),
  WEBHOOK_GENERIC_KEY: z
    .string()
    .min(32, 'needs at least 32 characters')
    .optional()
    .describe('Key of the HMAC of /hooks/generic, for any other provider. Unset: it does not answer.')
    .meta({ secret: true }),
  WEBHOOK_WINDOW_SECONDS: seconds(300).describe(
    'How far the signed time of a webhook may be from ours, either way. What is repeated within it is known by its id.',
  ),
  IMPORT_MAX_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .describe('Largest file of subscribers that may be uploaded, and the largest that a ZIP may hold.'),
  IMPORT_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe(
      'How long an import is kept, with its report; the uploaded file itself goes as soon as everybody in it is written.',
    ),
  SIGNUP_IP_PER_HOUR: count(20).describe(
    'Subscription requests an hour from one IP address. Without the proof of a script a request counts four times (docs/subscribing.md).',
  ),
  SIGNUP_NETWORK_PER_HOUR: count(100).describe('The same from one network: /24, or /48 of IPv6.'),
  SIGNUP_DOMAIN_PER_HOUR: count(50).describe(
    'Confirmation mails an hour to one mailbox domain; ten times as many to the large providers. What is beyond waits.',
  ),
  SIGNUP_PROOF_BITS: z.coerce
    .number()
    .int()
    .min(0)
    .max(24)
    .default(15)
    .describe('Work that the subscribe page lets a browser do first: leading zero bits of a SHA-256, each doubles it.'),
  SIGNUP_AUTO_CONFIRM: z
    .stringbool()
    .default(false)
    .describe(
      'Whether the page behind a confirmation mail presses its button by script. Mail scanners that run scripts then confirm as well.',
    ),
  FETCH_ALLOW: z
    .string()
    .refine(
      (text) => readFetchAllow(text) !== undefined,
      'must be addresses or networks with commas between, such as 10.1.0.0/16,192.168.7.9:8080',
    )
    .optional()
    .describe(
      'Private networks and other ports than 80 and 443 that sources may be fetched from: 10.1.0.0/16,192.168.7.9:8080,[fd00::]/8. Unset: public addresses only (docs/sources.md).',
    ),
  INGEST_HOST_GAP_SECONDS: seconds(5).describe(
    'Least time between two requests to one host, of all processes together; plus up to as much again by chance.',
  ),
  INGEST_KEEP_DAYS: count(30).describe(
    'How long the record of single fetches of a source is kept; the newest of each source stays.',
  ),
  TRACKING: z
    .stringbool()
    .default(true)
    .describe(
      'Whether opens and clicks of readers who have agreed to it are counted (docs/tracking.md); nobody has until they tick the box. Off: no mail is tracked, ' +
        'and nothing is counted.',
    ),
  ...modelSettings,
  SWEEP_SECONDS: seconds(10).describe(
    'How often expired claims are swept and due work is woken (sweeper, reconciler, due editions).',
  ),
});

export type ConfigKey = keyof z.infer<typeof configSchema>;
export type RawConfig = z.infer<typeof configSchema>;
