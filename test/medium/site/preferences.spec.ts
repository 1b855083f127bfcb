import { DataSource } from 'typeorm';
import request from 'supertest';
import { Clock } from '#src/foundation/clock/clock.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SiteModule } from '#src/site/index.js';
import { SubscriberDesk, SubscribersModule } from '#src/subscribers/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aRun } from '../../support/builders.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersModule, SiteModule], { TRUST_PROXY: '1' });
  db = api.app.get(DataSource);
});
afterAll(() => api.close());

const http = () => request(api.app.getHttpServer());
let count = 0;
async function aReader() {
  const email = `chooser${(count += 1)}@example.com`;
  const { subscriber } = await api.app
    .get(SubscriberDesk)
    .create({ email, locale: 'en', timeZone: 'Asia/Shanghai' }, 'test');
  return { id: subscriber.id, path: `/p/${api.app.get(Tokens).sign('preferences', subscriber.id)}` };
}
const FORM = {
  act: 'save',
  boxes: 'shown',
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  secondLocale: '',
  rhythm: 'daily',
  localHour: '8',
  pausedUntil: '',
  actors: '',
};
const save = (path: string, fields: Record<string, string> = {}) =>
  http()
    .post(path)
    .set('X-Forwarded-For', '198.51.100.9')
    .set('User-Agent', 'Browser/3')
    .type('form')
    .send({ ...FORM, ...fields });
const stored = async (id: string) =>
  (
    await db.query(
      `SELECT p.*, s.locale, s.time_zone, s.paused_until, s.allows_personalisation, s.allows_tracking, s.version
       FROM subscriber s LEFT JOIN subscriber_preference p ON p.subscriber_id = s.id WHERE s.id = $1`,
      [id],
    )
  )[0];
const consents = (id: string) =>
  db.query(
    `SELECT action, e.purpose, source, host(ip) AS ip, user_agent AS agent, form, e.locale, w.text
     FROM consent_event e LEFT JOIN consent_wording w ON w.hash = wording_hash
     WHERE subscriber_id = $1 AND e.purpose <> 'newsletter' ORDER BY e.at, e.purpose`,
    [id],
  );
