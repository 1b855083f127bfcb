import { Readable } from 'node:stream';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { connect } from '#src/foundation/database/data-source.js';
import { bearer } from '../support/api-app.js';
import { cloneDatabase, dropDatabase, silentLog } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startMailSink } from '../support/mail-sink.js';
import { importPeople } from '../support/imports.js';
import { roleEnvironment, runCommand, startRole, type RoleProcess } from '../support/processes.js';

const ARTICLE = `一家平台换了方向
据知情人士透露，Meta计划在2026年春季发布代号为Avocado的新模型，并从开源转向封闭，由公司出售访问权限。
扎克伯格承诺，从2025年到2027年将在美国的基础设施项目上投入6000亿美元。
2025年10月，Meta的AI部门裁减了600个职位。`;

let databaseUrl: string;
let database: DataSource;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let environment: Record<string, string>;
const roles: RoleProcess[] = [];
let api: RoleProcess;

beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  database = await connect({ DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: 4 }, silentLog);
  sink = await startMailSink();
  environment = roleEnvironment(databaseUrl, { SMTP_URL: sink.url });
  const started = await Promise.all(['api', 'worker', 'scheduler'].map((role) => startRole(role, environment)));
  roles.push(...started);
  api = started[0]!;
}, 120_000);
afterAll(async () => {
  for (const role of roles) await role.stop('SIGKILL');
  await database.destroy();
  await sink.close();
  await dropDatabase(databaseUrl);
});

const post = (path: string, body: object = {}) => request(api.url).post(`/api/admin/${path}`).set(bearer).send(body);
const get = (path: string) => request(api.url).get(`/api/admin/${path}`).set(bearer);

