import { Readable } from 'node:stream';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import {
  SubscriberDesk,
  SubscriberImport,
  SubscribersApiModule,
  SuppressionDesk,
  type ImportReport,
} from '#src/subscribers/index.js';
import { SubscriberRepository } from '#src/subscribers/subscriber.repository.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { anApiApp, bearer, TEST_ADMIN_TOKEN, type ApiApp } from '../../support/api-app.js';
import { eventually } from '../../support/eventually.js';

let api: ApiApp;
let db: DataSource;
let imports: SubscriberImport;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule]);
  db = api.app.get(DataSource);
  imports = api.app.get(SubscriberImport);
});
afterAll(() => api.close());
beforeEach(() => db.query('TRUNCATE subscriber, suppression CASCADE'));

const defaults = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const run = (text: string, extra: { dryRun?: boolean } = {}) =>
  imports.run(Readable.from([Buffer.from(text)]), { ...defaults, ...extra });
const upload = (body: string | Buffer, query = 'locale=zh-CN') =>
  request(api.app.getHttpServer())
    .post(`/api/admin/subscribers/import?${query}`)
    .set(bearer)
    .set('Content-Type', 'text/csv; charset=utf-8')
    .send(body);
const everybody = () =>
  selectRows<{ email: string; name: string | null; locale: string; time_zone: string; status: string }>(
    db,
    `SELECT email, name, locale, time_zone, status FROM subscriber ORDER BY email`,
  );
const total = async () => (await everybody()).length;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `reader${from + n}@example.com`).join('\n');

