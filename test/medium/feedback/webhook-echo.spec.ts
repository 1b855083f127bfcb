import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth';
import request from 'supertest';
import { makeDkimKeys, TransactionalMail } from '#src/delivery/index.js';
import { TransactionalDriver } from '#src/delivery/transactional/transactional-driver.js';
import { ECHOING_WEBHOOKS, type EchoingWebhook } from '#src/domain/delivery/webhook-echo.js';
import { OutsideFetch } from '#src/feedback/webhooks/outside-fetch.js';
import { DataSource } from 'typeorm';
import { aCertificate } from '../../support/certificate.js';
import { startFaultSmtp } from '../../support/fault-smtp.js';
import { byMailgun, byPostmark, bySendgrid, bySns, WEBHOOK_SETTINGS, type Posted } from '../../support/webhooks.js';
import { aFeedbackBench, type FeedbackBench } from './feedback-bench.js';

const { key, pem } = aCertificate();
const DKIM_KEYS = mkdtempSync(join(tmpdir(), 'tradewind-dkim-'));
const records = makeDkimKeys(DKIM_KEYS, 'tradewind.example', 'tw1');

let bench: FeedbackBench;
let relay: Awaited<ReturnType<typeof startFaultSmtp>>;
beforeAll(async () => {
  relay = await startFaultSmtp();
  const relays = [
    { name: 'plain', url: relay.url },
    ...ECHOING_WEBHOOKS.map((webhook) => ({
      name: webhook,
      url: relay.url,
      webhook,
      ...(webhook === 'ses' && { configurationSet: 'tradewind-events' }),
    })),
  ];
  bench = await aFeedbackBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays), DKIM_KEYS, ...WEBHOOK_SETTINGS });
  jest.spyOn(bench.api.app.get(OutsideFetch, { strict: false }), 'get').mockResolvedValue({ status: 200, body: pem });
});
afterAll(async () => {
  await bench.close();
  await relay.close();
});

const post = ({ path, headers, body }: Posted) =>
  request(bench.api.app.getHttpServer()).post(path).set(headers).send(body).expect(200);
const FIELDS = /^(X-PM-Metadata-tradewind|X-SES-[A-Z-]+|X-SMTPAPI|X-Mailgun-Variables): (.*)$/gim;
/** The fields of a mail that are for its provider. */
const told = (raw: string): Record<string, string> =>
  Object.fromEntries([...raw.matchAll(FIELDS)].map(([, name = '', value = '']) => [name, value.trim()]));
const FOREIGN = '<of-our-own-making@provider.example>';
const ELSEWHERE = 'somebody@else.example';

/** A soft bounce as each provider tells it, which has given the mail another Message-ID, and gives back what the mail's fields said. */
const bounces: Record<EchoingWebhook, (fields: Record<string, string>) => Posted> = {
  postmark: (fields) =>
    byPostmark({
      RecordType: 'Bounce', ID: Math.floor(Math.random() * 1e9), Type: 'SoftBounce', MessageID: randomUUID(), Email: ELSEWHERE,
      Metadata: { tradewind: fields['X-PM-Metadata-tradewind'] },
    }), // prettier-ignore
  ses: (fields) => {
    const [name = '', value = ''] = fields['X-SES-MESSAGE-TAGS']?.split('=') ?? [];
    const mail = { messageId: '0100', tags: { 'ses:from-domain': ['x'], [name]: [value] }, headers: [{ name: 'Message-ID', value: FOREIGN }] };
    const bounce = { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: ELSEWHERE }] };
    return bySns(key, { Message: JSON.stringify({ eventType: 'Bounce', mail, bounce }) });
  }, // prettier-ignore
  sendgrid: (fields) =>
    bySendgrid([
      {
        event: 'bounce', type: 'blocked', email: ELSEWHERE, sg_event_id: randomUUID(), 'smtp-id': FOREIGN, reason: '552 5.2.2 mailbox full',
        status: '5.2.2', ...JSON.parse(fields['X-SMTPAPI'] ?? '{}').unique_args,
      },
    ]), // prettier-ignore
  mailgun: (fields) =>
    byMailgun({
      id: randomUUID(), event: 'failed', severity: 'permanent', reason: 'generic', recipient: ELSEWHERE, message: { headers: { 'message-id': FOREIGN } },
      'delivery-status': { code: 552, message: '5.2.2 mailbox full' }, 'user-variables': JSON.parse(fields['X-Mailgun-Variables'] ?? '{}'),
    }), // prettier-ignore
};

