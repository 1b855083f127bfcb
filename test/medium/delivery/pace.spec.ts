import { DataSource } from 'typeorm';
import { recoveredRate } from '#src/domain/delivery/aimd.js';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import { connect } from '#src/foundation/database/data-source.js';
import { freshDatabase, silentLog, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { aLaneProcess, aRelayState, takeAll } from './lane-process.js';

let database: TestDatabase;
let elsewhere: DataSource;
beforeAll(async () => {
  database = await freshDatabase();
  elsewhere = await connect({ DATABASE_URL: database.url, DATABASE_POOL_MAX: 4 }, silentLog);
});
afterAll(async () => {
  await elsewhere.destroy();
  await database.drop();
});
beforeEach(() => query('TRUNCATE lane, lane_bucket'));

const query = (sql: string, parameters: unknown[] = []) => database.dataSource.query(sql, parameters);
const twoProcesses = () => [aLaneProcess(database.dataSource), aLaneProcess(elsewhere)] as const;
const hoursPass = (hours: number) =>
  query(`UPDATE lane_bucket SET refilled_at = refilled_at - make_interval(mins => $1)`, [hours * 60]);
const tokensOf = async (provider: string): Promise<number> =>
  (await query(`SELECT tokens FROM lane_bucket WHERE provider = $1`, [provider]))[0].tokens;

describe('a limit that processes share', () => {
  it('per second is kept in every second, however greedily two of them ask', async () => {
    const relay = aRelayState({ limits: { perSecond: 40 } });
    const grants: { from: number; to: number; many: number }[] = [];
    const end = performance.now() + 2_500;
    const ask = async (process: ReturnType<typeof aLaneProcess>): Promise<void> => {
      while (performance.now() < end) {
        const from = performance.now();
        const { length } = await takeAll(await process.plan([relay], 10));
        if (length > 0) grants.push({ from, to: performance.now(), many: length });
      }
    };
    const [one, other] = twoProcesses();
    await Promise.all([ask(one), ask(one), ask(other), ask(other)]);

    for (const { from } of grants) {
      // Those that were surely given within one second of each other.
      const within = grants.filter((grant) => grant.from >= from && grant.to < from + 1_000);
      expect(within.reduce((sum, { many }) => sum + many, 0)).toBeLessThanOrEqual(40);
    }
    expect(grants.length).toBeGreaterThan(10);
  });

  it('per day is one count for both, outlives them, and is never exceeded in a day', async () => {
    const relay = aRelayState({ limits: { perDay: 100 } });
    const [one, other] = twoProcesses();
    const both = await Promise.all([one, other].map(async (process) => takeAll(await process.plan([relay], 10))));
    expect(both.flat()).toHaveLength(10);

    const [restarted] = twoProcesses();
    await expect(takeAll(await restarted.plan([relay], 10))).resolves.toHaveLength(0);

    let day = 10;
    for (let hour = 1; hour < 24; hour += 1) {
      await hoursPass(1);
      for (const process of [restarted, other]) day += (await takeAll(await process.plan([relay], 10))).length;
    }
    expect(day).toBeLessThanOrEqual(100);
    expect(day).toBeGreaterThan(90);
  });

  it('gets back what was not used', async () => {
    const relay = aRelayState({ limits: { perDay: 100 }, providers: { qq: { limits: { perDay: 50 } } } });
    const [one, other] = twoProcesses();
    const plan = await one.plan([relay], 10, ['qq', 'google']);
    expect([plan.cap('qq'), plan.cap('google')]).toEqual([5, 10]);
    expect([plan.take('qq'), plan.take('google')]).toEqual(['a', 'a']);
    await expect(takeAll(await other.plan([relay], 10, ['google']), ['google'])).resolves.toHaveLength(0);
    await plan.end();
    await expect(takeAll(await other.plan([relay], 10, ['qq']), ['qq'])).resolves.toHaveLength(4);
    await expect(takeAll(await other.plan([relay], 10, ['google']), ['google'])).resolves.toHaveLength(4);
  });

  it('gets back what a relay on trial was granted beyond its one message', async () => {
    const relay = aRelayState({ limits: { perDay: 100 } });
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    for (let time = 0; time < 3; time += 1) relay.failed('connect: refused');
    now.mockReturnValue(6_000);
    const [one] = twoProcesses();
    await expect(takeAll(await one.plan([relay], 10))).resolves.toHaveLength(1);
    now.mockRestore();
    await expect(tokensOf('')).resolves.toBeCloseTo(9, 1);
  });

  it('keeps some tokens for urgent mail, which goes before every digest when there are none left', async () => {
    const relay = aRelayState({ limits: { perDay: 100 } });
    const [one, other] = twoProcesses();
    await takeAll(await one.plan([relay], 10));
    await expect(takeAll(await other.plan([relay], 1))).resolves.toHaveLength(0);
    await expect(takeAll(await one.plan([relay], 5, ['other'], true))).resolves.toHaveLength(2);
    await expect(tokensOf('')).resolves.toBeCloseTo(-2, 1);
    const urgent = await one.plan([relay], 1, ['other'], true);
    const digest = await other.plan([relay], 10);
    expect([urgent.total, digest.total]).toEqual([0, 0]);
    expect(digest.waitMs).toBeGreaterThan(urgent.waitMs ?? 0);
    await Promise.all([urgent.end(), digest.end()]);
    // What flows in goes to urgent mail first, as long as there is any.
    await query(`UPDATE lane_bucket SET tokens = -1`);
    await expect(takeAll(await other.plan([relay], 10))).resolves.toHaveLength(0);
    await expect(takeAll(await one.plan([relay], 5, ['other'], true))).resolves.toHaveLength(1);
  });

  it('is the day’s point of the warm-up when that is less, and nothing goes before it starts', async () => {
    const relay = aRelayState({
      limits: { perDay: 1_000 },
      warmUp: { startsOn: '2026-11-26', firstDay: 200, growth: 2 },
    });
    const eve = aLaneProcess(database.dataSource, '2026-11-25T23:59:59Z');
    await expect(takeAll(await eve.plan([relay], 500))).resolves.toHaveLength(0);
    await expect(takeAll(await eve.plan([relay], 1, ['other'], true))).resolves.toHaveLength(0);
    const first = aLaneProcess(database.dataSource, '2026-11-26T00:00:00Z');
    await expect(takeAll(await first.plan([relay], 500))).resolves.toHaveLength(20);
  });

  it('costs no row when there is none', async () => {
    const [one] = twoProcesses();
    await expect(takeAll(await one.plan([aRelayState()], 500))).resolves.toHaveLength(500);
    await expect(query('SELECT 1 FROM lane_bucket')).resolves.toEqual([]);
  });
});

describe('a lane that is held', () => {
  const relay = aRelayState();
  const heldMinutes = async (): Promise<number> =>
    Math.round((await query(`SELECT extract(epoch FROM held_until - now())::float8 / 60 AS held FROM lane`))[0].held);
  const block = async (step: number): Promise<void> => {
    aLaneProcess(database.dataSource).memory.blocked('a', 'qq', '550 Ip frequency limited');
    await eventually(5, async () =>
      (await query(`SELECT hold_step FROM lane`))[0]?.hold_step === step ? true : undefined,
    );
  };

  it('lets the others go, in every process', async () => {
    const [one, other] = twoProcesses();
    one.memory.blocked('a', 'qq', '550 Ip frequency limited');
    const plan = await one.plan([relay], 100, PROVIDERS);
    expect([plan.cap('qq'), plan.cap('google'), plan.cap('other')]).toEqual([0, 100, 100]);
    await eventually(5, async () => ((await query(`SELECT 1 FROM lane`)).length === 1 ? true : undefined));
    const elsewhere = await other.plan([relay], 100, PROVIDERS);
    expect([elsewhere.cap('qq'), elsewhere.cap('google')]).toEqual([0, 100]);
  });

  it('is another one at another relay', async () => {
    const [one] = twoProcesses();
    one.memory.blocked('a', 'qq', '550 Ip frequency limited');
    const plan = await one.plan([relay, aRelayState({ name: 'b' })], 10, ['qq']);
    await expect(takeAll(plan, ['qq'])).resolves.toEqual(Array.from({ length: 10 }, () => 'b qq'));
  });

  it('says how long it is until it is worth asking again', async () => {
    const [one] = twoProcesses();
    one.memory.blocked('a', 'qq', '550 Ip frequency limited');
    const plan = await one.plan([relay], 10, ['qq']);
    expect(plan.cap('qq')).toBe(0);
    expect(plan.waitMs).toBeGreaterThan(9 * 60_000);
  });

  it('is held ten minutes, two hours, a day when it is blocked again, and starts anew after a quiet day', async () => {
    const minutes: number[] = [];
    for (const step of [1, 2, 3, 4]) {
      await block(step);
      minutes.push(await heldMinutes());
      await query(`UPDATE lane SET held_until = now() - interval '1 minute'`);
    }
    expect(minutes).toEqual([10, 120, 1_440, 1_440]);
    await query(`UPDATE lane SET held_until = now() - interval '25 hours'`);
    await block(1);
    await expect(heldMinutes()).resolves.toBe(10);
  });

  it('is free again when an operator deletes its row', async () => {
    await query(
      `INSERT INTO lane (relay, provider, held_until, held_reason) VALUES ('a', 'qq', now() + interval '1 hour', 'blocked')`,
    );
    const [one] = twoProcesses();
    await one.memory.refresh();
    expect(one.memory.heldMs('a', 'qq')).toBeGreaterThan(59 * 60_000);
    await query(`DELETE FROM lane WHERE relay = 'a' AND provider = 'qq'`);
    await eventually(5, async () => {
      await one.memory.refresh();
      return one.memory.heldMs('a', 'qq') === 0 ? true : undefined;
    });
  });

  it('goes one step when two processes are blocked at the same time', async () => {
    const [one, other] = twoProcesses();
    for (const { memory } of [one, other]) memory.blocked('a', 'qq', '550 Ip frequency limited');
    await eventually(5, async () => ((await query(`SELECT 1 FROM lane`)).length === 1 ? true : undefined));
    await new Promise((done) => setTimeout(done, 100));
    await expect(query(`SELECT hold_step FROM lane`)).resolves.toEqual([{ hold_step: 1 }]);
  });
});

describe('a lane that was told to go slower', () => {
  const relay = aRelayState();

  it('goes at half of what was taken, once however many refusals come, and the other processes soon know', async () => {
    const [one, other] = twoProcesses();
    await other.memory.refresh();
    for (let message = 0; message < 200; message += 1) one.memory.accepted('a', 'qq');
    await new Promise((done) => setTimeout(done, 1_000));
    for (let refusal = 0; refusal < 20; refusal += 1) one.memory.throttled('a', 'qq');
    const rate = one.memory.rateOf('a', 'qq');
    expect(rate).toBeGreaterThan(10);
    expect(rate).toBeLessThanOrEqual(100);
    const told = await eventually(5, async () => {
      await other.memory.refresh();
      return other.memory.rateOf('a', 'qq') ?? undefined;
    });
    expect(told).toBeCloseTo(rate ?? 0, 5);
    expect(other.memory.rateOf('a', 'google')).toBeNull();
  });

  it('shares that pace with them', async () => {
    await query(`INSERT INTO lane (relay, provider, rate_per_second, slowed_at) VALUES ('a', 'qq', 20, now())`);
    const plans = await Promise.all(twoProcesses().map((process) => process.plan([relay], 100, ['qq', 'google'])));
    expect(plans[0]!.cap('qq') + plans[1]!.cap('qq')).toBeLessThanOrEqual(12);
    expect(plans.map((plan) => plan.cap('google'))).toEqual([100, 100]);
  });

  it('recovers by the database’s clock, also in a process that has just started', async () => {
    await query(
      `INSERT INTO lane (relay, provider, rate_per_second, slowed_at) VALUES ('a', 'qq', 20, now() - interval '62 seconds')`,
    );
    const [one] = twoProcesses();
    await one.memory.refresh();
    expect(one.memory.rateOf('a', 'qq')).toBeCloseTo(recoveredRate(20, 62) ?? 0, 5);
    await query(`UPDATE lane SET slowed_at = now() - interval '16 minutes'`);
    const [restarted] = twoProcesses();
    await restarted.memory.refresh();
    expect(restarted.memory.rateOf('a', 'qq')).toBeNull();
  });
});
