import { createHash } from 'node:crypto';
import request from 'supertest';
import { LOCALES } from '#src/domain/locale/locale.js';
import { SubscriberDesk, SuppressionDesk } from '#src/subscribers/index.js';
import { solve } from '../../support/proof.js';
import { anAddress, aSignupBench, aVisitor, type SignupBench } from './signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench({ MAIL_FROM_NAME: 'Tide & <Times> $& "x"', PUBLIC_URL: 'https://news.example/letters' });
});
afterAll(() => bench.close());
afterEach(() => {
  bench.onTime();
});

type Fields = Record<string, string>;
const SECONDS = 1 / 86_400;
const TEXTS = { lang: 'en', wording: '2026-11' };

const page = async (path = '/subscribe?lang=en') => (await bench.http().get(path).expect(200)).text;
/** The fields of the form on a page, as a browser without script would post them. */
const fieldsOf = (html: string): Fields =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    ]),
  );
const post = (fields: Fields, from = aVisitor()) =>
  bench.http().post('/subscribe').set('X-Forwarded-For', from).set('Accept-Language', 'en').type('form').send(fields);
const solved = (fields: Fields): Fields => ({ ...fields, nonce: solve(fields['challenge'] ?? '', 4) });
async function filledIn(email: string, extra: Fields = {}): Promise<Fields> {
  return { ...fieldsOf(await page()), website: '', email, locale: 'en', ...extra };
}
const ASKED = 'Look into your inbox';
const PERSON = 'One more step';

