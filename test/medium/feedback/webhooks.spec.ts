import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { OutsideFetch, type Fetched } from '#src/feedback/webhooks/outside-fetch.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { Log } from '#src/foundation/logging/logger.js';
import { aCertificate } from '../../support/certificate.js';
import {
  byGeneric,
  byMailgun,
  byPostmark,
  bySendgrid,
  bySns,
  WEBHOOK_CERTIFICATE,
  WEBHOOK_SETTINGS,
  WEBHOOK_TOPIC,
  type Posted,
} from '../../support/webhooks.js';
import { aFeedbackBench, type FeedbackBench, type Mailed } from './feedback-bench.js';

const CANARY = 'canary.reader@leak.example';
const { key, pem } = aCertificate();
const stranger = aCertificate();
const old = aCertificate(new Date('1998-01-01'), new Date('1999-01-01'));

let bench: FeedbackBench;
const logged = jest.fn();
for (const level of ['debug', 'info', 'warn', 'error'] as const)
  jest.spyOn(Log.prototype, level).mockImplementation(logged);
let fetched: string[] = [];
let answer: (url: string) => Fetched;
beforeAll(async () => {
  bench = await aFeedbackBench(WEBHOOK_SETTINGS);
  jest.spyOn(bench.api.app.get(OutsideFetch, { strict: false }), 'get').mockImplementation(async (url) => {
    fetched.push(url);
    return Promise.resolve(answer(url));
  });
  await bench.api.app.listen(0, '127.0.0.1');
});
afterAll(() => bench.close());
beforeEach(() => {
  fetched = [];
  answer = (url) => ({ status: 200, body: url === WEBHOOK_CERTIFICATE ? pem : '' });
});

const post = ({ path, headers, body }: Posted) =>
  request(bench.api.app.getHttpServer()).post(path).set(headers).send(body);
const messageId = ({ id }: Mailed): string => `<d.${id}@tradewind.example>`;
const kinds = async () => (await bench.events()).map(({ kind }: { kind: string }) => kind).sort();

/** The same event, a hard bounce of one mail, as each provider tells it. */
const bounce = {
  ses: (mail: Mailed) =>
    bySns(key, {
      Message: JSON.stringify({
        notificationType: 'Bounce',
        mail: {
          messageId: '0100-ses',
          destination: ['somebody.else@leak.example'],
          headers: [{ name: 'Message-ID', value: messageId(mail) }],
        },
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          timestamp: new Date().toISOString(),
          bouncedRecipients: [
            { emailAddress: CANARY, status: '5.1.1', diagnosticCode: `smtp; 550 5.1.1 <${CANARY}> user unknown` },
          ],
        },
      }),
    }),
  sendgrid: (mail: Mailed) =>
    bySendgrid([
      {
        event: 'bounce',
        type: 'bounce',
        email: CANARY,
        sg_event_id: randomUUID(),
        sg_message_id: 'sg-1',
        'smtp-id': messageId(mail),
        status: '5.1.1',
        reason: `550 5.1.1 <${CANARY}> unknown`,
        timestamp: Math.floor(Date.now() / 1000),
      },
    ]),
  mailgun: (mail: Mailed) =>
    byMailgun({
      id: randomUUID(),
      event: 'failed',
      severity: 'permanent',
      reason: 'bounce',
      recipient: CANARY,
      timestamp: Date.now() / 1000,
      message: { headers: { 'message-id': messageId(mail).slice(1, -1) } },
      'delivery-status': { code: 550, message: `5.1.1 <${CANARY}> user unknown` },
    }),
  postmark: (mail: Mailed) =>
    byPostmark({
      RecordType: 'Bounce',
      ID: Math.floor(Math.random() * 1e9),
      Type: 'HardBounce',
      MessageID: randomUUID(),
      Email: CANARY,
      Details: `550 5.1.1 <${CANARY}> user unknown`,
      Metadata: { 'message-id': messageId(mail) },
    }),
  generic: (mail: Mailed) =>
    byGeneric({
      id: randomUUID(),
      messageId: messageId(mail),
      recipient: CANARY,
      code: 550,
      status: '5.1.1',
      reply: `550 5.1.1 <${CANARY}> user unknown`,
    }),
} as const;
type Provider = keyof typeof bounce;
const PROVIDERS = Object.keys(bounce) as Provider[];

