import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SubscriberDesk, SubscribersApiModule, SuppressionDesk } from '#src/subscribers/index.js';
import { Unsubscriber } from '#src/feedback/index.js';
import { SignupScheduleModule } from '#src/signup/index.js';
import { eventually } from '../../support/eventually.js';
import { bearer } from '../../support/api-app.js';
import { anAddress, aSignupBench, type SignupBench } from './signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench({}, [SubscribersApiModule]);
});
afterAll(() => bench.close());
afterEach(() => {
  bench.onTime();
});

const HEX_ID = '0198c0de-0000-7000-8000-00000000abcd';
const desk = () => bench.api.app.get(SubscriberDesk);
const leave = (id: string) => bench.api.app.get(Unsubscriber, { strict: false }).leave(id, 'page');
const everything = async () => [
  await bench.signups(),
  await bench.query('SELECT * FROM subscriber ORDER BY id'),
  await bench.query('SELECT * FROM consent_event ORDER BY id'),
];
async function asked(given: Record<string, unknown> = {}): Promise<{ email: string; link: string }> {
  const email = anAddress();
  await bench.ask(email, given);
  return { email, link: await bench.link(email) };
}
const events = (id: string) =>
  bench.query(
    `SELECT action, e.purpose, source, host(ip) AS ip, user_agent AS agent, form, e.locale, w.version, w.text, at
     FROM consent_event e LEFT JOIN consent_wording w ON w.hash = e.wording_hash WHERE subscriber_id = $1 ORDER BY e.purpose, e.at`,
    [id],
  );

describe('the link of a confirmation mail', () => {
  it('opened a hundred times by GET, HEAD and OPTIONS changes nothing', async () => {
    const { email, link } = await asked();
    const before = await everything();
    for (let n = 0; n < 33; n += 1) {
      await bench.http().get(link).expect(200);
      await bench.http().head(link).expect(200);
      await bench.http().options(link);
    }
    await bench.http().get(`${link}?act=confirm`).expect(200);
    expect(await everything()).toEqual(before);
    expect(await bench.person(email)).toBeUndefined();
  });

  it('shows one button in the language of the mail, no script, and nobody by name', async () => {
    const { email, link } = await asked({ locale: 'zh-TW' });
    const { text, headers } = await bench.http().get(link).set('Accept-Language', 'en').expect(200);
    expect(text).toContain('<html lang="zh-TW">');
    expect(text.match(/<button/g)).toHaveLength(1);
    expect(text).not.toContain(email);
    expect(text).not.toContain('<script');
    expect(headers['content-security-policy']).not.toContain('script-src');
    expect(decodeURIComponent(link)).not.toContain('@');
  });

  it('confirms by its button once; a second press is told so and adds nothing', async () => {
    const { email, link } = await asked();
    expect((await bench.confirm(link).expect(200)).text).toContain('You are subscribed');
    const before = await everything();
    expect((await bench.confirm(link).expect(200)).text).toContain('You have confirmed already');
    expect((await bench.http().get(link).expect(200)).text).toContain('You have confirmed already');
    expect(await everything()).toEqual(before);
    expect(await bench.person(email)).toMatchObject({ status: 'active', personalisation: false, tracking: false });
  });

  it('leads on to the preferences of the person, when it was just confirmed', async () => {
    const { link } = await asked();
    const { text } = await bench.confirm(link).expect(200);
    const path = /href="(\/p\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await bench.http().get(path).expect(200)).text).toContain('Your subscription');
    expect((await bench.confirm(link).expect(200)).text).not.toContain('/p/');
  });

  it('pressed twenty times at once enrols one person with one set of consents', async () => {
    const { email, link } = await asked();
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.confirm(link)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect(answers.filter(({ text }) => text.includes('You are subscribed'))).toHaveLength(1);
    expect(await events((await bench.person(email)).id)).toHaveLength(2);
  });

  it('is dead after seven days, and its row is gone', async () => {
    const { email, link } = await asked();
    bench.ahead(6.9);
    await bench.keep();
    await bench.http().get(link).expect(200);
    bench.ahead(0.2);
    await bench.http().get(link).expect(410);
    await bench.confirm(link).expect(410);
    await bench.keep();
    expect((await bench.signups()).filter((row) => row['email'] === email)).toEqual([]);
    expect(await bench.person(email)).toBeUndefined();
  });

  it('that is forged, of another purpose or of nobody gets one and the same answer', async () => {
    const { link } = await asked();
    const tokens = bench.api.app.get(Tokens);
    const id = tokens.verify('confirm', link.slice(3)) ?? '';
    const flipped = `${link.slice(0, -2)}${link.at(-2) === 'A' ? 'B' : 'A'}${link.at(-1) ?? ''}`;
    const impostors = [
      flipped,
      `/c/${tokens.sign('unsubscribe', id)}`,
      `/c/${tokens.sign('challenge', id)}`,
      `/c/${tokens.sign('confirm', HEX_ID)}`,
      '/c/x',
    ];
    const before = await everything();
    const answers = [];
    for (const path of impostors) {
      answers.push((await bench.http().get(path).expect(410)).text, (await bench.confirm(path).expect(410)).text);
    }
    expect(new Set(answers).size).toBe(1);
    expect(await everything()).toEqual(before);
    // And the link opens nothing else.
    await bench
      .http()
      .post(`/u/${link.slice(3)}`)
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' })
      .expect(200);
    expect(await everything()).toEqual(before);
  });

  it('leads to a form when there is none', async () => {
    const { text } = await bench.http().get('/c/x').set('Accept-Language', 'zh-CN').expect(410);
    expect(text).toContain('href="/subscribe?lang=zh-CN"');
    await bench.http().get('/c').expect(404);
    await bench.http().get('/c/a/b').expect(404);
  });
});