describe('the built roles, as processes', () => {
  it('fit their settings, database, schema and queue', async () => {
    const { code, output } = await runCommand(['check'], environment);
    expect(output).toContain('fit');
    expect(code).toBe(0);
  });

  it('answer for their health and count what they do', async () => {
    for (const role of roles) {
      await request(role.url).get('/health/live').expect(200);
      await request(role.url).get('/health/ready').expect(200);
      await request(role.url)
        .get('/metrics')
        .expect(200)
        .expect(/process_cpu/);
      await request(role.url)
        .get('/api/admin/editions')
        .expect((answer) => {
          expect([401, 404]).toContain(answer.status);
        });
    }
  });

  it('bring an article to readers in their languages, once each', async () => {
    const csv =
      'email,name,locale\nli@e2e.example,李雷,zh-CN\nlin@e2e.example,林,zh-TW\nsam@e2e.example,"O\'Neil, Sam",en\n';
    const imported = await importPeople(api.url, csv);
    expect(imported).toMatchObject({ state: 'finished', rowsRead: 3, counts: { added: 3, rejected: 0 } });

    const [title = '', ...lines] = ARTICLE.split('\n');
    const article = (await post('articles', { title, text: lines.join('\n'), publishedAt: '2025-12-12' }).expect(201))
      .body;
    const shifts = await eventually(30, async () => {
      const { revision } = (await get(`articles/${article.id}`)).body;
      return revision.extractedWith === null ? undefined : (await get(`shifts?articleId=${article.id}`)).body.items;
    });
    const kinds = shifts.map((shift: { claim: { kind: string } }) => shift.claim.kind);
    expect(kinds).toEqual(expect.arrayContaining(['open_to_closed', 'invest', 'layoff']));

    const ids = shifts.map((shift: { id: string }) => shift.id);
    const { outcomes } = (await post('shifts/confirm', { ids }).expect(200)).body;
    expect(outcomes.every((outcome: { outcome: string }) => outcome.outcome === 'confirmed')).toBe(true);
    const edition = (
      await post('editions', { title: '第一期', items: ids.map((shiftId: string) => ({ shiftId })) }).expect(201)
    ).body;
    const approved = (await post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200)).body;
    const at = new Date(Date.now() + 1_000).toISOString();
    await post(`editions/${approved.id}/send`, { at }).expect(202);

    const run = await eventually(30, async () => {
      const answer = await get(`runs/${edition.id}`);
      return answer.status === 200 && answer.body.state === 'finished' ? answer.body : undefined;
    });
    expect(run).toMatchObject({ outcome: 'sent', frozenCount: 3 });
    expect(run.counts.accepted).toBe(3);
    expect(sink.mails.map((mail) => mail.to).sort()).toEqual(['li@e2e.example', 'lin@e2e.example', 'sam@e2e.example']);
    const mailTo = (to: string) => sink.mails.find((mail) => mail.to === to)!.mail;
    expect(mailTo('li@e2e.example').html).toContain('6000亿美元');
    expect(mailTo('lin@e2e.example').html).toContain('6,000億美元');
    expect(mailTo('sam@e2e.example').html).toContain('US$600 billion');
    expect(mailTo('sam@e2e.example').html).toContain('<html lang="en"');
    expect(mailTo('sam@e2e.example').text).toContain('2025年10月，Meta的AI部门裁减了600个职位。');
  }, 90_000);

  it('let a reader leave with one click, for good', async () => {
    const { mail } = sink.mails.find((entry) => entry.to === 'sam@e2e.example')!;
    const link = mail.headers.find((header) => header.key === 'list-unsubscribe')!.value;
    const path = new URL(link.slice(1, -1)).pathname;
    await request(api.url).get(path).expect(200);
    expect(await database.query(`SELECT status FROM subscriber WHERE email = 'sam@e2e.example'`)).toEqual([
      { status: 'active' },
    ]);
    await request(api.url).post(path).type('form').send('List-Unsubscribe=One-Click').expect(200);
    expect(await database.query(`SELECT status FROM subscriber WHERE email = 'sam@e2e.example'`)).toEqual([
      { status: 'unsubscribed' },
    ]);
    await post('subscribers', { email: 'sam@e2e.example', locale: 'en', timeZone: 'UTC' }).expect(409);
  });

  it('log ids and never addresses', () => {
    const output = roles.map((role) => role.output()).join('');
    expect(output).toContain('run.finished');
    expect(output).not.toMatch(/@e2e\.example/);
  });

  it('refuse a database that is ahead of them, by name', async () => {
    const ahead = await cloneDatabase();
    const source = await connect({ DATABASE_URL: ahead, DATABASE_POOL_MAX: 4 }, silentLog);
    await source.query(`INSERT INTO migration (timestamp, name) VALUES (9, 'FromTheFuture9')`);
    await source.destroy();
    const { code, output } = await runCommand(['api'], roleEnvironment(ahead));
    expect(code).toBe(1);
    expect(output).toContain('FromTheFuture9');
    await dropDatabase(ahead);
  });

  it('name every missing setting at once', async () => {
    const { code, output } = await runCommand(['api'], {
      PATH: process.env['PATH']!,
      DATABASE_URL: databaseUrl,
      PORT: 'many',
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'ADMIN_TOKEN', 'TOKEN_KEYS']) expect(output).toContain(name);
  });

  it('answer what they have begun before they end', async () => {
    const csv = Readable.from(
      (async function* () {
        yield 'email,name\n';
        for (let row = 0; row < 4; row += 1) {
          await new Promise((done) => setTimeout(done, 300));
          yield `slow${row}@e2e.example,x\n`;
        }
      })(),
    );
    const answer = fetch(`${api.url}/api/admin/subscribers/imports`, {
      method: 'POST',
      headers: { ...bearer, 'Content-Type': 'text/csv' },
      body: csv,
      duplex: 'half',
    });
    await new Promise((done) => setTimeout(done, 500));
    const ended = api.stop();
    expect(await (await answer).json()).toMatchObject({ state: 'uploaded', bytes: 91 });
    expect(await ended).toBe(0);
  });

  it('drain and end with 0 on SIGTERM', async () => {
    expect(await Promise.all(roles.map((role) => role.stop()))).toEqual([0, 0, 0]);
  });
});
