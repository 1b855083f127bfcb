import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { eventually } from '../support/eventually.js';
import { tcpProxy } from '../support/tcp-proxy.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 400;
const faultless = { seed, ...FAULTLESS };
const chance = seeded(seed);

type Fire = Awaited<ReturnType<typeof aRunUnderFire>>;
let fire: Fire;
beforeEach(async () => {
  fire = await aRunUnderFire(READERS);
});
afterEach(() => fire.close());

/** What came of the run, and what of it is in doubt. */
async function judged(row: number, fault: string) {
  const rows = await fire.untilFinished();
  const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
  const verdict = judgeRun(rows, fire.relay.arrived);
  tell({ row, fault, mails: rows.length, uncertain, ...verdict });
  const settled = rows.filter(({ state }) => state === 'accepted' || state === 'uncertain').length;
  return { verdict: { seed, ...verdict }, uncertain, settled };
}

async function proxied() {
  const url = new URL(fire.databaseUrl);
  const proxy = await tcpProxy(Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return { proxy, settings: { DATABASE_URL: url.href } };
}

describe('a database', () => {
  it('that ends every connection again and again ends no process and loses nothing', async () => {
    const scheduler = await fire.startScheduler();
    const worker = await fire.startWorker();
    const admin = new Client({ connectionString: fire.databaseUrl });
    await admin.connect();
    try {
      for (let time = 0; time < 10 && fire.relay.arrived.length < READERS; time += 1) {
        await pause(100 + chance() * 300);
        await admin.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      }
    } finally {
      await admin.end();
    }
    const { verdict, settled } = await judged(19, 'every database connection ended, ten times');
    expect(verdict).toEqual(faultless);
    expect(settled).toBe(READERS);
    expect([scheduler.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
  }, 120_000);

  it('that cannot be heard for a while makes the worker unready, and nothing is lost', async () => {
    const { proxy, settings } = await proxied();
    try {
      await fire.startScheduler();
      const worker = await fire.startWorker(settings);
      const ready = async () => (await fetch(`${worker.url}/health/ready`)).status;
      await fire.untilArrived(READERS / 4);
      expect(await ready()).toBe(200);
      proxy.freeze();
      await eventually(20, async () => ((await ready()) === 503 ? true : undefined), 'a worker that is not ready');
      proxy.thaw();
      await eventually(30, async () => ((await ready()) === 200 ? true : undefined), 'a worker that is ready again');
      const { verdict, settled } = await judged(22, 'the link to the database swallows everything for seconds');
      expect(verdict).toEqual(faultless);
      expect(settled).toBe(READERS);
    } finally {
      await proxy.close();
    }
  }, 180_000);
});
