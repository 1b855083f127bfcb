import { DataSource } from 'typeorm';
import request from 'supertest';
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
const path = (rest = '') => `/api/admin/segments${rest}`;
const post = (body: object, rest = '') => http().post(path(rest)).set(bearer).send(body);
const english = { field: 'locale', in: ['en'] };
let made = 0;
const aSegment = async (filter: object = english) =>
  (await post({ name: `segment ${(made += 1)}`, filter }).expect(201)).body as {
    id: string;
    name: string;
    version: number;
  };

describe('counting a filter', () => {
  beforeAll(async () => {
    await db.query(`TRUNCATE subscriber, suppression, consent_event, mail_domain CASCADE`);
    await db.query(`
      INSERT INTO subscriber (email, address_hash, name, locale, time_zone, status, source, created_at)
      SELECT 'r' || n || CASE WHEN n % 2 = 0 THEN '@qq.com' ELSE '@corp.example' END, decode(lpad(to_hex(n), 64, '0'), 'hex'),
        CASE WHEN n <= 30 THEN 'Name' END, CASE WHEN n % 4 = 0 THEN 'en' ELSE 'zh-CN' END,
        CASE WHEN n > 90 THEN 'Asia/Taipei' ELSE 'UTC' END, CASE WHEN n = 100 THEN 'unsubscribed' ELSE 'active' END,
        CASE WHEN n <= 10 THEN 'import' ELSE 'api' END, '2026-01-01Z'::timestamptz + make_interval(days => n)
      FROM generate_series(1, 100) AS n`);
    // One of the English readers is suppressed, another has left.
    await db.query(
      `INSERT INTO suppression (address_hash, reason) SELECT address_hash, 'manual' FROM subscriber WHERE email LIKE 'r96@%'`,
    );
    await db.query(
      `INSERT INTO mail_domain (domain, provider, is_known, looked_up_at) VALUES ('qq.com', 'qq', true, now()), ('corp.example', 'google', true, now())`,
    );
  });

  beforeAll(async () => {
    // Of 98 who are mailed: 1 to 40 chose, 41 and on have the defaults. 50 pauses, 51 has paused.
    await db.query(`
      INSERT INTO subscriber_preference (subscriber_id, second_locale, rhythm, local_hour, topics, platforms, markets, actors)
      SELECT id, CASE WHEN n <= 5 THEN 'zh-TW' END, CASE WHEN n <= 20 THEN 'weekly' ELSE 'daily' END, CASE WHEN n <= 15 THEN 7 ELSE 8 END,
        CASE WHEN n <= 10 THEN '{payments-fx,logistics}'::text[] WHEN n <= 12 THEN '{logistics}' ELSE '{}' END,
        CASE WHEN n <= 8 THEN '{temu}'::text[] ELSE '{}' END, CASE WHEN n <= 6 THEN '{eu,us}'::text[] ELSE '{}' END,
        CASE WHEN n <= 4 THEN '{openai}'::text[] ELSE '{}' END
      FROM (SELECT id, substring(email FROM 'r([0-9]+)@')::int AS n FROM subscriber) r WHERE n <= 40`);
    await db.query(`
      UPDATE subscriber SET allows_personalisation = email LIKE 'r1_@%', allows_tracking = email LIKE 'r11@%',
        paused_until = CASE WHEN email LIKE 'r50@%' THEN now() + interval '1 day' WHEN email LIKE 'r51@%' THEN now() - interval '1 day' END`);
    await db.query(`
      INSERT INTO consent_event (subscriber_id, action, source, form, at)
      SELECT id, 'subscribed', 'form', CASE WHEN n <= 3 THEN 'fair' ELSE 'page' END, now() - make_interval(days => n)
      FROM (SELECT id, substring(email FROM 'r([0-9]+)@')::int AS n FROM subscriber) r WHERE n <= 9`);
  });
  afterAll(() => db.query(`UPDATE subscriber SET paused_until = NULL`));

  it.each<[number, string, object]>([
    [10, 'a topic that they chose', { field: 'topic', in: ['payments-fx'], chosen: true }],
    [95, 'a topic that they want, or all', { field: 'topic', in: ['payments-fx'] }],
    [12, 'any of two topics', { field: 'topic', in: ['payments-fx', 'logistics'], chosen: true }],
    [2, 'those who do not want a topic', { not: { field: 'topic', in: ['payments-fx'] } }],
    [8, 'a platform', { field: 'platform', in: ['temu'], chosen: true }],
    [6, 'a market', { field: 'market', in: ['us'], chosen: true }],
    [4, 'an actor they follow', { field: 'actor', in: ['openai'], chosen: true }],
    [93, 'an actor nobody follows', { field: 'actor', in: ['nobody'] }],
    [20, 'a rhythm', { field: 'rhythm', in: ['weekly'] }],
    [77, 'the rhythm of those who chose none', { field: 'rhythm', in: ['daily'] }],
    [15, 'an hour', { field: 'localHour', in: [7] }],
    [82, 'the hour of those who chose none', { field: 'localHour', in: [8, 9] }],
    [5, 'a second language', { field: 'language', in: ['zh-TW'] }],
    [10, 'a consent', { field: 'consent', purpose: 'personalisation', is: true }],
    [96, 'those who do not let themselves be tracked', { field: 'consent', purpose: 'open-click-tracking', is: false }],
    [0, 'those who pause', { field: 'paused', is: true }],
    [97, 'those who do not pause', { field: 'paused', is: false }],
    [1, 'who has come back from a pause', { field: 'everPaused', is: true }],
    [3, 'the form they came by', { field: 'form', in: ['fair'] }],
    [
      5,
      'those who subscribed of late',
      {
        all: [
          { field: 'subscribed', inLastDays: 6 },
          { field: 'joined', before: '2026-06-01T00:00:00Z' },
        ],
      },
    ],
    [88, 'those who subscribed before', { field: 'subscribed', before: '2026-08-01T00:00:00Z' }],
  ])('finds %i by %s', async (count, _, filter) => {
    const { body } = await post({ filter }, '/count').expect(200);
    expect(body).toEqual({ estimate: expect.any(Number), count });
  });
});