describe('the consent log', () => {
  it('holds what was asked, what was shown, from where, and the press of the button', async () => {
    const email = anAddress();
    await bench
      .http()
      .post('/api/subscribe')
      .set('X-Forwarded-For', '198.51.100.23')
      .set('User-Agent', 'Form/1.0')
      .send(
        bench.body(email, {
          locale: 'en',
          wording: { version: '2026-11', locale: 'zh-CN' },
          openClickTracking: true,
          form: 'blog-footer',
        }),
      )
      .expect(202);
    await bench.send();
    await bench
      .confirm(await bench.link(email))
      .set('User-Agent', 'Browser/2.0')
      .expect(200);
    const person = await bench.person(email);
    expect(person).toMatchObject({ status: 'active', personalisation: false, tracking: true, source: 'json' });
    const shown = { form: 'blog-footer', source: 'json', locale: 'zh-CN', version: '2026-11' };
    const request = { ...shown, action: 'requested', ip: '198.51.100.23', agent: 'Form/1.0' };
    const press = { ...shown, ip: '192.0.2.77', agent: 'Browser/2.0' };
    expect(await events(person.id)).toMatchObject([
      { ...request, purpose: 'newsletter', text: expect.stringContaining('《Tradewind》') },
      { ...press, action: 'subscribed', purpose: 'newsletter' },
      { ...request, purpose: 'open-click-tracking', text: expect.stringContaining('记录我何时打开邮件') },
      { ...press, action: 'granted', purpose: 'open-click-tracking' },
    ]);
  });

  it('is shown to the operator, with the words that were agreed to', async () => {
    const { email, link } = await asked({ personalisation: true });
    await bench.confirm(link).expect(200);
    const { id } = await bench.person(email);
    const path = `/api/admin/subscribers/${id}/consents`;
    await bench.http().get(path).expect(401);
    const { body } = await bench.http().get(path).set(bearer).expect(200);
    expect(body.items).toHaveLength(4);
    expect(body.items.at(-1)).toMatchObject({
      source: 'json',
      ip: '192.0.2.77/32',
      locale: 'en',
      wordingVersion: '2026-11',
      wording: expect.stringMatching(/^(Send me|Choose and order)/),
    });
    await bench.http().get(`/api/admin/subscribers/${HEX_ID}/consents`).set(bearer).expect(404);
  });

  it('keeps the whole IP for thirty days, then its network, and lets nothing else be changed', async () => {
    const v4 = await asked();
    const v6 = anAddress();
    await bench.post(bench.body(v6), '2001:db8:1234:5678::9').expect(202);
    await bench.send();
    await bench.confirm(v4.link).expect(200);
    await bench.confirm(await bench.link(v6)).expect(200);
    const ips = async () => {
      const rows = await bench.query(
        `SELECT DISTINCT text(ip) AS ip FROM consent_event e JOIN subscriber s ON s.id = subscriber_id WHERE s.email = ANY ($1)`,
        [[v4.email, v6]],
      );
      return rows.map(({ ip }: { ip: string }) => ip);
    };
    bench.ahead(29);
    await bench.keep();
    expect(await ips()).toEqual(expect.arrayContaining(['192.0.2.77/32', '2001:db8:1234:5678::9/128']));
    bench.ahead(2);
    await bench.keep();
    const cut = await ips();
    expect(cut).toEqual(expect.arrayContaining(['192.0.2.0/24', '2001:db8:1234::/48']));
    expect(cut.filter((ip: string) => /\/(32|128)$/.test(ip))).toEqual([]);
    await bench.keep();
    for (const change of [
      `ip = '192.0.2.9'`,
      `ip = NULL`,
      `ip = network_of(ip), user_agent = 'other'`,
      `action = 'withdrawn'`,
      `at = now()`,
      `wording_hash = NULL`,
    ])
      await expect(bench.query(`UPDATE consent_event SET ${change}`)).rejects.toThrow('append-only');
    await expect(bench.query(`UPDATE consent_wording SET text = 'other'`)).rejects.toThrow('append-only');
  });

  it('leaves nothing personal in the request once it is confirmed', async () => {
    const { link, email } = await asked();
    await bench.confirm(link).expect(200);
    const { id } = await bench.person(email);
    const [row] = (await bench.signups()).filter((signup) => signup['subscriber_id'] === id);
    expect(row).toMatchObject({ email: null, address_hash: null, ip: null, user_agent: null });
  });
});

