import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule]);
  db = api.app.get(DataSource);
});
afterAll(() => api.close());

const http = () => request(api.app.getHttpServer());
const post = (path: string, body: object) => http().post(`/api/admin${path}`).set(bearer).send(body);
const get = (path: string) => http().get(`/api/admin${path}`).set(bearer);
const patch = (id: string, body: object) => http().patch(`/api/admin/subscribers/${id}`).set(bearer).send(body);

let count = 0;
const anAddress = () => `reader${(count += 1)}@example.com`;
async function aSubscriber(extra: object = {}) {
  const { body } = await post('/subscribers', { email: anAddress(), locale: 'zh-CN', ...extra }).expect(201);
  return body as { id: string; email: string; version: number };
}
const consentOf = (id: string) =>
  selectRows<{ action: string; source: string }>(
    db,
    `SELECT action, source FROM consent_event WHERE subscriber_id = $1 ORDER BY id`,
    [id],
  );

describe('adding a subscriber', () => {
  it('creates the person with the consent event and an audit event without the address', async () => {
    const email = anAddress();
    const { body } = await post('/subscribers', {
      email: `  ${email.toUpperCase()} `,
      name: '李雷',
      locale: 'zh-TW',
      timeZone: 'asia/taipei',
    }).expect(201);
    expect(body).toMatchObject({
      email: email.toUpperCase().replace('EXAMPLE.COM', 'example.com'),
      name: '李雷',
      locale: 'zh-TW',
      timeZone: 'Asia/Taipei',
      status: 'active',
      suppression: null,
      version: 1,
    });
    expect(await consentOf(body.id)).toEqual([{ action: 'subscribed', source: 'api' }]);
    const audit = await selectRows<{ action: string }>(db, `SELECT * FROM audit_event WHERE subject_id = $1`, [
      body.id,
    ]);
    expect(audit).toMatchObject([{ action: 'subscriber.created' }]);
    expect(JSON.stringify(audit).toLowerCase()).not.toContain(email);
  });

  it('finds a person who is there already, in whatever case the address is written, and changes nothing', async () => {
    const { id, email } = await aSubscriber({ name: 'Before' });
    const { body } = await post('/subscribers', { email: email.toUpperCase(), name: 'After', locale: 'en' }).expect(
      200,
    );
    expect(body).toMatchObject({ id, email, name: 'Before', locale: 'zh-CN', version: 1 });
    expect(await consentOf(id)).toHaveLength(1);
  });

  it('creates one person when it is asked ten times at once', async () => {
    const email = anAddress();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/subscribers', { email, locale: 'en' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('never brings back a person who left', async () => {
    const { id, email } = await aSubscriber();
    await patch(id, { version: 1, status: 'unsubscribed' }).expect(200);
    const { body } = await post('/subscribers', { email, locale: 'en' }).expect(409);
    expect(body.code).toBe('subscriber.left');
  });

  it('refuses a suppressed address', async () => {
    const email = anAddress();
    await post('/suppressions', { email }).expect(201);
    const { body } = await post('/subscribers', { email, locale: 'en' }).expect(409);
    expect(body.code).toBe('subscriber.suppressed');
  });

  it.each([
    ['a@b.com\nBcc: x@y.com', 'control-character'],
    ['not an address', 'no-at'],
    ['李雷@example.com', 'local-not-ascii'],
  ])('refuses the address %j and does not repeat it', async (email, code) => {
    const { body, text } = await post('/subscribers', { email, locale: 'en' }).expect(400);
    expect(body).toMatchObject({ code: 'subscriber.faulty-address', errors: [{ field: 'email', code }] });
    expect(text).not.toContain(email.slice(0, 6));
  });

  it.each([
    [{ locale: 'fr' }, 'locale'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ name: 'a\r\nb' }, 'name'],
    [{ role: 'admin' }, ''],
  ])('refuses %j', async (extra, field) => {
    const { body } = await post('/subscribers', { email: anAddress(), locale: 'en', ...extra }).expect(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ field }] });
  });

  it('answers nobody without the admin token', async () => {
    await http().post('/api/admin/subscribers').send({ email: anAddress(), locale: 'en' }).expect(401);
    await http().get('/api/admin/subscribers').expect(401);
    await http().post('/api/admin/subscribers/imports').set('Content-Type', 'text/csv').send('email\n').expect(401);
    await http().get('/api/admin/subscribers/export').expect(401);
  });
});

