import request from 'supertest';
import { Client } from 'pg';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { DigestsApiModule } from '#src/digests/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { DataSource } from 'typeorm';
import { anApiApp, bearer, type ApiApp } from '../support/api-app.js';
import { someSubscribers } from '../support/builders.js';
import { anEditor } from '../support/editorial.js';
import { eventually } from '../support/eventually.js';
import { startFaultSmtp } from '../support/fault-smtp.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const READERS = 2_000;

let relay: Awaited<ReturnType<typeof startFaultSmtp>>;
let api: ApiApp;
let processes: RoleProcess[] = [];
beforeEach(async () => {
  relay = await startFaultSmtp();
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule, DigestsApiModule, DeliveryApiModule], {
    SMTP_URL: relay.url,
  });
});
afterEach(async () => {
  await Promise.all(processes.map((running) => running.stop('SIGKILL')));
  processes = [];
  await api.close();
  await relay.close();
});

async function start(role: string): Promise<RoleProcess> {
  const running = await startRole(role, roleEnvironment(api.url, { SMTP_URL: relay.url }));
  processes.push(running);
  return running;
}
const query = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);

/** An approved edition for everybody. */
async function anEdition(): Promise<string> {
  await someSubscribers(api.app, READERS);
  const editor = anEditor(api);
  const article = await editor.addArticle();
  const shift = await editor.confirmShift((await editor.proposeShift(article.id)).id);
  const { id, version } = (await editor.post('editions', { title: '第一期', items: [{ shiftId: shift.id }] })).body;
  await editor.post(`editions/${id}/approve`, { version }).expect(200);
  return id;
}

/**
 * Holds the freeze of the audience up where every row is written and nothing committed, kills the process that is at it, and lets go when
 * the database has noticed.
 */
async function killInFreeze(begin: () => Promise<RoleProcess>): Promise<void> {
  const holder = new Client({ connectionString: api.url });
  await holder.connect();
  const heldUp = () =>
    query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO delivery_slice%'`,
    );
  try {
    await holder.query('BEGIN; LOCK TABLE delivery_slice IN ACCESS EXCLUSIVE MODE');
    const victim = await begin();
    await eventually(30, async () => ((await heldUp()).length > 0 ? true : undefined), 'a freeze that is held up');
    await victim.stop('SIGKILL');
    await holder.query('ROLLBACK');
  } finally {
    await holder.end();
  }
}

/** What there is of a run: its row, the frozen audience, its slices and renders. */
async function tracesOf(editionId: string) {
  const tables = ['delivery_run', 'delivery', 'delivery_slice', 'delivery_variant'];
  const counts = await Promise.all(
    tables.map((table) => query(`SELECT count(*)::int AS n FROM ${table} WHERE edition_id = $1`, [editionId])),
  );
  return counts.map(([{ n }]) => n);
}

async function untilSent(editionId: string, fault: string): Promise<void> {
  await start('worker');
  await eventually(
    60,
    async () => {
      const [run] = await query('SELECT state FROM delivery_run WHERE edition_id = $1', [editionId]);
      return run?.state === 'finished' ? true : undefined;
    },
    'the end of the run',
  );
  const rows = await query('SELECT * FROM delivery WHERE edition_id = $1', [editionId]);
  const verdict = judgeRun(rows, relay.arrived);
  tell({ row: 37, fault, mails: READERS, uncertain: 0, ...verdict });
  expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
  expect(rows.filter(({ state }: { state: string }) => state === 'accepted')).toHaveLength(READERS);
  expect(relay.arrived).toHaveLength(READERS);
}

describe('a process that is killed while it freezes the audience', () => {
  it('by an order of the editor leaves nothing behind, and the same order does all of it afterwards', async () => {
    const id = await anEdition();
    const headers = { ...bearer, 'Idempotency-Key': 'once' };
    const order = (url: string) => request(url).post(`/api/admin/editions/${id}/send`).set(headers).send({});
    await killInFreeze(async () => {
      const victim = await start('api');
      order(victim.url).then(
        () => undefined,
        () => undefined,
      );
      return victim;
    });
    expect(await tracesOf(id)).toEqual([0, 0, 0, 0]);

    const second = await start('api');
    const answers = [await order(second.url), await order(second.url)];
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
      [1, 2].map(() => ({ status: 202, body: { state: 'started', frozenCount: READERS } })),
    );
    await untilSent(id, 'the api killed in the freeze of an edition');
  }, 90_000);

  it('of an edition whose time has come leaves nothing behind, and another scheduler starts it', async () => {
    const id = await anEdition();
    await anEditor(api).post(`editions/${id}/send`, { at: '2030-01-01T00:00:00Z' }).expect(202);
    await query(`UPDATE edition SET scheduled_at = now() - interval '1 second' WHERE id = $1`, [id]);
    await killInFreeze(() => start('scheduler'));
    expect(await tracesOf(id)).toEqual([0, 0, 0, 0]);

    await start('scheduler');
    await eventually(30, async () => ((await tracesOf(id))[0] === 1 ? true : undefined), 'the start of the run');
    expect((await tracesOf(id))[1]).toBe(READERS);
    await untilSent(id, 'the scheduler killed in the freeze of an edition');
  }, 90_000);
});