describe('the subscribe page', () => {
  it.each(LOCALES)('speaks %s by its query, and offers the others', async (locale) => {
    const html = await page(`/subscribe?lang=${locale}`);
    expect(html).toContain(`<html lang="${locale}">`);
    for (const other of LOCALES) expect(html).toContain(`href="/letters/subscribe?lang=${other}"`);
    expect(html).toMatch(new RegExp(`<option value="${locale}" lang="${locale}" selected>`));
  });

  it('speaks the language of the browser, whatever else the query says', async () => {
    for (const path of ['/subscribe', '/subscribe?lang=fr', '/subscribe?lang[]=en', '/subscribe?lang=%00']) {
      const { text } = await bench.http().get(path).set('Accept-Language', 'zh-HK,zh;q=0.9').expect(200);
      expect(text).toContain('<html lang="zh-TW">');
    }
  });

  it('shows the exact words, with no box ticked, and escapes the name', async () => {
    const html = await page();
    expect(html).toContain('Send me Tide &amp; &lt;Times&gt; $&amp; &quot;x&quot; by e-mail.');
    expect(html.match(/type="checkbox"/g)).toHaveLength(2);
    expect(html).not.toContain('checked');
  });

  it('allows its one script by hash, and nothing else', async () => {
    const { headers, text } = await bench.http().get('/subscribe').expect(200);
    const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(headers).toMatchObject({
      'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'sha256-${hash}'`,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toMatch(/style="|<img|\son\w+="/i);
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('read by GET and HEAD a hundred times changes nothing', async () => {
    const rows = () => bench.query(`SELECT (SELECT count(*) FROM signup) + (SELECT count(*) FROM signup_count) AS n`);
    const before = await rows();
    for (let n = 0; n < 50; n += 1) {
      await bench.http().get('/subscribe?email=a@b.example').expect(200);
      await bench.http().head('/subscribe').expect(200);
    }
    expect(await rows()).toEqual(before);
  });
});

describe('the form', () => {
  it('posted with the proof of its script is taken at once', async () => {
    const email = anAddress();
    const { text } = await post(solved(await filledIn(email, { tracking: 'yes' }))).expect(200);
    expect(text).toContain(ASKED);
    expect(text).not.toContain(email);
    await bench.send();
    const [mail] = await bench.mailsTo(email);
    const path = /https:\/\/news\.example\/letters(\/c\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    await bench.confirm(path).expect(200);
    expect(await bench.person(email)).toMatchObject({ status: 'active', personalisation: false, tracking: true });
  });

  it('posted by a person without script is taken too, after the time that it takes to fill in', async () => {
    const email = anAddress();
    const fields = await filledIn(email);
    const quick = await post(fields).expect(200);
    expect(quick.text).toContain('Please press the button once more');
    bench.ahead(3 * SECONDS);
    const again = fieldsOf(quick.text);
    expect(again).toMatchObject({ email, locale: 'en', lang: 'en', wording: '2026-11' });
    expect((await post(again).expect(200)).text).toContain(ASKED);
    await bench.send();
    expect(await bench.mailsTo(email)).toHaveLength(1);
  });

  it('on another site, with nothing but the words, needs one more press', async () => {
    const email = anAddress();
    const embedded = { email, locale: 'zh-CN', lang: 'zh-CN', wording: '2026-11', form: 'blog' };
    const step = await post(embedded)
      .set('Origin', 'https://blog.example')
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(200);
    expect(step.text).toContain('还差一步');
    expect(await bench.query('SELECT 1 FROM signup WHERE email = $1', [email])).toEqual([]);
    bench.ahead(3 * SECONDS);
    expect((await post(fieldsOf(step.text)).expect(200)).text).toContain('请查看您的邮箱');
    await bench.send();
    expect(
      await bench.query('SELECT form, source, wording_locale, locale FROM signup WHERE email = $1', [email]),
    ).toEqual([{ form: 'blog', source: 'form', wording_locale: 'zh-CN', locale: 'zh-CN' }]);
  });

  it('counts four times without a proof', async () => {
    const from = aVisitor();
    const statuses = [];
    for (let n = 0; n < 7; n += 1) {
      const fields = await filledIn(anAddress());
      bench.ahead(3 * SECONDS);
      statuses.push((await post(fields, from)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('over the limit says so, politely, with the time to wait', async () => {
    const from = aVisitor();
    for (let n = 0; n < 20; n += 1) await post(solved(await filledIn(anAddress())), from).expect(200);
    const { text, headers } = await post(solved(await filledIn(anAddress())), from).expect(429);
    expect(text).toContain('Too many requests');
    expect(Number(headers['retry-after'])).toBeGreaterThan(3_000);
  });

  it('with a used or expired proof asks for one more press instead of failing', async () => {
    const fields = solved(await filledIn(anAddress()));
    expect((await post(fields).expect(200)).text).toContain(ASKED);
    const replayed = await post({ ...fields, email: anAddress() }).expect(200);
    expect(replayed.text).toContain(PERSON);
    const late = solved(await filledIn(anAddress()));
    bench.ahead(0.1);
    expect((await post(late).expect(200)).text).toContain(PERSON);
  });

  it('answers the same, byte by byte, for every kind of address', async () => {
    const desk = bench.api.app.get(SubscriberDesk);
    const [unknown, active, left, suppressed, throttled] = Array.from({ length: 5 }, () => anAddress()) as [
      string, string, string, string, string,
    ]; // prettier-ignore
    await desk.create({ email: active, locale: 'en', timeZone: 'UTC' }, 'test');
    const { subscriber } = await desk.create({ email: left, locale: 'en', timeZone: 'UTC' }, 'test');
    await bench.query(`UPDATE subscriber SET status = 'unsubscribed' WHERE id = $1`, [subscriber.id]);
    await bench.api.app.get(SuppressionDesk).suppress(suppressed, 'test');
    await post(solved(await filledIn(throttled)));
    await bench.send();
    const answers: request.Response[] = [];
    const trapped = await post({ ...(await filledIn(anAddress())), website: 'x' });
    for (const email of [unknown, active, left, suppressed, throttled])
      answers.push(await post(solved(await filledIn(email))).expect(200));
    for (const { text, headers } of answers) {
      expect(text).toBe(trapped.text);
      expect({ ...headers, date: '', 'x-request-id': '' }).toEqual({
        ...trapped.headers,
        date: '',
        'x-request-id': '',
      });
    }
  });

  it('with a faulty address keeps what was typed, says what is wrong, and escapes it', async () => {
    const { text } = await post({
      ...TEXTS,
      locale: 'zh-TW',
      personalisation: 'yes',
      email: '"><script>alert(1)</script>@x',
    }).expect(422);
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)');
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).toContain('role="alert"');
    expect(text).toContain('aria-describedby="email-fault"');
    expect(text).toMatch(/name="personalisation" value="yes" checked/);
    expect(text).toMatch(/<option value="zh-TW" lang="zh-TW" selected>/);
    expect(text).toContain('<html lang="en">');
  });

  it.each<[string, Fields]>([
    ['no field at all', {}],
    ['a language that is none', { ...TEXTS, email: 'a@b.example', locale: 'fr' }],
    ['words that were never shown', { lang: 'en', email: 'a@b.example', locale: 'en', wording: '1999' }],
    ['a name of the form that breaks lines', { ...TEXTS, email: 'a@b.example', locale: 'en', form: 'x\r\ny' }],
    ['line breaks in the address', { ...TEXTS, email: 'a@b.example\r\nBcc: c@d.example', locale: 'en' }],
    ['two addresses', { ...TEXTS, email: 'a@b.example, c@d.example', locale: 'en' }],
    ['a box with another value', { ...TEXTS, email: 'a@b.example', locale: 'en', tracking: 'no' }],
  ])('with %s shows the form again and takes nothing', async (_, fields) => {
    const { text } = await post(fields).expect(422);
    expect(text).toContain('role="alert"');
    expect(await bench.query(`SELECT 1 FROM signup WHERE email LIKE '%b.example%'`)).toEqual([]);
  });

  it('of another type than urlencoded is shown again', async () => {
    await bench.http().post('/subscribe').field('email', 'a@b.example').expect(422);
  });

  it('cannot be put into a frame', async () => {
    const { headers } = await bench.http().get('/subscribe');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('is a page, too, where there is none', async () => {
    await bench.http().get('/subscribe/x').expect(404);
  });
});

describe('an address that looks mistyped', () => {
  const mailed = async (email: string) => (await bench.query(`SELECT 1 FROM signup WHERE email = $1`, [email])).length;

  it('is asked about once, with all that was filled in, and taken when the person is sure', async () => {
    const email = anAddress().replace(/@.*/, '@qq.con');
    const asked = await post(solved(await filledIn(email, { tracking: 'yes' }))).expect(200);
    expect(asked.text).toContain(`Did you mean ${email.replace('.con', '.com')}?`);
    expect(asked.text).toContain(`value="${email}"`);
    expect(asked.text).toMatch(/name="tracking" value="yes" checked/);
    expect(await mailed(email)).toBe(0);
    const again = solved({ ...fieldsOf(asked.text), website: '', email, locale: 'en' });
    expect((await post(again).expect(200)).text).toContain(ASKED);
    expect(await mailed(email)).toBe(1);
  });

  it('is asked about again when it was changed to another mistyped one', async () => {
    const email = anAddress().replace(/@.*/, '@gmial.com');
    const { text } = await post(solved(await filledIn(email, { sure: 'me@qq.con' }))).expect(200);
    expect(text).toContain(`Did you mean ${email.replace('gmial', 'gmail')}?`);
    expect(await mailed(email)).toBe(0);
  });
});