async function sent(readers: number): Promise<{ id: string; relay: string; raw: string; to: string }[]> {
  const { editionId } = await bench.aRunOver(readers);
  await bench.query(`TRUNCATE feedback_event`);
  relay.arrived.length = 0;
  await bench.work(editionId);
  const rows: { id: string; relay: string; email: string }[] = await bench.query(
    `SELECT d.id, d.relay, s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id`,
  );
  return relay.arrived.map(({ to, raw }) => {
    const row = rows.find(({ email }) => email === to)!;
    return { id: row.id, relay: row.relay, raw, to };
  });
}

describe.each(ECHOING_WEBHOOKS)('a relay whose webhook is that of %s', (webhook) => {
  it('is given a token that brings its events back to the very mail, whatever the provider made of the Message-ID', async () => {
    const mails = (await sent(25)).filter(({ relay: by }) => by === webhook);
    expect(mails).toHaveLength(5);
    for (const { id, raw, to } of mails) {
      const fields = told(raw);
      expect(JSON.stringify(fields)).not.toContain(to.split('@')[0]);
      const posted = bounces[webhook](fields);
      await post(posted);
      await post(posted);
      const events = await bench.query(`SELECT kind, matched_by AS by FROM feedback_event WHERE delivery_id = $1`, [
        id,
      ]);
      expect(events).toEqual([{ kind: webhook === 'sendgrid' ? 'block' : 'soft', by: 'message-id' }]);
    }
    expect(await bench.events()).toHaveLength(5);
  });

  it('cannot be told another mail by a token that was made up', async () => {
    const [mail] = (await sent(5)).filter(({ relay: by }) => by === webhook);
    const forged = Object.fromEntries(
      Object.entries(told(mail!.raw)).map(([name, value]) => [
        name,
        value.replace(/([0-9a-f])("?\}*)$/, (_, last: string, end: string) => (last === '0' ? '1' : '0') + end),
      ]),
    );
    await post(bounces[webhook](forged));
    expect(await bench.query(`SELECT delivery_id FROM feedback_event WHERE delivery_id IS NOT NULL`)).toEqual([]);
  });
});

it('no other relay is told anything, and each is told in its own way', async () => {
  const names = Object.fromEntries((await sent(25)).map(({ relay: by, raw }) => [by, Object.keys(told(raw))]));
  expect(names).toEqual({
    plain: [],
    postmark: ['X-PM-Metadata-tradewind'],
    ses: ['X-SES-CONFIGURATION-SET', 'X-SES-MESSAGE-TAGS'],
    sendgrid: ['X-SMTPAPI'],
    mailgun: ['X-Mailgun-Variables'],
  });
});

it('the signatures hold with such a field, and without it when the provider has taken it out', async () => {
  const resolver = (name: string) =>
    Promise.resolve(
      records.filter((record) => record.name === name).map(({ value }) => value.match(/.{1,255}/g) ?? []),
    );
  const [mail] = (await sent(5)).filter(({ relay: by }) => by === 'postmark');
  const raw = `${mail!.raw}\r\n`;
  for (const seen of [raw, raw.replace(/^X-PM-.*\r\n/m, '')]) {
    const { results } = await dkimVerify(Buffer.from(seen, 'latin1'), { resolver });
    expect(results.map(({ status }) => status.result)).toEqual(['pass', 'pass']);
  }
});

it('a single mail is named too, and touches no delivery', async () => {
  await bench.aRunOver(0);
  await bench.query(`TRUNCATE feedback_event`);
  relay.arrived.length = 0;
  for (let n = 0; n < 5; n += 1)
    await bench.api.app.get(DataSource).transaction((manager) =>
      bench.api.app.get(TransactionalMail).write(manager, {
        kind: 'operator_alert', locale: 'en', address: 'me@team.example', values: { editionId: randomUUID(), reason: 'x' },
      }),
    ); // prettier-ignore
  await bench.api.app.get(TransactionalDriver).work();
  const fields = relay.arrived.map(({ raw }) => told(raw)).find((mail) => 'X-PM-Metadata-tradewind' in mail);
  expect(fields?.['X-PM-Metadata-tradewind']).toMatch(/^t[0-9a-f]{52}$/);
  await post(bounces.postmark(fields!));
  expect(await bench.events()).toMatchObject([{ delivery_id: null, matched_by: 'none' }]);
});