describe('who left', () => {
  async function aLeaver(): Promise<{ email: string; id: string }> {
    const email = anAddress();
    const { subscriber } = await desk().create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
    await leave(subscriber.id);
    return { email, id: subscriber.id };
  }

  it('is not brought back by the form alone, nor by the API', async () => {
    const { email } = await aLeaver();
    await bench.ask(email);
    expect(await bench.person(email)).toMatchObject({ status: 'unsubscribed' });
    await expect(desk().create({ email, locale: 'en', timeZone: 'UTC' }, 'test')).rejects.toMatchObject({
      code: 'subscriber.left',
    });
    expect(await bench.person(email)).toMatchObject({ status: 'unsubscribed' });
  });

  it('is back by a new confirmation, as the same person', async () => {
    const { email, id } = await aLeaver();
    await bench.ask(email, { locale: 'zh-CN', personalisation: true });
    await bench.confirm(await bench.link(email)).expect(200);
    expect(await bench.person(email)).toMatchObject({ id, status: 'active', locale: 'zh-CN', personalisation: true });
  });

  it('after asking is not brought back by that older link', async () => {
    const { email, link } = await asked();
    const { subscriber } = await desk().create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
    await leave(subscriber.id);
    const { text } = await bench.confirm(link).expect(410);
    expect(text).toContain('This link is no longer good');
    expect(await bench.person(email)).toMatchObject({ status: 'unsubscribed' });
  });

  it('after confirming finds the used link dead', async () => {
    const { email, link } = await asked();
    await bench.confirm(link).expect(200);
    await leave((await bench.person(email)).id);
    await bench.http().get(link).expect(410);
    await bench.confirm(link).expect(410);
    expect(await bench.person(email)).toMatchObject({ status: 'unsubscribed' });
  });
});

describe('a suppressed address', () => {
  it('is not enrolled, even by a link that it was sent before', async () => {
    const { email, link } = await asked();
    await bench.api.app.get(SuppressionDesk).suppress(email, 'test');
    const { text } = await bench.confirm(link).expect(200);
    expect(text).toContain('We cannot subscribe you again');
    expect(await bench.person(email)).toBeUndefined();
  });

  it('because it was erased takes the open request along, and stays so', async () => {
    const { email, link } = await asked();
    const { subscriber } = await desk().create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
    await desk().erase(subscriber.id, 'test');
    expect((await bench.signups()).filter((row) => row['email'] === email)).toEqual([]);
    await bench.confirm(link).expect(410);
    bench.ahead(2);
    await bench.ask(email);
    expect(await bench.mailsTo(email)).toHaveLength(1);
    expect(await bench.person(email)).toBeUndefined();
  });
});

describe('who is there already', () => {
  it('keeps what was allowed, and adds what is newly allowed', async () => {
    const { email, link } = await asked({ openClickTracking: true });
    await bench.confirm(link).expect(200);
    bench.ahead(1.1);
    await bench.ask(email, { personalisation: true, locale: 'zh-TW' });
    await bench.confirm(await bench.link(email)).expect(200);
    expect(await bench.person(email)).toMatchObject({
      status: 'active',
      locale: 'zh-TW',
      personalisation: true,
      tracking: true,
    });
  });
});

describe('the scheduler', () => {
  it('takes up what a process left behind, and purges what is over', async () => {
    const email = anAddress();
    const left = jest.spyOn(bench.intake, 'soon').mockImplementation(() => undefined);
    await bench.post(bench.body(email)).expect(202);
    left.mockRestore();
    const { link } = await asked();
    await bench.query(`UPDATE signup SET expires_at = now() - interval '1 second' WHERE due_at IS NULL`);
    const scheduler = await aSignupBench({ DATABASE_URL: bench.api.url }, [SignupScheduleModule]);
    await eventually(20, async () => {
      const rows = await bench.query(`SELECT email, due_at FROM signup WHERE subscriber_id IS NULL`);
      return rows.length === 1 && rows[0].due_at === null ? true : undefined;
    });
    expect(await bench.query('SELECT email FROM signup WHERE subscriber_id IS NULL')).toEqual([{ email }]);
    await bench.http().get(link).expect(410);
    await scheduler.close();
  });
});

describe('a page that presses its button itself', () => {
  it('is had by the setting only, and still changes nothing when it is fetched', async () => {
    const auto = await aSignupBench({ SIGNUP_AUTO_CONFIRM: 'true', DATABASE_URL: bench.api.url });
    const { link, email } = await asked();
    const { text, headers } = await auto.http().get(link).expect(200);
    expect(headers['content-security-policy']).toMatch(/; script-src 'sha256-[\w+/]+=*'$/);
    expect(text).toContain('<script>');
    expect(await auto.person(email)).toBeUndefined();
    await auto.close();
  });
});
