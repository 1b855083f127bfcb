import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SubscriberDesk, SuppressionDesk } from '#src/subscribers/index.js';
import PostalMime from 'postal-mime';
import { anAddress, aSignupBench, type SignupBench } from './signup-bench.js';

let bench: SignupBench;
beforeAll(async () => {
  bench = await aSignupBench();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.onTime();
});

const desk = () => bench.api.app.get(SubscriberDesk);
async function aReader(locale: 'en' | 'zh-CN' = 'en') {
  const email = anAddress();
  const { subscriber } = await desk().create({ email, locale, timeZone: 'UTC' }, 'test');
  return { id: subscriber.id, email, path: `/p/${bench.api.app.get(Tokens).sign('preferences', subscriber.id)}` };
}
async function ask(path: string, email: string, status = 200) {
  const answer = await bench
    .http()
    .post(path)
    .set('Accept-Language', 'en')
    .type('form')
    .send({ act: 'move', email })
    .expect(status);
  await bench.send();
  return answer;
}
async function linksTo(email: string): Promise<string[]> {
  const mails = await Promise.all(
    bench.relay.arrived.filter(({ to }) => to === email).map(({ raw }) => PostalMime.parse(Buffer.from(raw, 'latin1'))),
  );
  return mails.flatMap(({ text }) => /https:\/\/news\.example(\/a\/\S+)/.exec(text ?? '')?.[1] ?? []);
}
const agree = (link: string) => bench.http().post(link).type('form').send({ act: 'agree' });
const addressOf = async (id: string) =>
  (await bench.query('SELECT email FROM subscriber WHERE id = $1', [id]))[0]?.email;
const anHourLater = () => bench.query(`UPDATE address_change SET created_at = created_at - interval '61 minutes'`);

describe('the export of a person’s own data', () => {
  const exported = async (email: string) => {
    const mails = await bench.mailsTo(email);
    return mails.map(({ subject, attachments }) => ({
      subject,
      file: attachments[0]?.filename,
      data: JSON.parse(Buffer.from(attachments[0]?.content as ArrayBuffer).toString()),
    }));
  };
  const askForData = async (path: string) => {
    const answer = await bench
      .http()
      .post(path)
      .set('Accept-Language', 'zh-CN')
      .type('form')
      .send({ act: 'export' })
      .expect(200);
    await bench.send();
    return answer.text;
  };

  it('is mailed to them with everything, once a day, and nothing of it stays behind', async () => {
    const { id, email, path } = await aReader('zh-CN');
    await bench.http().post(path).type('form').send({
      act: 'save',
      locale: 'zh-CN',
      timeZone: 'UTC',
      boxes: 'shown',
      'topic:logistics': 'yes',
      'allow:personalisation': 'yes',
    });
    const text = await askForData(path);
    await askForData(path);
    expect(text).toContain('数据正在发送');
    expect(text).not.toContain(email);
    const [mail, ...others] = await exported(email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      subject: '您在《Tradewind》的数据',
      file: 'my-data.json',
      data: {
        person: { id, email, status: 'active' },
        preferences: { topics: ['logistics'], allowed: ['personalisation'] },
        consents: [{ action: 'subscribed' }, { action: 'granted', purpose: 'personalisation' }],
        editions: [],
      },
    });
    expect(await bench.query(`SELECT 1 FROM transactional_mail t WHERE strpos(t::text, $1) > 0`, [email])).toEqual([]);
    bench.ahead(1);
    await askForData(path);
    expect(await exported(email)).toHaveLength(2);
  });

  it('that waits for the relay is emptied soon after its person was erased', async () => {
    const { id, email, path } = await aReader();
    bench.relay.use(({ phase, to }) => (phase === 'rcpt' && to === email ? '451 4.7.1 later' : undefined));
    await askForData(path);
    const held = () => bench.query(`SELECT state FROM transactional_mail t WHERE strpos(t::text, $1) > 0`, [email]);
    expect(await held()).toEqual([{ state: 'deferred' }]);
    await desk().erase(id, 'test');
    await bench.sweep();
    await bench.send();
    expect(await held()).toEqual([]);
    expect(await bench.mailsTo(email)).toEqual([]);
    bench.relay.use(() => undefined);
  });

  it('is promised to a forged link as well, and mailed to nobody', async () => {
    const before = bench.relay.arrived.length;
    expect(await askForData(`/p/k1.AaIbr2bocMqLACZWYbSF-g.${'A'.repeat(43)}`)).toContain('数据正在发送');
    expect(bench.relay.arrived).toHaveLength(before);
  });
});