describe('reading subscribers', () => {
  it('pages through everybody exactly once, newest first', async () => {
    for (let n = 0; n < 5; n += 1) await aSubscriber();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await get(
        `/subscribers?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      ).expect(200);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([...seen].sort().reverse());
    const [{ total }] = (await selectRows<{ total: number }>(db, `SELECT count(*)::int AS total FROM subscriber`)) as [
      { total: number },
    ];
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });

  it('filters by status and locale', async () => {
    const { id } = await aSubscriber({ locale: 'en' });
    await patch(id, { version: 1, status: 'unsubscribed' }).expect(200);
    const { body } = await get('/subscribers?status=unsubscribed&locale=en').expect(200);
    expect(body.items.map((item: { id: string }) => item.id)).toContain(id);
    expect(
      body.items.every(
        (item: { status: string; locale: string }) => item.status === 'unsubscribed' && item.locale === 'en',
      ),
    ).toBe(true);
  });

  it('finds a person by the exact address, by POST', async () => {
    const { id, email } = await aSubscriber();
    expect((await post('/subscribers/find', { email: email.toUpperCase() }).expect(200)).body.id).toBe(id);
    const { body } = await post('/subscribers/find', { email: 'nobody@example.com' }).expect(404);
    expect(JSON.stringify(body)).not.toContain('nobody');
  });

  it('counts by status and locale, and apart whom an edition would reach', async () => {
    const before = (await get('/subscribers/stats').expect(200)).body;
    const { email } = await aSubscriber({ locale: 'zh-TW' });
    await aSubscriber({ locale: 'zh-TW' });
    await post('/suppressions', { email }).expect(201);
    const after = (await get('/subscribers/stats').expect(200)).body;
    expect(after.total - before.total).toBe(2);
    expect(after.byStatus.active - before.byStatus.active).toBe(2);
    expect(after.mailable - before.mailable).toBe(1);
    expect(after.mailableByLocale['zh-TW'] - before.mailableByLocale['zh-TW']).toBe(1);
  });

  it('says 404 for an unknown id and 400 for none', async () => {
    await get('/subscribers/019395a0-0000-7000-8000-000000000000').expect(404);
    await get('/subscribers/1').expect(400);
  });
});

describe('changing a subscriber', () => {
  it('writes what is given, keeps the rest, and clears a name with null', async () => {
    const { id } = await aSubscriber({ name: 'Li Lei' });
    const first = await patch(id, { version: 1, locale: 'en', timeZone: 'Europe/Berlin' }).expect(200);
    expect(first.body).toMatchObject({ name: 'Li Lei', locale: 'en', timeZone: 'Europe/Berlin', version: 2 });
    const second = await patch(id, { version: 2, name: null }).expect(200);
    expect(second.body).toMatchObject({ name: null, locale: 'en', version: 3 });
  });

  it('refuses an outdated version', async () => {
    const { id } = await aSubscriber();
    await patch(id, { version: 1, locale: 'en' }).expect(200);
    const { body } = await patch(id, { version: 1, locale: 'zh-TW' }).expect(409);
    expect(body).toMatchObject({ code: 'subscriber.changed', version: 2 });
  });

  it('lets one of two at once win', async () => {
    const { id } = await aSubscriber();
    const answers = await Promise.all(['A', 'B'].map((name) => patch(id, { version: 1, name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('ends a subscription with its consent event, once, and cannot begin it again', async () => {
    const { id } = await aSubscriber();
    await patch(id, { version: 1, status: 'unsubscribed' }).expect(200);
    await patch(id, { version: 2, status: 'unsubscribed' }).expect(200);
    const { body } = await patch(id, { version: 2, status: 'active', name: 'unwritten' }).expect(409);
    expect(body.code).toBe('subscriber.left');
    expect((await get(`/subscribers/${id}`)).body).toMatchObject({ status: 'unsubscribed', name: null, version: 2 });
    expect(await consentOf(id)).toEqual([
      { action: 'subscribed', source: 'api' },
      { action: 'unsubscribed', source: 'api' },
    ]);
  });
});

describe('erasing a subscriber', () => {
  it('leaves a keyed hash that keeps every import and request from bringing them back', async () => {
    const { id, email } = await aSubscriber({ name: 'Canary Person' });
    await http().delete(`/api/admin/subscribers/${id}`).set(bearer).expect(204);
    await get(`/subscribers/${id}`).expect(404);
    expect(await consentOf(id)).toEqual([]);
    expect((await post('/subscribers', { email, locale: 'en' }).expect(409)).body.code).toBe('subscriber.suppressed');
    const tables = ['subscriber', 'consent_event', 'suppression', 'audit_event'];
    for (const table of tables) {
      const rows = await selectRows(
        db,
        `SELECT t::text FROM ${table} t WHERE t::text ILIKE '%${email}%' OR t::text LIKE '%Canary%'`,
      );
      expect(rows).toEqual([]);
    }
    await http().delete(`/api/admin/subscribers/${id}`).set(bearer).expect(404);
  });

  it('is final, also over a manual suppression', async () => {
    const { id, email } = await aSubscriber();
    const { body } = await post('/suppressions', { email }).expect(201);
    await http().delete(`/api/admin/subscribers/${id}`).set(bearer).expect(204);
    const lifted = await http().delete(`/api/admin/suppressions/${body.id}`).set(bearer).expect(409);
    expect(lifted.body).toMatchObject({ code: 'suppression.final', reason: 'erased' });
  });
});

describe('suppressing an address', () => {
  it('is idempotent, shows on the subscriber, and can be taken back', async () => {
    const { id, email } = await aSubscriber();
    const first = await post('/suppressions', { email }).expect(201);
    expect(first.body.reason).toBe('manual');
    expect(JSON.stringify(first.body)).not.toContain(email);
    expect((await post('/suppressions', { email: email.toUpperCase() }).expect(200)).body).toEqual(first.body);
    expect((await get(`/subscribers/${id}`)).body).toMatchObject({ status: 'active', suppression: 'manual' });
    await http().delete(`/api/admin/suppressions/${first.body.id}`).set(bearer).expect(204);
    expect((await get(`/subscribers/${id}`)).body.suppression).toBeNull();
    await http().delete(`/api/admin/suppressions/${first.body.id}`).set(bearer).expect(404);
  });
});
