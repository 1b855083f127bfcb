import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import request from 'supertest';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { ImportDriver, SubscriberDesk, SubscribersApiModule, SuppressionDesk } from '#src/subscribers/index.js';
import { BATCH_ROWS, ImportReading } from '#src/subscribers/import/import-reading.js';
import { ImportClaims } from '#src/subscribers/import/import-claims.js';
import { ImportRunner } from '#src/subscribers/import/import-runner.js';
import { ImportSweeper } from '#src/subscribers/import/import-sweeper.js';
import { SubscriberRepository } from '#src/subscribers/subscriber.repository.js';
import { anApiApp, bearer, TEST_ADMIN_TOKEN, type ApiApp } from '../../support/api-app.js';
import { eventually } from '../../support/eventually.js';
import { CONSENT, readImport, startImport, upload, type ImportAnswer } from '../../support/imports.js';

let api: ApiApp;
let db: DataSource;
beforeAll(async () => {
  api = await anApiApp([SubscribersApiModule], { IMPORT_MAX_MB: '4' });
  db = api.app.get(DataSource);
});
afterAll(() => api.close());
beforeEach(() => db.query('TRUNCATE subscriber, suppression, subscriber_import CASCADE'));

const server = () => api.app.getHttpServer();
const get = (path: string) => request(server()).get(`/api/admin/subscribers/imports/${path}`).set(bearer);
const command = (id: string, verb: string) =>
  request(server()).post(`/api/admin/subscribers/imports/${id}/${verb}`).set(bearer);

async function uploaded(body: string | Buffer): Promise<string> {
  return (await upload(server(), body).expect(201)).body.id;
}
/** The whole way, with this process as the worker. */
async function run(body: string | Buffer, settings: object = {}): Promise<ImportAnswer> {
  const id = await uploaded(body);
  await startImport(server(), id, settings).expect(202);
  await api.app.get(ImportDriver).work();
  return readImport(server(), id);
}
async function errorsOf(id: string): Promise<string[]> {
  const { text } = await get(`${id}/errors.csv`).expect(200);
  return text.replace('\ufeff', '').trim().split('\r\n').slice(1);
}
const everybody = () =>
  selectRows<{ email: string; name: string | null; locale: string; time_zone: string; status: string }>(
    db,
    `SELECT email, name, locale, time_zone, status FROM subscriber ORDER BY email`,
  );
const total = async () => (await everybody()).length;
const chunks = () => selectRows(db, `SELECT 1 AS x FROM subscriber_import_chunk`);
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `reader${from + n}@example.com`).join('\n');
const none = { added: 0, updated: 0, unchanged: 0, left: 0, suppressed: 0, repeated: 0, rejected: 0, warned: 0 };