/** Breaks the proof that it is the provider's. */
const forged: Record<Provider, (posted: Posted) => Posted> = {
  ses: (posted) => ({ ...posted, body: posted.body.replace('Permanent', 'Undetermined') }),
  sendgrid: (posted) => ({ ...posted, body: posted.body.replace('"bounce"', '"bounce" ') }),
  mailgun: (posted) => ({ ...posted, body: posted.body.replace(/"signature":"[0-9a-f]{4}/, '"signature":"0000') }),
  postmark: (posted) => ({
    ...posted,
    headers: { ...posted.headers, Authorization: `Basic ${Buffer.from('postmark:wrong').toString('base64')}` },
  }),
  generic: (posted) => ({ ...posted, body: posted.body.replace('550', '551') }),
};

describe.each(PROVIDERS)('a bounce that %s tells', (provider) => {
  it('suppresses the reader of that mail, once, however often and by how many ids it is told', async () => {
    const [edition] = await bench.mailed(2, [1]);
    const told = bounce[provider](edition![0]!);
    await post(told).expect(200);
    await Promise.all(Array.from({ length: 5 }, () => post(told).expect(200)));
    await post(bounce[provider](edition![0]!)).expect(200);
    expect(await bench.events()).toEqual([
      expect.objectContaining({
        kind: 'hard',
        source: provider,
        matched_by: 'message-id',
        delivery_id: edition![0]!.id,
        action: 'suppressed',
      }),
    ]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
    expect(JSON.stringify(await bench.events())).not.toContain('leak.example');
  });

  it('is refused without a word, and changes nothing, when it is forged', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const { body, text } = await post(forged[provider](bounce[provider](edition![0]!))).expect(403);
    expect(body).toMatchObject({ code: 'webhook.refused', detail: 'Refused.' });
    expect(text).not.toContain('leak.example');
    expect(await bench.events()).toEqual([]);
    expect(await bench.suppressions()).toEqual([]);
  });

  it.each(['', 'no json {', '[]', 'null', '"text"', '{"a":{}}'])(
    'is no reason to fall over when its body is %j',
    async (body) => {
      await bench.mailed(1, []);
      const { status } = await post({ ...bounce[provider]({ id: randomUUID() } as Mailed), body });
      expect([200, 400, 403]).toContain(status);
      expect(await bench.events()).toEqual([]);
    },
  );

  it('is too long beyond two megabytes', async () => {
    const { text } = await post({
      ...bounce[provider]({ id: randomUUID() } as Mailed),
      body: JSON.stringify(CANARY.repeat(100_000)),
    }).expect(413);
    expect(text).not.toContain('leak.example');
  });

  it('that is told after the mail was reported as delivered, or before it, comes to the same', async () => {
    const editions = await bench.mailed(1, [1, 2]);
    const [first, second] = [editions[0]![0]!, editions[1]![0]!];
    const delivered = (mail: Mailed) => byGeneric({ id: randomUUID(), class: 'delivered', messageId: messageId(mail) });
    await post(delivered(first)).expect(200);
    await post(bounce[provider](first)).expect(200);
    await post(bounce[provider](second)).expect(200);
    await post(delivered(second)).expect(200);
    expect(await kinds()).toEqual(['delivered', 'delivered', 'hard', 'hard']);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });
});

describe('a webhook that was signed long ago', () => {
  const then = Math.floor(Date.now() / 1_000) - 3_600;
  it.each([
    ['sendgrid', () => bySendgrid([{ event: 'spamreport', sg_event_id: 'x' }], then)],
    ['mailgun', () => byMailgun({ id: 'x', event: 'complained' }, 'a-token-of-long-ago-is-stale', then)],
    ['generic', () => byGeneric({ id: 'x', class: 'complaint', recipient: 'a@b.example' }, then)],
    ['generic', () => byGeneric({ id: 'x', class: 'complaint', recipient: 'a@b.example' }, then + 7_200)],
  ])('by %s is refused', async (_provider, posted) => {
    await bench.mailed(1, []);
    await post(posted()).expect(403);
    expect(await bench.events()).toEqual([]);
  });
});

describe('a token of Mailgun', () => {
  it('vouches for one event only', async () => {
    const [edition] = await bench.mailed(2, [1]);
    const token = `once-${randomUUID()}`;
    const event = (mail: Mailed) => ({
      id: randomUUID(),
      event: 'complained',
      message: { headers: { 'message-id': messageId(mail) } },
    });
    const first = byMailgun(event(edition![0]!), token);
    await post(first).expect(200);
    await post(first).expect(200);
    await post(byMailgun(event(edition![1]!), token)).expect(403);
    expect(await kinds()).toEqual(['complaint']);
  });
});

describe('Amazon SNS', () => {
  const complaint = {
    eventType: 'Complaint',
    mail: {},
    complaint: { complainedRecipients: [{ emailAddress: CANARY }] },
  };
  const told = (fields: Record<string, string>, by = key, version: '1' | '2' = '2') =>
    bySns(by, { Message: JSON.stringify(complaint), ...fields }, version);

  it('may still sign with SHA-1', async () => {
    await bench.mailed(1, []);
    await post(told({}, key, '1')).expect(200);
    expect(await kinds()).toEqual(['complaint']);
  });

  it.each([
    [{ TopicArn: 'arn:aws:sns:eu-west-1:999999999999:tradewind' }, 'of a topic that is not ours'],
    [
      { SigningCertURL: 'https://evil.s3.amazonaws.com/SimpleNotificationService-1.pem' },
      'with a certificate of a bucket',
    ],
    [
      { SigningCertURL: 'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem' },
      'with a certificate of another host',
    ],
    [{ SigningCertURL: 'http://sns.eu-west-1.amazonaws.com/a.pem' }, 'with a certificate over http'],
    [{ SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/a.pem?x=1' }, 'with a query in the certificate’s URL'],
    [{ SigningCertURL: 'https://user@sns.eu-west-1.amazonaws.com/a.pem' }, 'with a user in the certificate’s URL'],
    [
      { SigningCertURL: 'https://sns.eu-west-1.amazonaws.com/a/../b.txt' },
      'with a certificate that is none by its name',
    ],
  ])('%j: a message %s is refused, and nothing is fetched', async (fields, _what) => {
    await bench.mailed(1, []);
    await post(told(fields)).expect(403);
    expect(fetched).toEqual([]);
    expect(await bench.events()).toEqual([]);
  });

  it('signed with another key is refused', async () => {
    await post(told({}, stranger.key)).expect(403);
  });

  it('with a certificate that is over is refused', async () => {
    const url = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-old.pem';
    answer = () => ({ status: 200, body: old.pem });
    await post(told({ SigningCertURL: url }, old.key)).expect(403);
  });

  it('is asked to send again while its certificate cannot be fetched', async () => {
    await bench.mailed(1, []);
    const url = 'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-later.pem';
    answer = () => ({ status: 500, body: '' });
    await post(told({ SigningCertURL: url })).expect(503);
    answer = () => ({ status: 200, body: pem });
    await post(told({ SigningCertURL: url })).expect(200);
    await post(told({ SigningCertURL: url })).expect(200);
    expect(fetched).toEqual([url, url]);
  });

  const confirmation = (fields: Record<string, string> = {}, by = key) =>
    bySns(by, {
      Type: 'SubscriptionConfirmation',
      Message: 'You have chosen …',
      Token: 'abc/+',
      SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription',
      ...fields,
    });

  it('is confirmed for a topic of ours, at its own host whatever the message says', async () => {
    await post(confirmation()).expect(200);
    const [url] = fetched.filter((one) => one.includes('Action'));
    expect(url).toBe(
      `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(WEBHOOK_TOPIC)}&Token=abc%2F%2B`,
    );
  });

  it('is not confirmed for another topic, or by another key', async () => {
    await post(confirmation({ TopicArn: 'arn:aws:sns:eu-west-1:999999999999:x' })).expect(403);
    await post(confirmation({}, stranger.key)).expect(403);
    expect(fetched.filter((url) => url.includes('Action'))).toEqual([]);
  });

  it('is asked again when it does not confirm', async () => {
    answer = (url) => ({ status: url.includes('Action') ? 500 : 200, body: pem });
    await post(confirmation()).expect(503);
  });

  it('may greet in words', async () => {
    await bench.mailed(1, []);
    await post(told({ Message: 'Successfully validated SNS topic for Amazon SES event publishing.' })).expect(200);
    expect(await bench.events()).toEqual([]);
  });

  it('tells of the recipients that bounced, not of those it was sent to', async () => {
    await bench.mailed(2, []);
    const [gone, other] = await bench.query(`SELECT id, email FROM subscriber ORDER BY id`);
    const Message = JSON.stringify({
      notificationType: 'Bounce',
      mail: { destination: [other.email, gone.email] },
      bounce: { bounceType: 'Permanent', bounceSubType: 'NoEmail', bouncedRecipients: [{ emailAddress: gone.email }] },
    });
    await post(bySns(key, { Message })).expect(200);
    expect(await bench.events()).toEqual([expect.objectContaining({ subscriber_id: gone.id, matched_by: 'address' })]);
  });
});

describe('the generic webhook', () => {
  it.each([
    [{}, 'id'],
    [{ id: 'x', class: 'complaint' }, 'messageId'],
    [{ id: 'x', recipient: CANARY }, 'class'],
    [{ id: 'x', recipient: CANARY, class: 'nonsense' }, 'class'],
    [{ id: 'x', recipient: CANARY, status: '9.9' }, 'status'],
    [{ id: 'x', recipient: CANARY, class: 'hard', [CANARY]: 1 }, ''],
    [[{ id: 'x', recipient: CANARY, code: 550 }, { id: 'y' }], '1'],
    [[], ''],
  ])('%j is refused by the field %s, and none of it is taken', async (events, field) => {
    await bench.mailed(1, []);
    const { body, text } = await post(byGeneric(events)).expect(400);
    expect(body.code).toBe('webhook.unreadable');
    expect(body.errors.some((error: { field: string }) => error.field.includes(field))).toBe(true);
    expect(text).not.toContain(CANARY);
    expect(await bench.events()).toEqual([]);
  });

  it('takes hundreds of events in one', async () => {
    const editions = await bench.mailed(100, [1, 2, 3]);
    const events = editions
      .flat()
      .map((mail) => ({ id: randomUUID(), class: 'delivered', messageId: messageId(mail) }));
    await post(byGeneric(events)).expect(200);
    expect(await bench.events()).toHaveLength(300);
  });
});

describe('row 38: a storm', () => {
  it('of each event five times, shuffled, with a fifth of them forged, counts exactly', async () => {
    const [edition] = await bench.mailed(60, [1]);
    const genuine = edition!.map((mail, n) => ({
      provider: PROVIDERS[n % 5]!,
      posted: bounce[PROVIDERS[n % 5]!](mail),
    }));
    const all = genuine.flatMap(({ provider, posted }) => [
      ...Array.from({ length: 5 }, () => ({ posted, status: 200 })),
      { posted: forged[provider](posted), status: 403 },
    ]);
    all.sort(() => Math.random() - 0.5);
    const statuses = await Promise.all(all.map(async ({ posted, status }) => [(await post(posted)).status, status]));
    for (const [actual, expected] of statuses) expect(actual).toBe(expected);
    expect(await bench.events()).toHaveLength(60);
    expect(await bench.suppressions()).toHaveLength(60);
  });
});

describe('a provider that is not set up', () => {
  it.each(['/hooks/unknown', '/hooks/constructor', '/hooks/__proto__', `/hooks/${encodeURIComponent(CANARY)}`])(
    'does not answer (%s)',
    async (path) => {
      const { text } = await post({ path, headers: {}, body: '{}' }).expect(404);
      expect(text).not.toContain('leak.example');
    },
  );

  it('is not opened by GET', async () => {
    await request(bench.api.app.getHttpServer()).get('/hooks/generic').expect(404);
  });
});

describe('what operators can see', () => {
  it('counts posts and events without a word of readers', async () => {
    const text = await bench.api.app.get(Metrics).registry.metrics();
    expect(text).toMatch(/tradewind_webhooks_total\{source="generic",outcome="refused"\} [1-9]/);
    expect(text).toMatch(/tradewind_feedback_events_total\{class="hard",source="ses"\} [1-9]/);
    expect(text).not.toContain('leak.example');
    expect(JSON.stringify(logged.mock.calls)).toContain('feedback.suppressed');
    expect(JSON.stringify(logged.mock.calls)).not.toContain('leak.example');
  });
});
