import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { bearer } from '../support/api-app.js';
import { cloneDatabase, dropDatabase } from '../support/database.js';
import { roleEnvironment, runCommand } from '../support/processes.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 400;
/** Of one answer of the API, whatever the queue does. */
const PATIENCE_MS = 1_000;

(hasRedis() ? describe : describe.skip)('a Redis', () => {
  it('that is killed in the middle of a run, and empty when it is back, costs neither mail nor answer', async () => {
    const random = seeded(seed);
    const redis = await startRedis();
    const fire = await aRunUnderFire(READERS, { QUEUE_URL: redis.url }, [DeliveryApiModule]);
    const command = async (name: string, body: object = {}) => {
      const start = performance.now();
      const path = `/api/admin/runs/${fire.editionId}/${name}`;
      const { status } = await request(fire.api.app.getHttpServer()).post(path).set(bearer).send(body);
      return { status, isInTime: performance.now() - start < PATIENCE_MS };
    };
    try {
      const scheduler = await fire.startScheduler();
      const worker = await fire.startWorker();
      await fire.untilArrived(Math.ceil(READERS * random() * 0.5));
      await redis.kill();
      const answers = [await command('pause', { reason: 'a test' }), await command('resume')];
      const arrived = fire.relay.arrived.length;
      await pause(2_000);
      const whileAway = fire.relay.arrived.length - arrived;
      await redis.startEmpty();
      const rows = await fire.untilFinished();

      const verdict = judgeRun(rows, fire.relay.arrived);
      tell({ row: 16, fault: 'Redis killed, and empty when it is back', mails: READERS, uncertain: 0, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS);
      expect(answers).toEqual([1, 2].map(() => ({ status: 200, isInTime: true })));
      expect(whileAway).toBeGreaterThan(0);
      expect([scheduler.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
    } finally {
      await fire.close();
      await redis.stop();
    }
  }, 120_000);

  it('that may evict jobs is refused by every role at its start, with what to change', async () => {
    const redis = await startRedis({ policy: 'allkeys-lru' });
    const url = await cloneDatabase();
    try {
      const environment = roleEnvironment(url, { QUEUE_URL: redis.url, SMTP_URL: 'smtp://127.0.0.1:1' });
      for (const role of ['worker', 'scheduler', 'api', 'check']) {
        const { code, output } = await runCommand([role], environment);
        expect({ role, code }).toEqual({ role, code: 1 });
        expect(output).toContain('QUEUE_URL: Redis must run with maxmemory-policy noeviction, it has allkeys-lru');
        expect(output).not.toContain('role.started');
      }
    } finally {
      await redis.stop();
      await dropDatabase(url);
    }
  }, 60_000);
});