describe('a change of address', () => {
  it('is made when both addresses have agreed, in any order, and by no GET', async () => {
    for (const order of ['old', 'new']) {
      const { id, email, path } = await aReader();
      const wanted = anAddress();
      expect((await ask(path, wanted)).text).toContain('Look into both inboxes');
      const [[old], [next]] = (await Promise.all([linksTo(email), linksTo(wanted)])) as [[string], [string]];
      for (const link of [old, next]) {
        expect((await bench.http().get(link).expect(200)).text).toContain('Change the address?');
        await bench.http().head(link).expect(200);
      }
      const [first, second] = order === 'old' ? [old, next] : [next, old];
      expect((await agree(first).expect(200)).text).toContain('The other address must agree, too');
      expect((await agree(first).expect(200)).text).toContain('The other address must agree, too');
      expect(await addressOf(id)).toBe(email);
      expect((await agree(second).expect(200)).text).toContain('Your address is changed');
      expect((await agree(second).expect(200)).text).toContain('Your address is changed');
      expect(await addressOf(id)).toBe(wanted);
      expect(await bench.person(wanted)).toMatchObject({ id, status: 'active' });
      expect(
        await bench.query('SELECT email, address_hash FROM address_change WHERE subscriber_id = $1', [id]),
      ).toEqual([{ email: null, address_hash: null }]);
    }
  });

  it('asks in the language of the reader', async () => {
    const { email, path } = await aReader('zh-CN');
    const wanted = anAddress();
    await ask(path, wanted);
    expect((await bench.mailsTo(email)).map(({ subject }) => subject)).toEqual([
      '要把《Tradewind》改寄到另一个邮箱吗？',
    ]);
    expect((await bench.mailsTo(wanted)).map(({ subject }) => subject)).toEqual([
      '以后用这个邮箱接收《Tradewind》吗？',
    ]);
  });

  it('agreed to by both at the same moment is made once', async () => {
    const { id, email, path } = await aReader();
    const wanted = anAddress();
    await ask(path, wanted);
    const links = [...(await linksTo(email)), ...(await linksTo(wanted))];
    await Promise.all([...links, ...links, ...links].map((link) => agree(link).expect(200)));
    expect(await addressOf(id)).toBe(wanted);
    expect(
      await bench.query(`SELECT 1 FROM audit_event WHERE subject_id = $1 AND action = 'subscriber.moved'`, [id]),
    ).toHaveLength(1);
  });

  it('answers the same for an address that is free, somebody else’s, suppressed or the same, and takes nobody’s', async () => {
    const other = await aReader();
    const suppressed = anAddress();
    await bench.api.app.get(SuppressionDesk).suppress(suppressed, 'test');
    const free = anAddress();
    const texts = [];
    for (const wanted of [free, other.email, suppressed]) {
      const { id, email, path } = await aReader();
      texts.push((await ask(path, wanted)).text);
      for (const link of [...(await linksTo(email)), ...(wanted === free ? [] : await linksTo(wanted))])
        await agree(link);
      expect(await addressOf(id)).toBe(email);
      expect(await linksTo(wanted)).toHaveLength(wanted === free ? 1 : 0);
    }
    const { email, path } = await aReader();
    texts.push((await ask(path, email)).text);
    expect(await linksTo(email)).toEqual([]);
    texts.push((await ask(`/p/k1.AaIbr2bocMqLACZWYbSF-g.${'A'.repeat(43)}`, free)).text);
    expect(new Set(texts).size).toBe(1);
  });

  it('to an address that was taken in the meantime cannot be made', async () => {
    const { id, email, path } = await aReader();
    const wanted = anAddress();
    await ask(path, wanted);
    await desk().create({ email: wanted, locale: 'en', timeZone: 'UTC' }, 'test');
    await agree((await linksTo(email))[0]!).expect(200);
    await agree((await linksTo(wanted))[0]!).expect(410);
    expect(await addressOf(id)).toBe(email);
  });

  it('may be asked for once an hour; a newer one makes the links of the older dead', async () => {
    const { id, email, path } = await aReader();
    const [slip, wanted] = [anAddress(), anAddress()];
    await ask(path, slip);
    await ask(path, wanted);
    expect(await linksTo(wanted)).toEqual([]);
    await anHourLater();
    await ask(path, wanted);
    const [stale, fresh] = (await linksTo(email)) as [string, string];
    await agree(stale).expect(410);
    await agree((await linksTo(slip))[0]!).expect(410);
    await agree(fresh).expect(200);
    await agree((await linksTo(wanted))[0]!).expect(200);
    expect(await addressOf(id)).toBe(wanted);
  });

  it('does not bomb the new address, whoever asks', async () => {
    const victim = anAddress();
    for (let n = 0; n < 5; n += 1) await ask((await aReader()).path, victim);
    await bench.ask(victim);
    expect(await bench.mailsTo(victim)).toHaveLength(1);
  });

  it('expires after three days and is purged; forged links look the same', async () => {
    const { id, email, path } = await aReader();
    await ask(path, anAddress());
    const [link] = (await linksTo(email)) as [string];
    const flipped = `${link.slice(0, -2)}${link.at(-2) === 'A' ? 'B' : 'A'}${link.at(-1) ?? ''}`;
    const confirm = `/a/${bench.api.app.get(Tokens).sign('confirm', id)}`;
    for (const forged of [flipped, confirm, '/a/x']) await agree(forged).expect(410);
    bench.ahead(3.1);
    await agree(link).expect(410);
    await bench.keep();
    expect(await bench.query('SELECT 1 FROM address_change WHERE subscriber_id = $1', [id])).toEqual([]);
  });

  it('goes when either person is erased', async () => {
    const { id, path } = await aReader();
    const other = await aReader();
    const wanted = anAddress();
    await ask(path, wanted);
    const late = await desk().create({ email: wanted, locale: 'en', timeZone: 'UTC' }, 'test');
    await desk().erase(late.subscriber.id, 'test');
    expect(await bench.query('SELECT 1 FROM address_change WHERE subscriber_id = $1', [id])).toEqual([]);
    await ask(other.path, anAddress());
    await desk().erase(other.id, 'test');
    expect(await bench.query('SELECT 1 FROM address_change WHERE subscriber_id = $1', [other.id])).toEqual([]);
  });

  it('with a faulty address says so and asks nobody', async () => {
    const { id, path } = await aReader();
    const { text } = await ask(path, 'nobody@', 422);
    expect(text).toContain('please enter a whole e-mail address');
    expect(await bench.query('SELECT 1 FROM address_change WHERE subscriber_id = $1', [id])).toEqual([]);
  });
});