describe('counting a filter of what we know of people', () => {
  const fields: object[] = [
    { field: 'locale', in: ['en'] },
    { field: 'timeZone', in: ['UTC'] },
    { field: 'mailDomain', in: ['qq.com'] },
    { field: 'provider', in: ['qq'] },
    { field: 'source', in: ['api'] },
    { field: 'joined', from: '2026-02-01T00:00:00Z' },
    { field: 'named', is: true },
    { field: 'subscribed', before: '2026-03-01T00:00:00Z', inLastDays: 5 },
    { field: 'form', in: ['fair'] },
    { field: 'topic', in: ['logistics'] },
    { field: 'actor', in: ['openai'], chosen: true },
    { field: 'rhythm', in: ['weekly'] },
    { field: 'localHour', in: [8] },
    { field: 'language', in: ['zh-TW'] },
    { field: 'consent', purpose: 'open-click-tracking', is: true },
    { field: 'paused', is: false },
    { field: 'everPaused', is: true },
  ];
  it.each(fields)('and its opposite finds everybody once: %j', async (filter) => {
    const counted = async (asked: object): Promise<number> =>
      (await post({ filter: asked }, '/count').expect(200)).body.count;
    expect((await counted(filter)) + (await counted({ not: filter }))).toBe(98);
    // In a group of alternatives it is planned in another way.
    expect(await counted({ any: [filter, { not: filter }] })).toBe(98);
  });

  it.each<[number, string, object]>([
    [23, 'a language', english],
    [98, 'everybody but these', { not: { field: 'locale', in: ['zh-TW'] } }],
    [8, 'a time zone', { field: 'timeZone', in: ['Asia/Taipei'] }],
    [48, 'a domain', { field: 'mailDomain', in: ['QQ.COM'] }],
    [50, 'a provider', { field: 'provider', in: ['google', 'microsoft'] }],
    [10, 'how they came', { field: 'source', in: ['import'] }],
    [10, 'when they came', { field: 'joined', from: '2026-01-02T00:00:00Z', before: '2026-01-12T00:00:00Z' }],
    [68, 'those whose name we do not know', { field: 'named', is: false }],
    [7, 'all of several', { all: [english, { field: 'named', is: true }] }],
    [46, 'any of several, each reader once', { any: [english, { field: 'named', is: true }] }],
  ])('finds %i by %s', async (count, _, filter) => {
    const { body } = await post({ filter }, '/count').expect(200);
    expect(body).toEqual({ estimate: expect.any(Number), count });
  });

  it('tells of a fault by the place in the filter', async () => {
    const { body } = await post({ filter: { all: [english, { field: 'locale', in: ['fr'] }] } }, '/count').expect(400);
    expect(body.errors).toEqual([{ field: 'filter.all.1.in.0', message: expect.stringContaining('Invalid option') }]);
  });
});

describe('a segment', () => {
  it('is saved, found, changed under its version, and deleted, with an audit line each', async () => {
    const { id, version } = await aSegment();
    const changed = { version, filter: { not: english }, name: 'Not English' };
    await http()
      .patch(path(`/${id}`))
      .set(bearer)
      .send(changed)
      .expect(200);
    const stale = await http()
      .patch(path(`/${id}`))
      .set(bearer)
      .send(changed)
      .expect(409);
    expect(stale.body).toMatchObject({ code: 'segment.changed', version: version + 1 });
    const { body } = await http()
      .get(path(`/${id}`))
      .set(bearer)
      .expect(200);
    expect(body).toMatchObject({ id, name: 'Not English', filter: { not: english }, version: version + 1 });
    await http()
      .delete(path(`/${id}`))
      .set(bearer)
      .expect(204);
    await http()
      .get(path(`/${id}`))
      .set(bearer)
      .expect(404);
    const audit = await db.query(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`, [id]);
    expect(audit).toEqual([
      { action: 'segment.created' },
      { action: 'segment.changed' },
      { action: 'segment.deleted' },
    ]);
  });

  it('has a name of its own', async () => {
    const [one, other] = [await aSegment(), await aSegment()];
    expect((await post({ name: one.name, filter: english }).expect(409)).body.code).toBe('segment.name-taken');
    const renamed = await http()
      .patch(path(`/${other.id}`))
      .set(bearer)
      .send({ version: 1, name: one.name })
      .expect(409);
    expect(renamed.body.code).toBe('segment.name-taken');
  });

  it('is listed by name, page by page', async () => {
    await db.query('DELETE FROM segment');
    const names = (await Promise.all([aSegment(), aSegment(), aSegment()])).map(({ name }) => name).sort();
    const first = (await http().get(path('?limit=2')).set(bearer).expect(200)).body;
    const second = (
      await http()
        .get(path(`?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`))
        .set(bearer)
        .expect(200)
    ).body;
    expect([...first.items, ...second.items].map(({ name }: { name: string }) => name)).toEqual(names);
    expect(second.nextCursor).toBeNull();
  });
});