describe('an import', () => {
  it('reads names, locales and time zones, fills gaps with the defaults, and keeps who declared the consent', async () => {
    const answer = await run(
      '\ufeffName;E-Mail;Time Zone;locale\r\n李雷;li.lei@Example.com;Asia/Taipei;zh_tw\r\n"韩;梅梅";han@example.com;;\r\n',
      { locale: 'en', timeZone: 'Europe/London' },
    );
    expect(answer).toMatchObject({ state: 'finished', rowsRead: 2, shareRead: 1, counts: { ...none, added: 2 } });
    expect(await everybody()).toEqual([
      { email: 'han@example.com', name: '韩;梅梅', locale: 'en', time_zone: 'Europe/London', status: 'active' },
      { email: 'li.lei@example.com', name: '李雷', locale: 'zh-TW', time_zone: 'Asia/Taipei', status: 'active' },
    ]);
    const consent = await selectRows(db, `SELECT action, source, detail FROM consent_event`);
    const detail = { importId: answer.id, ...CONSENT };
    expect(consent).toEqual(Array(2).fill({ action: 'subscribed', source: 'import', detail }));
    expect(await chunks()).toEqual([]);
  });

  it('stores names as they are, whatever COPY or SQL would make of them', async () => {
    const names = ['\\N', '\\.', 'C:\\temp', "Robert'); DROP TABLE subscriber;--", '$1', 'é👍𠮷'];
    const rows = names.map((name, n) => `p${n}@example.com,"${name}"`);
    expect((await run(`email,name\n${rows.join('\n')}\n`)).counts).toEqual({ ...none, added: names.length });
    expect((await everybody()).map(({ name }) => name)).toEqual(names);
  });

  it('may be repeated and then adds nobody', async () => {
    await run(`email\n${lines(0, 20)}`);
    expect((await run(`email\n${lines(0, 25)}`)).counts).toEqual({ ...none, added: 5, unchanged: 20 });
    expect(await total()).toBe(25);
  });

  it('names every faulty row by line and reason, without its value, and takes the others', async () => {
    const { id, counts } = await run(
      [
        'email,name,locale,time_zone',
        'good@example.com,,,',
        'bad,,,',
        'b@example.com,a\u0007b,,',
        'c@example.com,,fr,',
        '',
        'd@example.com,,,Mars/X',
        'e@example.com,too,en,,many',
        'f@example.com',
        'g@example.com,,,,,,',
      ].join('\n'),
    );
    expect(counts).toEqual({ ...none, added: 3, rejected: 5 });
    const errors = await errorsOf(id);
    expect(errors.map((line) => line.split(',').slice(0, 4).join(' '))).toEqual([
      '3 rejected no-at email',
      '4 rejected faulty-name name',
      '5 rejected unknown-locale locale',
      '7 rejected unknown-time-zone timeZone',
      '8 rejected too-many-cells row',
    ]);
    expect(errors.join()).not.toMatch(/example|Mars/);
  });

  it('counts two rows with one address once, the first one, in one batch and across batches', async () => {
    const { id, counts } = await run(
      `email,name\nreader0@example.com,First\nREADER0@Example.com,Second\n${lines(1, 6_000)}\nReader0@example.com,Third\nreader1@example.com,x`,
      { existing: 'update' },
    );
    expect(counts).toEqual({ ...none, added: 6_000, repeated: 3 });
    expect(await total()).toBe(6_000);
    expect((await everybody())[0]).toMatchObject({ email: 'reader0@example.com', name: 'First' });
    expect((await errorsOf(id)).map((line) => line.split(',').slice(0, 3))).toEqual([
      ['3', 'skipped', 'repeated'],
      ['6003', 'skipped', 'repeated'],
      ['6004', 'skipped', 'repeated'],
    ]);
  });

  it('never brings back who left, and never adds a suppressed or erased address, whatever is updated', async () => {
    await run(
      'email,name\nleft@example.com,Before\nerased@example.com,\nstays@example.com,Before\nquiet@example.com,Before',
    );
    const desk = api.app.get(SubscriberDesk);
    const left = await desk.findByAddress('left@example.com');
    await desk.patch(left.id, { version: 1, status: 'unsubscribed' }, 'test');
    await desk.erase((await desk.findByAddress('erased@example.com')).id, 'test');
    await api.app.get(SuppressionDesk).suppress('manual@example.com', 'test');
    await api.app.get(SuppressionDesk).suppress('quiet@example.com', 'test');
    const { id, counts } = await run(
      'email,name\nLEFT@example.com,After\nErased@example.com,\nmanual@example.com,\nstays@example.com,After\nquiet@example.com,After\nnew@example.com,',
      { existing: 'update' },
    );
    expect(counts).toEqual({ ...none, added: 1, updated: 1, left: 1, suppressed: 3 });
    expect((await everybody()).map(({ email, name, status }) => [email, name, status])).toEqual([
      ['left@example.com', 'Before', 'unsubscribed'],
      ['new@example.com', null, 'active'],
      ['quiet@example.com', 'Before', 'active'],
      ['stays@example.com', 'After', 'active'],
    ]);
    expect((await errorsOf(id)).map((line) => line.split(',')[2])).toEqual([
      ...['left', 'suppressed', 'suppressed', 'suppressed'],
    ]);
    const events = await selectRows<{ count: number }>(
      db,
      `SELECT count(*)::int AS count FROM consent_event WHERE subscriber_id = $1 AND action = 'subscribed'`,
      [left.id],
    );
    expect(events).toEqual([{ count: 1 }]);
  });

  it('leaves people who are there as they are, unless it is told to update what the file says of them', async () => {
    await run('email,name,locale,time_zone\na@example.com,Before,zh-TW,Asia/Taipei\nb@example.com,Same,en,UTC');
    const file = 'email,name,locale,time_zone\na@example.com,After,,\nb@example.com,Same,en,UTC';
    expect((await run(file)).counts).toEqual({ ...none, unchanged: 2 });
    expect((await run(file, { existing: 'update', locale: 'en', dryRun: true })).counts).toEqual({
      ...none,
      updated: 1,
      unchanged: 1,
    });
    expect((await everybody())[0]).toMatchObject({ name: 'Before' });
    expect((await run(file, { existing: 'update', locale: 'en' })).counts).toEqual({
      ...none,
      updated: 1,
      unchanged: 1,
    });
    expect((await everybody())[0]).toMatchObject({ name: 'After', locale: 'zh-TW', time_zone: 'Asia/Taipei' });
  });

  it('run dry says what would come of it, writes nobody, and may then be started', async () => {
    await run('email\nthere@example.com');
    const id = await uploaded('email\nthere@example.com\nnew@example.com\nnew@example.com\nbad');
    await startImport(server(), id, { dryRun: true, consent: undefined }).expect(202);
    await api.app.get(ImportDriver).work();
    const counts = { ...none, added: 1, unchanged: 1, repeated: 1, rejected: 1 };
    expect(await readImport(server(), id)).toMatchObject({ state: 'checked', rowsRead: 4, counts });
    expect(await errorsOf(id)).toHaveLength(2);
    expect(await total()).toBe(1);
    await startImport(server(), id).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), id)).toMatchObject({ state: 'finished', rowsRead: 4, counts });
    expect(await errorsOf(id)).toHaveLength(2);
    expect(await total()).toBe(2);
  });

  it('warns of domains that look mistyped or are thrown away, and takes them', async () => {
    const { id, counts } = await run('email\na@qq.con\nb@mailinator.com\nc@qq.com\na@qq.con');
    expect(counts).toEqual({ ...none, added: 3, repeated: 1, warned: 2 });
    const errors = await errorsOf(id);
    expect(errors[0]).toMatch(/^2,warning,likely-typo,email,.*,qq\.com$/);
    expect(errors[1]).toMatch(/^3,warning,disposable,email,/);
  });

  it('wants to know who confirms the consent, before anything is written', async () => {
    const id = await uploaded('email\na@example.com');
    const { body } = await startImport(server(), id, { consent: undefined }).expect(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ field: 'consent' }] });
    expect((await readImport(server(), id)).state).toBe('uploaded');
  });

  it('leaves a trail without addresses', async () => {
    const { id } = await run('email\nli@example.com');
    const events = await selectRows<{ action: string; detail: object }>(
      db,
      `SELECT action, detail FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    expect(events.map(({ action }) => action)).toEqual(['import.uploaded', 'import.started', 'import.finished']);
    expect(events[2]?.detail).toMatchObject({ rowsRead: 1, added: 1 });
    expect(JSON.stringify(events)).not.toContain('li@');
  });
});

describe('the columns of an import', () => {
  it('are guessed from Chinese names, or told by name or number', async () => {
    const id = await uploaded('编号,姓名,电子邮箱,语言\n1,李雷,li@example.com,zh-CN\n');
    const { body } = await get(`${id}/preview`).expect(200);
    expect(body).toMatchObject({
      ...{ format: 'text', encoding: 'utf-8', delimiter: ',', sheets: null, hasHeader: true },
      columns: { email: 3, name: 2, locale: 4 },
      header: ['编号', '姓名', '电子邮箱', '语言'],
      rows: [{ line: 2, cells: ['1', '李雷', 'li@example.com', 'zh-CN'] }],
    });
    await startImport(server(), id, { columns: { email: '电子邮箱', name: 1 } }).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await everybody()).toMatchObject([{ email: 'li@example.com', name: '1', locale: 'en' }]);
  });

  it('may hold a name in two parts, joined as its script joins them, with the whole name first where there is one', async () => {
    const parts =
      '姓,名,姓名,邮箱\n李,雷,,a@example.com\nDoe,Jane,,b@example.com\n韩,,,c@example.com\n王,五,王老五,d@example.com\n,,,e@example.com';
    expect((await run(parts)).counts).toEqual({ ...none, added: 5 });
    expect((await everybody()).map(({ name }) => name)).toEqual(['李雷', 'Jane Doe', '韩', '王老五', null]);
    const columns = { email: 3, givenName: 'a', familyName: 'b' };
    const byHand = 'a,b,c\nJan,de Vries,x@example.com\n' + `${'n'.repeat(80)},${'m'.repeat(80)},y@example.com`;
    const { id, counts } = await run(byHand, { columns });
    expect(counts).toEqual({ ...none, added: 1, rejected: 1 });
    expect((await errorsOf(id))[0]).toMatch(/^3,rejected,faulty-name,name,/);
    expect((await everybody()).at(-1)).toMatchObject({ name: 'Jan de Vries' });
  });

  it('are found in a file without a header', async () => {
    const { counts } = await run('李雷;li@example.com\n韩梅梅;han@example.com\n');
    expect(counts).toEqual({ ...none, added: 2 });
  });

  it.each([
    ['mail-box,x\na,b\n', {}, /columns\.email/],
    ['email,x\na@b.co,b\n', { columns: { email: 'Adresse' } }, /columns\.email/],
    ['email,x\na@b.co,b\n', { columns: { email: 3 } }, /columns\.email/],
    ['email,Email\na@b.co,b\n', { columns: { email: 'email' } }, /twice/],
    ['email,x\na@b.co,b\n', { columns: { email: 1, name: 1 } }, /one column/],
  ])('%j with %j are refused before anything starts', async (file, settings, detail) => {
    const { body } = await startImport(server(), await uploaded(file), settings).expect(422);
    expect(body).toMatchObject({ code: 'import.columns', detail: expect.stringMatching(detail) });
  });
});

describe('an import that does not run through', () => {
  const big = `email\n${lines(0, 12_000)}\nreader3@example.com`;

  /** Claims and runs until so many batches are written, then stops as a killed process does: without a word. */
  async function abandonAfter(batches: number) {
    const token = randomUUID();
    const claimed = (await api.app.get(ImportClaims, { strict: false }).claim(token, 600))!;
    const runner = api.app.get(ImportRunner, { strict: false });
    let left = batches;
    expect(await runner.run(claimed, token, () => left-- === 0)).toBe('given-up');
    const written = batches * BATCH_ROWS;
    /** What the dead would do if they came back. */
    const comeBack = () => runner.run({ ...claimed, rowsRead: written }, token, () => false);
    return { written, comeBack };
  }

  it('is stopped at the end of a batch and goes on there', async () => {
    const id = await uploaded(big);
    await startImport(server(), id).expect(202);
    const { written } = await abandonAfter(2);
    const { body } = await command(id, 'stop').expect(200);
    expect(body).toMatchObject({ state: 'stopped', rowsRead: written, counts: { ...none, added: written } });
    await api.app.get(ImportDriver).work();
    expect((await readImport(server(), id)).rowsRead).toBe(written);
    await command(id, 'resume').expect(202);
    await api.app.get(ImportDriver).work();
    const counts = { ...none, added: 12_000, repeated: 1 };
    expect(await readImport(server(), id)).toMatchObject({ state: 'finished', rowsRead: 12_001, counts });
    expect(await total()).toBe(12_000);
    const [{ events }] = (await selectRows<{ events: number }>(
      db,
      `SELECT count(*)::int AS events FROM consent_event`,
    )) as [{ events: number }];
    expect(events).toBe(12_000);
  });

  it('is taken over from a killed process, which can write nothing more', async () => {
    const id = await uploaded(big);
    await startImport(server(), id).expect(202);
    const { written, comeBack } = await abandonAfter(1);
    expect((await readImport(server(), id)).rowsRead).toBe(written);
    await api.app.get(ImportDriver).work();
    expect((await readImport(server(), id)).rowsRead).toBe(written);
    await db.query(`UPDATE subscriber_import SET lease_until = now() - interval '1 s'`);
    await api.app.get(ImportDriver).work();
    expect(await comeBack()).toBe('given-up');
    const counts = { ...none, added: 12_000, repeated: 1 };
    expect(await readImport(server(), id)).toMatchObject({ state: 'finished', rowsRead: 12_001, counts });
    expect(await errorsOf(id)).toHaveLength(1);
    expect(await total()).toBe(12_000);
  });

  it('reads the next batch while one is written, and leaves that one alone', async () => {
    const id = await uploaded(big);
    await startImport(server(), id).expect(202);
    const claimed = (await api.app.get(ImportClaims, { strict: false }).claim(randomUUID(), 600))!;
    const texts: string[] = [];
    let before: { text: Buffer } | undefined;
    for await (const batch of api.app.get(ImportReading, { strict: false }).batches(claimed)) {
      // Now the one before is still being written.
      if (before !== undefined) expect(before.text.toString()).toBe(texts.at(-1));
      texts.push(batch.text.toString());
      before = batch;
    }
    const addresses = texts.flatMap((text) => text.trim().split('\n')).map((line) => line.split('\t')[3]);
    expect(addresses).toEqual([...lines(0, 12_000).split('\n'), 'reader3@example.com']);
  });

  it('is given up when it never comes a step further, and may be resumed', async () => {
    const id = await uploaded('email\na@example.com');
    await startImport(server(), id).expect(202);
    await db.query(`UPDATE subscriber_import SET attempts = 5`);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), id)).toMatchObject({ state: 'failed', failure: { code: 'import.internal' } });
    await command(id, 'resume').expect(202);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), id)).toMatchObject({ state: 'finished', counts: { added: 1 } });
  });

  it('keeps what came before a broken line, says where it broke, and may be started in another way', async () => {
    const id = await uploaded(`email,name\n${lines(0, 7_000)}\nx@example.com,"open\n`);
    await startImport(server(), id).expect(202);
    await api.app.get(ImportDriver).work();
    expect(await readImport(server(), id)).toMatchObject({
      state: 'failed',
      failure: { code: 'import.broken', line: 7_001 },
      rowsRead: 7_000,
      counts: { added: 7_000 },
    });
    await startImport(server(), id, { dryRun: true }).expect(202);
  });

  it('answers commands that do not fit with their state', async () => {
    const id = await uploaded('email\na@example.com');
    expect((await command(id, 'stop').expect(409)).body).toMatchObject({
      code: 'import.not-stoppable',
      state: 'uploaded',
    });
    expect((await command(id, 'resume').expect(409)).body.code).toBe('import.not-resumable');
    await startImport(server(), id).expect(202);
    expect((await startImport(server(), id).expect(409)).body.code).toBe('import.not-startable');
    await request(server()).delete(`/api/admin/subscribers/imports/${id}`).set(bearer).expect(409);
    await api.app.get(ImportDriver).work();
    expect((await startImport(server(), id).expect(409)).body.code).toBe('import.finished');
    await request(server()).delete(`/api/admin/subscribers/imports/${id}`).set(bearer).expect(204);
    await get(id).expect(404);
    expect(await total()).toBe(1);
    expect(
      await selectRows(db, `SELECT 1 AS x FROM consent_event WHERE detail ->> 'basis' = $1`, [CONSENT.basis]),
    ).toHaveLength(1);
  });

  it('is forgotten when its time is over', async () => {
    const id = await uploaded('email\na@example.com');
    await db.query(`UPDATE subscriber_import SET created_at = now() - interval '31 days'`);
    await api.app.get(ImportSweeper).run();
    await get(id).expect(404);
    expect(await chunks()).toEqual([]);
  });
});

