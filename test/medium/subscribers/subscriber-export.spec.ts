import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { ImportDriver, SubscriberDesk, SubscribersApiModule, SuppressionDesk } from '#src/subscribers/index.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';
import { someSubscribers } from '../../support/builders.js';
import { eventually } from '../../support/eventually.js';
import { readImport, startImport, upload } from '../../support/imports.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule]);
  db = api.app.get(DataSource);
});
afterAll(() => api.close());
beforeEach(() => db.query('TRUNCATE subscriber, suppression, subscriber_import CASCADE'));

const server = () => api.app.getHttpServer();
const exported = (query: string) => request(server()).get(`/api/admin/subscribers/export?${query}`).set(bearer);
const idle = () =>
  selectRows(db, `SELECT 1 AS x FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'`);

describe('an export', () => {
  it('is a table of everybody, with their standing', async () => {
    const desk = api.app.get(SubscriberDesk);
    const input = { email: 'li@example.com', name: '李, 雷', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
    const { subscriber } = await desk.create(input, 'test');
    await api.app.get(SuppressionDesk).suppress('li@example.com', 'test');
    const answer = await exported('format=csv').expect(200).expect('Content-Type', 'text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="subscribers.csv"');
    expect(answer.text.split('\r\n')).toEqual([
      'id,email,name,locale,time_zone,status,suppression,source,created_at,updated_at',
      `${subscriber.id},li@example.com,"李, 雷",zh-CN,Asia/Shanghai,active,manual,api,${subscriber.createdAt},${subscriber.updatedAt}`,
      '',
    ]);
    expect((await exported('bom=true').expect(200)).text.startsWith('\ufeffid,')).toBe(true);
    const lines = (await exported('format=ndjson').expect(200)).text.trim().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({ id: subscriber.id, name: '李, 雷', suppression: 'manual' });
  });

  it('holds everybody once, in every format, over many pages', async () => {
    const rows = await someSubscribers(api.app, 4_500);
    const ids = rows.map(({ id }) => id).sort();
    const csv = (await exported('format=csv').expect(200)).text.trim().split('\r\n').slice(1);
    expect(csv.map((line) => line.slice(0, 36))).toEqual(ids);
    const json = (await exported('format=json').expect(200)).body as { id: string }[];
    expect(json.map(({ id }) => id)).toEqual(ids);
    const ndjson = await exported('format=ndjson').buffer(true).expect(200);
    expect(ndjson.text.trim().split('\n')).toHaveLength(4_500);
  });

  it('of nobody is well-formed', async () => {
    expect((await exported('format=json').expect(200)).body).toEqual([]);
    expect((await exported('format=csv').expect(200)).text.split('\r\n')).toHaveLength(2);
  });

  it('is narrowed by status and locale', async () => {
    await someSubscribers(api.app, 3, { locale: 'zh-TW' });
    await someSubscribers(api.app, 2, { locale: 'zh-TW', status: 'unsubscribed' });
    await someSubscribers(api.app, 1, { locale: 'en' });
    const { body } = await exported('format=json&locale=zh-TW&status=active').expect(200);
    expect(body).toHaveLength(3);
    await exported('status=everybody').expect(400);
  });

  it('row 47: comes back as it was, although no cell of it is a formula', async () => {
    const names = ['=1+1', '+86 138', '-x', '@y', '  =HYPERLINK("http://x")', '＝2', "''=3", "O'Neil", 'plain'];
    const file = names.map((name, n) => `p${n}@example.com,"${name.replaceAll('"', '""')}"`).join('\n');
    const { id } = (await upload(server(), `email,name\n+tag@example.com,x\n${file}`).expect(201)).body;
    await startImport(server(), id).expect(202);
    await api.app.get(ImportDriver).work();
    const before = await selectRows<{ name: string }>(db, `SELECT email, name FROM subscriber ORDER BY email`);
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(['=1+1', "'=3", '=HYPERLINK("http://x")']));
    const csv = (await exported('format=csv').expect(200)).text;
    for (const cell of csv.matchAll(/(?:^|,)"?([^",\r\n]*)/gm)) expect(cell[1]).not.toMatch(/^\s*[=+\-@＝]/);
    await db.query('TRUNCATE subscriber CASCADE');
    const again = (await upload(server(), csv).expect(201)).body.id;
    await startImport(server(), again).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), again)).toMatchObject({ state: 'finished', counts: { added: 10, rejected: 0 } });
    expect(await selectRows(db, `SELECT email, name FROM subscriber ORDER BY email`)).toEqual(before);
  });

  it('is in the audit trail, without addresses', async () => {
    await exported('format=ndjson&locale=en').expect(200);
    const [event] = await selectRows(
      db,
      `SELECT actor, detail FROM audit_event WHERE action = 'subscriber.exported' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ actor: 'admin-token', detail: { format: 'ndjson', locale: 'en', status: null } });
  });

  it('shows one moment: who comes while it is read is not in it', async () => {
    await someSubscribers(api.app, 20_000);
    await api.app.listen(0);
    const { port } = server().address() as AddressInfo;
    const path = '/api/admin/subscribers/export?format=ndjson';
    const text = await new Promise<string>((resolve, reject) => {
      httpGet({ port, path, headers: bearer }, (response) => {
        response.once('readable', () => {
          // The snapshot stands; only now somebody else comes.
          someSubscribers(api.app, 10).then(() => {
            let all = '';
            response.setEncoding('utf8');
            response.on('data', (piece: string) => (all += piece));
            response.on('end', () => {
              resolve(all);
            });
          }, reject);
        });
      }).on('error', reject);
    });
    expect(text.trim().split('\n')).toHaveLength(20_000);
    expect(await idle()).toEqual([]);
  });

  it('ends with the client that goes away, and until then waits for it', async () => {
    await someSubscribers(api.app, 60_000);
    const { port } = server().address() as AddressInfo;
    const path = '/api/admin/subscribers/export?format=ndjson';
    const client = httpGet({ port, path, headers: bearer }, (response) => {
      response.pause();
    });
    client.on('error', () => undefined);
    // Nobody reads: the socket is full, the snapshot is held, nothing more is asked of the database.
    await eventually(10, async () => ((await idle()).length === 1 ? true : undefined), 'an export that waits');
    client.destroy();
    await eventually(10, async () => ((await idle()).length === 0 ? true : undefined), 'the end of its transaction');
  });
});
