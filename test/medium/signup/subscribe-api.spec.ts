import request from 'supertest';
import { SubscriberDesk, SuppressionDesk } from '#src/subscribers/index.js';
import { fail } from '../../support/proof.js';
import { anAddress, aSignupBench, aVisitor, BITS, type SignupBench } from './signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.onTime();
});

const DUMMY = { locale: 'en', timeZone: 'UTC' } as const;
const comparable = ({ status, text, headers }: request.Response) => {
  const { 'x-request-id': _, date: __, ...rest } = headers as Record<string, string>;
  return { status, text, headers: rest };
};

describe('asking by JSON', () => {
  it('sends one mail with a link, and nobody is subscribed before its button is pressed', async () => {
    const email = anAddress();
    await bench.ask(email, { locale: 'zh-CN' });
    const [mail, ...others] = await bench.mailsTo(email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ subject: '请确认订阅《Tradewind》', text: expect.stringContaining('7 天后删除') });
    expect(await bench.person(email)).toBeUndefined();
    await bench.confirm(await bench.link(email)).expect(200);
    expect(await bench.person(email)).toMatchObject({ status: 'active', locale: 'zh-CN', zone: 'Asia/Shanghai' });
  });

  it('answers the same, byte by byte, for every kind of address, and mails to those who may be mailed', async () => {
    const desk = bench.api.app.get(SubscriberDesk);
    const [unknown, active, left, suppressed, throttled] = Array.from({ length: 5 }, () => anAddress()) as [
      string, string, string, string, string,
    ]; // prettier-ignore
    await desk.create({ email: active, ...DUMMY }, 'test');
    const { subscriber } = await desk.create({ email: left, ...DUMMY }, 'test');
    await bench.query(`UPDATE subscriber SET status = 'unsubscribed' WHERE id = $1`, [subscriber.id]);
    await bench.api.app.get(SuppressionDesk).suppress(suppressed, 'test');
    await bench.ask(throttled);
    const answers = [];
    for (const email of [unknown, active, left, suppressed, throttled])
      answers.push(comparable(await bench.post(bench.body(email)).expect(202)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await bench.send();
    const counts = [];
    for (const email of [unknown, active, left, suppressed, throttled])
      counts.push((await bench.mailsTo(email)).length);
    expect(counts).toEqual([1, 1, 1, 0, 1]);
  });

  it('does the same work before the answer, whoever the address belongs to', async () => {
    const desk = bench.api.app.get(SubscriberDesk);
    const [unknown, active, suppressed] = [anAddress(), anAddress(), anAddress()];
    await desk.create({ email: active, ...DUMMY }, 'test');
    await bench.api.app.get(SuppressionDesk).suppress(suppressed, 'test');
    const settle = jest.spyOn(bench.intake, 'soon').mockImplementation(() => undefined);
    const statements = jest.spyOn(bench.database, 'createQueryRunner');
    const traces = [];
    for (const email of [unknown, active, suppressed]) {
      statements.mockClear();
      await bench.post(bench.body(email)).expect(202);
      traces.push(statements.mock.calls.length);
    }
    expect(traces).toEqual([1, 1, 1]);
    settle.mockRestore();
    statements.mockRestore();
    await bench.intake.sweep();
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['email', { email: 'a@b.example\r\nBcc: victim@firm.example' }],
    ['email', { email: 'a@b.example,c@d.example' }],
    ['email', { email: { $ne: '' } }],
    ['locale', { locale: 'fr' }],
    ['locale', { locale: 'en\r\nX-Evil: 1' }],
    ['wording.version', { wording: { version: '1999-01', locale: 'en' } }],
    ['form', { form: 'a\r\nb' }],
    ['form', { form: '<script>' }],
    ['personalisation', { personalisation: 'yes' }],
    ['proof', { proof: undefined }],
  ])('with a faulty %s is refused, naming the field and repeating nothing: %j', async (field, given) => {
    const { body, text } = await bench.post(bench.body('fine@firm.example', given)).expect(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(text).not.toMatch(/victim|nobody@|Evil/);
    expect((await bench.signups()).filter(({ email }) => email === 'fine@firm.example')).toEqual([]);
  });

  it('with fields that nobody asked for is refused', async () => {
    await bench.post(bench.body(anAddress(), { status: 'active' })).expect(400);
  });

  it('may be done by the script of any site, and its errors can be read there', async () => {
    const { headers } = await bench.http().options('/api/subscribe').expect(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'Content-Type',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    const refused = await bench.post({}).expect(400);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
  });

  it('is told the words to show, in each language', async () => {
    const { body } = await bench.http().get('/api/subscribe?locale=zh-TW').expect(200);
    expect(body).toMatchObject({
      bits: BITS,
      wording: { version: '2026-11', locale: 'zh-TW', newsletter: expect.stringContaining('《Tradewind》') },
    });
  });
});

describe('a proof of work', () => {
  const refused = async (body: object) => {
    const answer = await bench.post(body).expect(422);
    expect(answer.body).toMatchObject({ code: 'signup.proof', errors: [{ field: 'proof' }] });
  };

  it('is good for one request', async () => {
    const proof = bench.proof();
    await bench.post(bench.body(anAddress(), { proof })).expect(202);
    await refused(bench.body(anAddress(), { proof }));
  });

  it('used twenty times at once counts once', async () => {
    const proof = bench.proof();
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.post(bench.body(anAddress(), { proof }))));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  });

  it('that is wrong, empty, forged or of another purpose is none', async () => {
    const { challenge, nonce } = bench.proof();
    const email = anAddress();
    await refused(bench.body(email, { proof: { challenge, nonce: fail(challenge, BITS) } }));
    await refused(bench.body(email, { proof: { challenge, nonce: '' } }));
    await refused(bench.body(email, { proof: { challenge, nonce: '1e3' } }));
    const forged = `${challenge.slice(0, -2)}${challenge.at(-2) === 'A' ? 'B' : 'A'}${challenge.at(-1) ?? ''}`;
    await refused(bench.body(email, { proof: { challenge: forged, nonce } }));
    await refused(bench.body(email, { proof: { challenge: 'k1.x.y', nonce } }));
  });

  it('expires', async () => {
    const proof = bench.proof();
    bench.ahead(0.1);
    await refused(bench.body(anAddress(), { proof }));
  });
});

describe('a trap', () => {
  it('that a program walks into answers as always, and keeps nothing', async () => {
    const email = anAddress();
    const honest = comparable(await bench.post(bench.body(anAddress())).expect(202));
    const caught = comparable(await bench.post(bench.body(email, { website: 'https://spam.example' })).expect(202));
    expect(caught).toEqual(honest);
    await bench.send();
    expect(await bench.mailsTo(email)).toEqual([]);
    expect((await bench.signups()).filter((row) => row['email'] === email)).toEqual([]);
  });
});

describe('bombing', () => {
  it('one address with 20 requests at once sends one mail', async () => {
    const email = anAddress();
    await Promise.all(Array.from({ length: 20 }, () => bench.post(bench.body(email)).expect(202)));
    await bench.send();
    expect(await bench.mailsTo(email)).toHaveLength(1);
    expect((await bench.signups()).filter((row) => row['email'] === email)).toHaveLength(1);
  });

  it('one mailbox under other spellings sends one mail', async () => {
    const spellings = ['Zoe.Q@gmail.com', 'zoeq+a@gmail.com', 'z.o.e.q@googlemail.com'];
    for (const email of spellings) await bench.ask(email);
    const counts = await Promise.all(spellings.map(async (email) => (await bench.mailsTo(email)).length));
    expect(counts).toEqual([1, 0, 0]);
  });

  it('day after day sends three mails ever, also when the rows are purged', async () => {
    const email = anAddress();
    for (let day = 0; day < 12; day += 1) {
      await bench.ask(email);
      await bench.ask(email);
      bench.ahead(1.01);
      if (day % 4 === 3) bench.ahead(8);
      await bench.keep();
    }
    await bench.ask(email);
    expect(await bench.mailsTo(email)).toHaveLength(3);
  });

  it('from one address ends at its limit, with the time to wait, and before any look at the addresses', async () => {
    const from = aVisitor();
    const answers = [];
    for (let n = 0; n < 22; n += 1) answers.push(await bench.post(bench.body(anAddress()), from));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(202), 429, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ code: 'signup.limited' });
    expect(Number(answers.at(-1)?.headers['retry-after'])).toBeGreaterThan(3_500);
    bench.ahead(1.01 / 24);
    await bench.post(bench.body(anAddress()), from).expect(202);
  });

  it.each([
    ['10.250.250.', (n: number) => `10.250.250.${n}`],
    ['2001:db8:7::/48', (n: number) => `2001:db8:7:${n.toString(16)}::1`],
  ])('from many addresses of one network (%s) ends at the limit of the network', async (_, address) => {
    const network = await aSignupBench({ SIGNUP_NETWORK_PER_HOUR: '5', DATABASE_URL: bench.api.url });
    const statuses = [];
    for (let n = 1; n <= 7; n += 1) statuses.push((await network.post(network.body(anAddress()), address(n))).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
    await network.idle();
    await network.close();
  });

  it('one domain is slowed down and not lost; a repeated address does not use up its room', async () => {
    const slow = await aSignupBench({ SIGNUP_DOMAIN_PER_HOUR: '3', DATABASE_URL: bench.api.url });
    const emails = Array.from({ length: 5 }, () => anAddress('one-company.example'));
    for (let n = 0; n < 4; n += 1) await slow.ask(emails[0]!);
    for (const email of emails.slice(1)) await slow.ask(email);
    const arrived = async () => {
      const mails = await Promise.all(emails.map((email) => slow.mailsTo(email)));
      return mails.filter(({ length }) => length === 1).length;
    };
    expect(await arrived()).toBe(3);
    await slow.intake.sweep();
    slow.ahead(1.01 / 24);
    await slow.intake.sweep();
    await slow.send();
    expect(await arrived()).toBe(5);
    await slow.close();
  });

  it('through two instances at once meets the same limits', async () => {
    const other = await aSignupBench({ DATABASE_URL: bench.api.url });
    const from = aVisitor();
    const email = anAddress();
    const posts = Array.from({ length: 30 }, (_, n) => {
      const instance = n % 2 === 0 ? bench : other;
      return instance.post(instance.body(email), from);
    });
    const statuses = (await Promise.all(posts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 202)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    await Promise.all([bench.idle(), other.idle()]);
    await bench.send();
    await other.send();
    expect([...(await bench.mailsTo(email)), ...(await other.mailsTo(email))]).toHaveLength(1);
    await other.close();
  });

  it('a thousand times under a thousand forged addresses counts for the one that connects', async () => {
    const blunt = await aSignupBench({ TRUST_PROXY: '', SIGNUP_IP_PER_HOUR: '3', DATABASE_URL: bench.api.url });
    const statuses = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await blunt.post(blunt.body(anAddress()))).status);
    expect(statuses).toEqual([202, 202, 202, 429, 429, 429]);
    await blunt.idle();
    await blunt.close();
  });
});