const inDays = (days: number) =>
  new Date(api.app.get(Clock).now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

describe('the preference centre', () => {
  it('shows everything that can be chosen, and that nothing is allowed yet', async () => {
    const { path } = await aReader();
    const { text } = await http().get(path).expect(200);
    expect(text.match(/name="topic:/g)).toHaveLength(15);
    expect(text.match(/name="rhythm"/g)).toHaveLength(3);
    expect(text).toMatch(/name="rhythm" value="daily" checked/);
    expect(text.match(/ checked/g)).toHaveLength(1);
    for (const name of [
      'secondLocale',
      'localHour',
      'pausedUntil',
      'actors',
      'platform:temu',
      'market:eu',
      'allow:personalisation',
    ])
      expect(text).toContain(`name="${name}"`);
  });

  it('saves all of it and shows it again', async () => {
    const { id, path } = await aReader();
    const until = inDays(30);
    const fields = {
      locale: 'zh-CN', secondLocale: 'en', rhythm: 'high-impact', localHour: '21', timeZone: 'America/New_York', pausedUntil: until,
      actors: 'Meta，菜鸟', 'topic:logistics': 'yes', 'topic:ai-models': 'yes', 'platform:temu': 'yes', 'market:us': 'yes',
    }; // prettier-ignore
    const { text } = await save(path, fields).expect(200);
    expect(text).toContain('已保存');
    expect(await stored(id)).toMatchObject({
      locale: 'zh-CN',
      second_locale: 'en',
      rhythm: 'high-impact',
      local_hour: 21,
      time_zone: 'America/New_York',
      topics: ['ai-models', 'logistics'],
      platforms: ['temu'],
      markets: ['us'],
      actors: ['meta', 'cainiao'],
    });
    const again = (await http().get(path).expect(200)).text;
    for (const shown of [
      `value="${until}"`,
      'name="topic:logistics" value="yes" checked',
      'name="platform:temu" value="yes" checked',
      'name="market:us" value="yes" checked',
      'name="rhythm" value="high-impact" checked',
      '<option value="21" selected>',
      '<option value="en" lang="en" selected>',
      'Meta, Cainiao',
    ])
      expect(again).toContain(shown);
  });

  it('writes each consent that is given or taken back into the log, with the words that were shown', async () => {
    const { id, path } = await aReader();
    await save(path, { 'allow:open-click-tracking': 'yes', locale: 'zh-TW' }).expect(200);
    await save(path, { 'allow:open-click-tracking': 'yes', locale: 'zh-TW' }).expect(200);
    expect(await stored(id)).toMatchObject({ allows_tracking: true, allows_personalisation: false });
    await save(path, { 'allow:personalisation': 'yes', locale: 'zh-TW' }).expect(200);
    expect(await stored(id)).toMatchObject({ allows_tracking: false, allows_personalisation: true });
    const common = { source: 'page', ip: '198.51.100.9', agent: 'Browser/3', form: 'preferences' };
    expect(await consents(id)).toEqual([
      {
        ...common,
        action: 'granted',
        purpose: 'open-click-tracking',
        locale: 'en',
        text: expect.stringContaining('Record when I open'),
      },
      { ...common, action: 'withdrawn', purpose: 'open-click-tracking', locale: null, text: null },
      {
        ...common,
        action: 'granted',
        purpose: 'personalisation',
        locale: 'zh-TW',
        text: expect.stringContaining('依我的興趣'),
      },
    ]);
  });

  it('saved ten times at once logs a consent once', async () => {
    const { id, path } = await aReader();
    await Promise.all(Array.from({ length: 10 }, () => save(path, { 'allow:personalisation': 'yes' }).expect(200)));
    expect(await consents(id)).toHaveLength(1);
  });

  it('names a day that cannot be and an actor that is unknown, saves nothing, and keeps what was typed', async () => {
    const { id, path } = await aReader();
    const before = await stored(id);
    const day = await save(path, { pausedUntil: '2020-02-02', 'topic:logistics': 'yes', locale: 'zh-CN' }).expect(422);
    expect(day.text).toContain('please choose a day from tomorrow');
    expect(day.text).toContain('value="2020-02-02"');
    expect(day.text).toContain('name="topic:logistics" value="yes" checked');
    expect(day.text).toMatch(/name="pausedUntil"[^>]* aria-invalid="true"/);
    const actor = await save(path, { actors: 'Meta, <b>Nobody</b>' }).expect(422);
    expect(actor.text).toContain('we do not know &lt;b&gt;Nobody&lt;/b&gt;');
    expect(actor.text).toContain('>Meta, &lt;b&gt;Nobody&lt;/b&gt;</textarea>');
    expect(await stored(id)).toEqual(before);
  });

  it('keeps a reader who pauses out of the audience until the day in their zone', async () => {
    const [pausing, other, back] = [await aReader(), await aReader(), await aReader()];
    await save(pausing.path, { pausedUntil: inDays(3), timeZone: 'America/New_York' }).expect(200);
    const [{ wall }] = await db.query(
      `SELECT to_char(paused_until AT TIME ZONE 'America/New_York', 'YYYY-MM-DD HH24:MI') AS wall FROM subscriber WHERE id = $1`,
      [pausing.id],
    );
    expect(wall).toBe(`${inDays(3)} 00:00`);
    await save(back.path, { pausedUntil: inDays(3) }).expect(200);
    await db.query(`UPDATE subscriber SET paused_until = now() - interval '1 second' WHERE id = $1`, [back.id]);
    expect((await http().get(back.path)).text).toMatch(/name="pausedUntil" value=""/);
    const { editionId } = await aRun(api.app);
    const audience = await db.query('SELECT subscriber_id AS id FROM delivery WHERE edition_id = $1', [editionId]);
    const ids = audience.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([other.id, back.id]));
    expect(ids).not.toContain(pausing.id);
    expect((await api.app.get(SubscriberDesk).stats()).mailable).toBe(ids.length);
  });

  it('notes where leaving and coming back came from', async () => {
    const { id, path } = await aReader();
    await save(path, { act: 'leave' }).expect(200);
    await save(path, { act: 'again' }).expect(200);
    const events = await db.query(
      `SELECT action, source, host(ip) AS ip, user_agent AS agent FROM consent_event
       WHERE subscriber_id = $1 AND source = 'page' ORDER BY at`,
      [id],
    );
    const from = { source: 'page', ip: '198.51.100.9', agent: 'Browser/3' };
    expect(events).toEqual([
      { ...from, action: 'unsubscribed' },
      { ...from, action: 'subscribed' },
    ]);
  });

  it('changes nothing when it is only looked at', async () => {
    const { id, path } = await aReader();
    const before = await stored(id);
    await http().get(`${path}?act=save&locale=zh-CN`).expect(200);
    await http().head(path).expect(200);
    expect(await stored(id)).toEqual(before);
  });

  it('asks once more before it erases a person, who is gone then, for good', async () => {
    const { id, path } = await aReader();
    const before = await stored(id);
    const ask = await save(path, { act: 'erase' }).expect(200);
    expect(ask.text).toContain('Delete everything?');
    expect(ask.text).toContain('name="act" value="erase-now"');
    expect(await stored(id)).toEqual(before);
    const [{ email, hash }] = await db.query(`SELECT email, address_hash AS hash FROM subscriber WHERE id = $1`, [id]);
    expect((await save(path, { act: 'erase-now' }).expect(200)).text).toContain('Your data is deleted');
    expect((await save(path, { act: 'erase-now' }).expect(200)).text).toContain('Your data is deleted');
    expect(await stored(id)).toBeUndefined();
    expect(await db.query('SELECT reason FROM suppression WHERE address_hash = $1', [hash])).toEqual([
      { reason: 'erased' },
    ]);
    await expect(
      api.app.get(SubscriberDesk).create({ email, locale: 'en', timeZone: 'UTC' }, 'test'),
    ).rejects.toThrow();
    expect(
      await db.query(`SELECT actor FROM audit_event WHERE subject_id = $1 AND action = 'subscriber.erased'`, [id]),
    ).toEqual([{ actor: 'reader' }]);
    // A forged link is told the same.
    const forged = `/p/k1.AaIbr2bocMqLACZWYbSF-g.${'A'.repeat(43)}`;
    expect((await save(forged, { act: 'erase-now' }).expect(200)).text).toContain('Your data is deleted');
  });

  it('goes with the person', async () => {
    const { id, path } = await aReader();
    await save(path, { 'topic:logistics': 'yes' }).expect(200);
    await api.app.get(SubscriberDesk).erase(id, 'test');
    expect(await db.query('SELECT 1 FROM subscriber_preference WHERE subscriber_id = $1', [id])).toEqual([]);
  });
});
