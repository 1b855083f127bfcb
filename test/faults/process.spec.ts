import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const preload = (name: string): string => `--import=${pathToFileURL(join(projectRoot, 'test/support', name)).href}`;

type Fire = Awaited<ReturnType<typeof aRunUnderFire>>;
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function underFire(readers: number, settings: Record<string, string> = {}): Promise<Fire> {
  const fire = await aRunUnderFire(readers, settings);
  open.push(fire);
  return fire;
}

async function finish(fire: Fire, row: number, fault: string): Promise<void> {
  const rows = await fire.untilFinished();
  const verdict = judgeRun(rows, fire.relay.arrived);
  const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
  tell({ row, fault, mails: rows.length, uncertain, ...verdict });
  expect({ seed, ...verdict, uncertain }).toEqual({ seed, ...FAULTLESS, uncertain: 0 });
  expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(fire.frozenCount);
}

const backends: [string, () => Promise<Record<string, string>>][] = [['PostgreSQL', () => Promise.resolve({})]];
if (hasRedis()) {
  backends.push([
    'Redis',
    async () => {
      const redis: TestRedis = await startRedis();
      open.push({ close: () => redis.stop() });
      return { QUEUE_URL: redis.url };
    },
  ]);
}

describe.each(backends)('beside a queue in %s', (backend, settingsOf) => {
  it('a worker whose clock is two minutes ahead says that it is not ready, and doubles nothing', async () => {
    const fire = await underFire(300, await settingsOf());
    await fire.startScheduler();
    const [ahead] = [
      await fire.startWorker({ NODE_OPTIONS: preload('preload-clock.mjs'), CLOCK_AHEAD_SECONDS: '120' }),
      await fire.startWorker(),
    ];
    const answer = await fetch(`${ahead.url}/health/ready`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/clock is 1(19|20|21) s ahead/);
    await finish(fire, 24, `one worker's clock 120 s ahead, queue in ${backend}`);
  }, 120_000);

  it('a worker that stands still for three times the lock of its job doubles nothing', async () => {
    const fire = await underFire(400, {
      ...(await settingsOf()),
      DELIVERY_LEASE_SECONDS: '60',
      SMTP_FINAL_TIMEOUT_SECONDS: '40',
    });
    await fire.startScheduler();
    const [still] = await Promise.all([
      fire.startWorker({ NODE_OPTIONS: preload('preload-stall.mjs'), STALL_MS: '18000' }),
      fire.startWorker(),
    ]);
    await fire.untilArrived(40);
    still.child.kill('SIGUSR2');
    await finish(fire, 36, `event loop of one worker blocked for 18 s, queue in ${backend}`);
  }, 120_000);
});

describe('a worker', () => {
  it('with a small heap keeps its memory over a long run', async () => {
    const fire = await underFire(12_000, { DELIVERY_CLAIM_SIZE: '500', SMTP_CONNECTIONS: '16' });
    fire.relay.use(() => undefined);
    await fire.startScheduler();
    const worker = await fire.startWorker({ NODE_OPTIONS: '--max-old-space-size=256' });
    const resident = (): number =>
      Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.child.pid}/status`, 'utf8'))?.[1]) / 1_024;
    await fire.untilArrived(6_000);
    const warm = resident();
    await finish(fire, 33, 'a worker with a heap of 256 MB');
    expect(resident() - warm).toBeLessThan(50);
  }, 180_000);
});