describe('an import', () => {
  it('reads names, locales and time zones, and fills gaps with the defaults', async () => {
    const { body } = await upload(
      '\ufeffName;E-Mail;email;Time Zone;locale\r\n李雷;x;li.lei@Example.com;Asia/Taipei;zh_tw\r\n"韩;梅梅";y;han@example.com;;\r\n',
      'locale=en&timeZone=Europe/London',
    ).expect(200);
    expect(body).toMatchObject({ read: 2, created: 2, faulty: 0, faults: [] });
    expect(await everybody()).toEqual([
      { email: 'han@example.com', name: '韩;梅梅', locale: 'en', time_zone: 'Europe/London', status: 'active' },
      { email: 'li.lei@example.com', name: '李雷', locale: 'zh-TW', time_zone: 'Asia/Taipei', status: 'active' },
    ]);
    const consent = await selectRows(db, `SELECT action, source, detail FROM consent_event`);
    expect(consent).toEqual(
      Array(2).fill({ action: 'subscribed', source: 'import', detail: { importId: body.importId } }),
    );
  });

  it('may be repeated and then creates nobody', async () => {
    await run(`email\n${lines(0, 20)}`);
    expect(await run(`email\n${lines(0, 25)}`)).toMatchObject({
      read: 25,
      created: 5,
      alreadyThere: 20,
      stopped: null,
    });
    expect(await total()).toBe(25);
  });

  it('names every faulty row by line and field, without its value, and takes the others', async () => {
    const report = await run(
      [
        'email,name,locale,time_zone',
        'good@example.com,,,',
        'bad,,,',
        'b@example.com,a\u0007b,,',
        'c@example.com,,fr,',
        '',
        'd@example.com,,,Mars/X',
        'e@example.com,too,many,,,',
        'f@example.com',
      ].join('\n'),
    );
    expect(report).toMatchObject({ read: 7, created: 2, faulty: 5 });
    expect(report.faults.map(({ line, field }) => [line, field])).toEqual([
      [3, 'email'],
      [4, 'name'],
      [5, 'locale'],
      [7, 'time_zone'],
      [8, 'row'],
    ]);
    expect(JSON.stringify(report.faults)).not.toMatch(/example|bad|Mars/);
  });

  it('lists a hundred faults and counts the rest', async () => {
    const report = await run(`email\n${Array(250).fill('faulty').join('\n')}\nok@example.com`);
    expect(report).toMatchObject({ read: 251, faulty: 250, created: 1 });
    expect(report.faults).toHaveLength(100);
  });

  it('counts two rows with one address once, in one batch and across batches', async () => {
    const report = await run(
      `email\nreader0@example.com\nREADER0@Example.com\n${lines(1, 1_500)}\nReader0@example.com\nreader1@example.com`,
    );
    expect(report).toMatchObject({ read: 1_503, created: 1_500, repeated: 3, alreadyThere: 0 });
    expect(await total()).toBe(1_500);
  });

  it('never brings back who left, and never adds a suppressed or erased address', async () => {
    await run('email\nleft@example.com\nerased@example.com\nstays@example.com');
    const desk = api.app.get(SubscriberDesk);
    const left = await desk.findByAddress('left@example.com');
    await desk.patch(left.id, { version: 1, status: 'unsubscribed' }, 'test');
    await desk.erase((await desk.findByAddress('erased@example.com')).id, 'test');
    await api.app.get(SuppressionDesk).suppress('manual@example.com', 'test');
    const report = await run(
      'email\nLEFT@example.com\nErased@example.com\nmanual@example.com\nstays@example.com\nnew@example.com',
    );
    expect(report).toMatchObject({ read: 5, created: 1, alreadyThere: 1, left: 1, suppressed: 2 });
    expect((await everybody()).map(({ email, status }) => [email, status])).toEqual([
      ['left@example.com', 'unsubscribed'],
      ['new@example.com', 'active'],
      ['stays@example.com', 'active'],
    ]);
  });

  it('run dry says what would come of it and writes nothing', async () => {
    await run('email\nthere@example.com');
    const { body } = await upload(
      'email\nthere@example.com\nnew@example.com\nnew@example.com\nbad',
      'locale=en&dryRun=true',
    ).expect(200);
    expect(body).toMatchObject({ read: 4, created: 1, alreadyThere: 1, repeated: 1, faulty: 1 });
    expect(await total()).toBe(1);
    expect(await selectRows(db, `SELECT 1 AS x FROM audit_event WHERE subject_id = $1`, [body.importId])).toEqual([]);
  });

  it('leaves an audit event per batch, without addresses', async () => {
    const { importId } = await run(`email\n${lines(0, 1_200)}`);
    const events = await selectRows<{ detail: object }>(
      db,
      `SELECT detail FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [importId],
    );
    expect(events.map(({ detail }) => detail)).toEqual([
      { created: 1_000, alreadyThere: 0, left: 0, suppressed: 0, lastLine: 1_001 },
      { created: 200, alreadyThere: 0, left: 0, suppressed: 0, lastLine: 1_201 },
    ]);
  });
});

describe('a file that cannot be read to its end', () => {
  it('says where it broke and keeps what came before', async () => {
    const { body } = await upload(`email,name\n${lines(0, 1_500)}\nx@example.com,"open\n`).expect(422);
    expect(body).toMatchObject({ code: 'import.broken', line: 1_501, report: { read: 1_500, created: 1_500 } });
    expect(await total()).toBe(1_500);
  });

  it.each([
    ['', 'import.broken'],
    ['mail,name\na@example.com,x\n', 'import.broken'],
    ['email,Email\na@example.com,x\n', 'import.broken'],
    [Buffer.from('\ufeffemail\na@example.com\n', 'utf16le'), 'import.not-utf8'],
  ])('%j is refused: %s', async (body, code) => {
    const answer = await upload(body).expect(422);
    expect(answer.body.code).toBe(code);
    expect(await total()).toBe(0);
  });

  it('is answered although much of it is still on its way', async () => {
    const { body } = await upload(`mail\n${'x'.repeat(60)}\n`.repeat(50_000)).expect(422);
    expect(body.code).toBe('import.broken');
  });

  it('leaves what had arrived when the sender goes away', async () => {
    await api.app.listen(0);
    const { port } = api.app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const chunk = `email\n${lines(0, 1_300)}\nreader-cut`;
    socket.write(
      `POST /api/admin/subscribers/import?locale=en HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TEST_ADMIN_TOKEN}\r\n` +
        `Content-Type: text/csv\r\nContent-Length: 999999\r\n\r\n${chunk}`,
    );
    await eventually(10, async () => ((await total()) >= 1_000 ? true : undefined), 'the first batch');
    socket.destroy();
    await eventually(10, async () => ((await total()) === 1_300 ? true : undefined), 'the rows before the cut');
    const [last] = await selectRows<{ detail: { lastLine: number } }>(
      db,
      `SELECT detail FROM audit_event ORDER BY id DESC LIMIT 1`,
    );
    expect(last?.detail.lastLine).toBe(1_301);
  });

  it('is refused when it is no CSV, or compressed', async () => {
    const json = await request(api.app.getHttpServer())
      .post('/api/admin/subscribers/import?locale=en')
      .set(bearer)
      .send({ a: 1 })
      .expect(415);
    expect(json.body.code).toBe('import.not-csv');
    await upload('email\n').set('Content-Encoding', 'gzip').expect(415);
    await upload('email\n', 'locale=fr').expect(400);
  });
});

describe('imports at the same time', () => {
  it('of one list in opposite order create everybody once and do not lock each other out', async () => {
    const forth = lines(0, 3_000).split('\n');
    const reports = await Promise.all([
      run(`email\n${forth.join('\n')}`),
      run(`email\n${forth.toReversed().join('\n')}`),
      run(`email\n${forth.join('\n')}`),
    ]);
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(3_000);
    expect(reports.every(({ created, alreadyThere }) => created + alreadyThere === 3_000)).toBe(true);
    expect(await total()).toBe(3_000);
  });

  it('and an erasure never bring the erased person back', async () => {
    const desk = api.app.get(SubscriberDesk);
    for (let round = 0; round < 10; round += 1) {
      const email = `erased${round}@example.com`;
      const { subscriber } = await desk.create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
      await Promise.all([desk.erase(subscriber.id, 'test'), run(`email\n${email}\n`), run(`email\n${email}\n`)]);
      await run(`email\n${email}\n`);
      expect(await total()).toBe(0);
    }
  });
});

describe('an import that waits for an erasure under way', () => {
  it('takes back the person it had just created', async () => {
    const repository = api.app.get(SubscriberRepository, { strict: false });
    const email = 'gone@example.com';
    const hash = api.app.get(Tokens).hashAddress(email);
    let running: Promise<ImportReport> | undefined;
    await db.transaction(async (manager) => {
      // Nobody sees this person yet, so the import goes ahead and then waits on the unique index.
      await repository.admit(manager, [{ hash, email, name: null, locale: 'en', timeZone: 'UTC' }], {
        source: 'api',
        detail: {},
      });
      running = run(`email\n${email}\nstays@example.com\n`);
      await eventually(10, async () => {
        const [row] = await selectRows(
          db,
          `SELECT 1 AS x FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        return row;
      });
      const row = await repository.findByHash(manager, hash);
      await repository.erase(manager, row!.id);
    });
    expect(await running).toMatchObject({ read: 2, created: 1, suppressed: 1 });
    expect((await everybody()).map((person) => person.email)).toEqual(['stays@example.com']);
  });
});

describe('an import of 20,000 rows', () => {
  it('never reads far ahead of what it has written, so its memory stays flat', async () => {
    const rows = 20_000;
    let furthestAhead = 0;
    async function* file() {
      yield Buffer.from('email,name\n');
      for (let n = 0; n < rows; n += 500) {
        if (n % 5_000 === 0) {
          const [written] = await selectRows<{ count: number }>(db, `SELECT count(*)::int AS count FROM subscriber`);
          furthestAhead = Math.max(furthestAhead, n - (written?.count ?? 0));
        }
        yield Buffer.from(
          Array.from({ length: 500 }, (_, i) => `reader${n + i}@example.com,Reader ${n + i} ${'x'.repeat(60)}\n`).join(
            '',
          ),
        );
      }
    }
    // Chunks of a file, not of Node's 16 objects, decide how much waits in the stream.
    const report = await imports.run(Readable.from(file(), { highWaterMark: 1 }), defaults);
    expect(report).toMatchObject({ read: rows, created: rows, faulty: 0, repeated: 0, stopped: null });
    expect(furthestAhead).toBeLessThanOrEqual(3_000);
  });
});
