import { z } from 'zod';
import { PROVIDERS } from './provider.js';
import { ECHOING_WEBHOOKS } from './webhook-echo.js';

const most = z.int().min(1).max(1_000_000_000);
const limits = z
  .strictObject({
    perSecond: most.optional(),
    perMinute: most.optional(),
    perHour: most.optional(),
    perDay: most.optional(),
  })
  .describe('Most messages in any second, minute, hour, day.');
const connections = z.int().min(1).max(500);
const messagesPerConnection = z
  .int()
  .min(1)
  .describe('After so many messages a connection is closed and another one opened.');

/** An URL that is read only later would tell its password in the error. */
function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return !/%(?![0-9a-f]{2})/i.test(username + password);
}

/** One way out: where it is, how much it bears, and how much of the mail goes by it. */
export const relaySchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'needs lower-case letters, digits, dots and dashes')
    .describe('Its name in the ledger, in metrics and to operators; never change it in place.'),
  url: z
    .string()
    .regex(/^(smtps?|ses|https?):\/\//, 'must start with smtp://, smtps://, ses://, https:// or (on loopback) http://')
    .refine(isReadable, 'is no URL; special characters of a password are written as %XX')
    .describe('smtp(s)://user:password@host:port, ses://KEY:SECRET@region, https://TOKEN@host/path.'),
  weight: z.int().min(1).max(1_000).default(1).describe('Share of the mail, against the weights of the others.'),
  connections: connections.default(4).describe('Connections of each worker process.'),
  messagesPerConnection: messagesPerConnection.optional(),
  limits: limits.default({}),
  warmUp: z
    .strictObject({ startsOn: z.iso.date(), firstDay: most, growth: z.number().min(1).max(10) })
    .optional()
    .describe('Most messages on the day it starts (UTC), times growth each day after.'),
  verp: z
    .boolean()
    .default(true)
    .describe(
      'false: the envelope sender is MAIL_FROM, for a relay that insists on it (QQ, NetEase and others want the login).',
    ),
  smtputf8: z
    .boolean()
    .default(false)
    .describe('It offers SMTPUTF8 (RFC 6531): addresses with another script before the @ go by it, and by no other.'),
  webhook: z
    .enum(ECHOING_WEBHOOKS)
    .optional()
    .describe(
      'Whose webhook tells of its mails: each is given a token that comes back with its events. ses:// is `ses` by itself.',
    ),
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'has 1 to 64 letters, digits, _ and -')
    .optional()
    .describe('Of SES by SMTP: the configuration set whose events are published.'),
  providers: z
    .partialRecord(
      z.enum(PROVIDERS),
      z.strictObject({
        connections: connections.optional(),
        messagesPerConnection: messagesPerConnection.optional(),
        limits: limits.optional(),
      }),
    )
    .default({})
    .describe('What is different for one receiving provider.'),
});
export type Relay = z.output<typeof relaySchema>;

/** Whether any relay of RELAYS (JSON; undefined: there is one, of SMTP_URL) carries addresses that need SMTPUTF8. */
export function carriesUtf8(relays: string | undefined): boolean {
  try {
    const parsed = relaysSchema.safeParse(JSON.parse(relays ?? '[]'));
    return parsed.success && parsed.data.some(({ smtputf8 }) => smtputf8);
  } catch {
    return false;
  }
}

export const relaysSchema = z
  .array(relaySchema)
  .min(1)
  .superRefine((relays, context) => {
    for (const [index, { name, url, smtputf8, webhook, configurationSet }] of relays.entries()) {
      if (smtputf8 && url.startsWith('ses:'))
        context.addIssue({ code: 'custom', path: [index, 'smtputf8'], message: 'Amazon SES does not carry them' });
      if (configurationSet !== undefined && (webhook !== 'ses' || url.startsWith('ses:')))
        context.addIssue({
          code: 'custom',
          path: [index, 'configurationSet'],
          message: 'is for "webhook": "ses" over SMTP; a ses:// URL has it as ?configurationSet=',
        });
      if (relays.findIndex((relay) => relay.name === name) !== index)
        context.addIssue({ code: 'custom', path: [index, 'name'], message: `"${name}" is there twice` });
    }
  });