describe('an upload', () => {
  it('that is cut off leaves nothing', async () => {
    await api.app.listen(0);
    const { port } = server().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `POST /api/admin/subscribers/imports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TEST_ADMIN_TOKEN}\r\n` +
        `Content-Type: text/csv\r\nContent-Length: 999999\r\n\r\nemail\n${'x'.repeat(300_000)}`,
    );
    await eventually(10, async () => ((await chunks()).length > 0 ? true : undefined), 'the first chunk');
    socket.destroy();
    await eventually(10, async () => {
      const rows = await selectRows(db, `SELECT 1 AS x FROM subscriber_import`);
      return rows.length === 0 ? true : undefined;
    });
    expect(await chunks()).toEqual([]);
  });

  it('is refused when it is too large, although much of it is still on its way', async () => {
    const { body } = await upload(server(), `email\n${'x'.repeat(6_000_000)}`).expect(413);
    expect(body.code).toBe('import.too-large');
    expect(await chunks()).toEqual([]);
  });

  it('is refused when it is JSON, a form, compressed, or empty', async () => {
    expect((await upload(server(), '{}', 'application/json').expect(415)).body.code).toBe('import.not-a-file');
    await upload(server(), 'email\n').set('Content-Encoding', 'gzip').expect(415);
    expect((await upload(server(), '').expect(422)).body.code).toBe('import.empty');
  });
});

