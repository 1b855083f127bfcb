import { Redis } from 'ioredis';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const READERS = 400;

(hasRedis() ? describe : describe.skip)('a queue in Redis', () => {
  let redis: TestRedis;
  let client: Redis;
  let fire: Awaited<ReturnType<typeof aRunUnderFire>>;
  beforeEach(async () => {
    redis = await startRedis();
    client = new Redis(redis.url);
    fire = await aRunUnderFire(READERS, { QUEUE_URL: redis.url });
  });
  afterEach(async () => {
    await fire.close();
    client.disconnect();
    await redis.stop();
  });

  it.each<[number, string, () => Promise<void>]>([
    [15, 'FLUSHALL at 20, 50 and 80 % of the run', flushedThreeTimes],
    [18, 'Redis full (noeviction) from the middle of the run on', full],
  ])(
    '%i: is only a hint: %s',
    async (row, fault, strike) => {
      const scheduler = await fire.startScheduler();
      const worker = await fire.startWorker();
      await strike();
      const rows = await fire.untilFinished();
      const verdict = judgeRun(rows, fire.relay.arrived);
      tell({ row, fault, mails: READERS, uncertain: 0, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS);
      expect([scheduler.child.exitCode, worker.child.exitCode]).toEqual([null, null]);
    },
    120_000,
  );

  async function flushedThreeTimes(): Promise<void> {
    for (const share of [0.2, 0.5, 0.8]) {
      await fire.untilArrived(READERS * share);
      await client.flushall();
    }
  }

  async function full(): Promise<void> {
    await fire.untilArrived(READERS / 4);
    await client.config('SET', 'maxmemory', '1');
  }
});