describe('imports at the same time', () => {
  it('of one list in opposite order add everybody once and do not lock each other out', async () => {
    const forth = lines(0, 6_000).split('\n');
    const files = [forth, forth.toReversed(), forth].map((rows) => `email\n${rows.join('\n')}`);
    const imports = api.app.get(ImportClaims, { strict: false });
    const runner = api.app.get(ImportRunner, { strict: false });
    for (const file of files) await startImport(server(), await uploaded(file)).expect(202);
    const ends = await Promise.all(
      files.map(async () => {
        const token = randomUUID();
        return runner.run((await imports.claim(token, 60))!, token, () => false);
      }),
    );
    expect(ends).toEqual(['finished', 'finished', 'finished']);
    const rows = await selectRows<{ counts: typeof none }>(db, `SELECT counts FROM subscriber_import`);
    expect(rows.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(6_000);
    expect(rows.every(({ counts }) => counts.added + counts.unchanged === 6_000)).toBe(true);
    expect(await total()).toBe(6_000);
  });

  it('and an erasure never bring the erased person back', async () => {
    const desk = api.app.get(SubscriberDesk);
    for (let round = 0; round < 5; round += 1) {
      const email = `erased${round}@example.com`;
      const { subscriber } = await desk.create({ email, locale: 'en', timeZone: 'UTC' }, 'test');
      const id = await uploaded(`email\n${email}\n`);
      await startImport(server(), id).expect(202);
      await Promise.all([desk.erase(subscriber.id, 'test'), api.app.get(ImportDriver).work()]);
      await run(`email\n${email}\n`);
      expect(await total()).toBe(0);
    }
  });
});

describe('an import that waits for an erasure under way', () => {
  it('takes back the person it had just added', async () => {
    const repository = api.app.get(SubscriberRepository, { strict: false });
    const email = 'gone@example.com';
    const hash = api.app.get(Tokens).hashAddress(email);
    let running: Promise<ImportAnswer> | undefined;
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
    const { id, counts } = (await running)!;
    expect(counts).toEqual({ ...none, added: 1, suppressed: 1 });
    expect((await errorsOf(id))[0]).toMatch(/^2,skipped,suppressed/);
    expect((await everybody()).map((person) => person.email)).toEqual(['stays@example.com']);
  });
});
