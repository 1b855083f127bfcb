import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { aCompiledDigest } from '../support/builders.js';
import { greylist, sometimes, throttle } from '../support/fault-plans.js';
import { aRelayUnderFire, type RelayUnderFire } from './relay-under-fire.js';
import { FAULTLESS, seed, seeded } from './wire-oracle.js';

let fire: RelayUnderFire;
beforeAll(async () => {
  fire = await aRelayUnderFire();
});
afterAll(() => fire.close());

const faultless = { seed, ...FAULTLESS };
const chance = seeded(seed);

describe('readers that are refused for now', () => {
  it('by a greylist are asked again no sooner than the ladder says, and get their mail at the third try', async () => {
    const plan = greylist(2, '451 4.7.1 greylisted, come back');
    const { verdict, counts, rows } = await fire.run(7, '451 for the first two tries of each reader', 40, plan);
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 40 } });
    expect(new Set(rows.map((row) => row.attempt))).toEqual(new Set([3]));
    const gaps = [...plan.seen.values()].map(([first = 0, second = 0, third = 0]) => [second - first, third - second]);
    // The steps are one and three seconds, less a fifth of jitter, and never rounded down.
    expect(Math.min(...gaps.map(([gap = 0]) => gap))).toBeGreaterThan(950);
    expect(Math.min(...gaps.map(([, gap = 0]) => gap))).toBeGreaterThan(2_350);
  });

  it('because we are too fast come slower, and none of them is failed', async () => {
    const plan = throttle(40, '452 4.7.1 rate limit, slow down');
    const { verdict, counts } = await fire.run(8, '452 beyond 40 a second', 300, plan);
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 300 } });
    const [first = 0] = plan.refused;
    // Its pace is found within half a minute, and kept.
    expect(plan.refused.filter((at) => at - first > 30_000)).toEqual([]);
    const early = plan.refused.filter((at) => at - first < 10_000).length;
    expect(early).toBeGreaterThan(plan.refused.length / 2);
  });
});

describe('readers that are refused for good', () => {
  it('are failed, each by his own reply, and nobody else is', async () => {
    const kinds = ['550 5.1.1 no such user', '552 5.2.2 mailbox full', '554 5.7.1 not wanted'] as const;
    const refusals = { rcpt: sometimes(chance, 0.05, ['rcpt'], kinds[0]), dot: [kinds[1], kinds[2]] };
    const told = new Map<string, number>();
    const { verdict, counts, rows } = await fire.run(9, '550, 552, 554 for some readers', 300, (at) => {
      const fault =
        refusals.rcpt(at) ?? (at.phase === 'dot' && at.count % 25 === 24 ? refusals.dot[at.count % 2] : undefined);
      if (typeof fault === 'string') told.set(fault, (told.get(fault) ?? 0) + 1);
      return fault;
    });
    const refused = [...told.values()].reduce((sum, count) => sum + count, 0);
    // The oracle counts a mail that was refused after its dot as arrived; it is told as failed.
    expect({ ...verdict, untold: 0 }).toEqual(faultless);
    expect(verdict.untold).toBe(refused - (told.get(kinds[0]) ?? 0));
    expect(counts).toEqual({ accepted: 300 - refused, failed: refused });
    const failed = rows.filter((row) => row.state === 'failed').map((row) => row.reply ?? '');
    for (const [reply, count] of told) expect(failed.filter((text) => text === reply)).toHaveLength(count);
  });
});

describe('a fault that is ours', () => {
  it.each([
    ['the login is refused', 'auth', '535 5.7.8 wrong'],
    ['the sender is refused', 'mail', '550 5.7.1 relaying denied'],
  ] as const)('pauses the run when %s, burns nobody, and goes on after a resume', async (what, at, reply) => {
    const own = at === 'auth' ? await aRelayUnderFire(withLogin) : fire;
    try {
      const { editionId } = await own.aRunOver(60, ({ phase }) => (phase === at ? reply : undefined));
      await own.work(editionId);
      expect(await own.report(editionId)).toMatchObject({
        state: 'paused',
        pausedReason: expect.stringContaining(reply.slice(0, 3)),
        counts: { pending: 60, failed: 0 },
      });
      expect(own.relay.arrived).toEqual([]);
      own.relay.use(() => undefined);
      await own.api.app.get(RunDesk).resume(editionId, 'ana');
      await own.toTheEnd(editionId);
      const { verdict, counts } = await own.judge(editionId, 10, `${what} (${reply.slice(0, 3)})`);
      expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 60 } });
    } finally {
      if (own !== fire) await own.close();
    }
  });
});

describe('a large mail', () => {
  it('whose line is lost twice in the middle of it is sent again, and never in doubt', async () => {
    const losses = new Map<string, number>();
    const { editionId } = await fire.aRunOver(6, ({ phase, to = '' }) => {
      const lost = losses.get(to) ?? 0;
      if (phase !== 'body' || lost === 2) return undefined;
      losses.set(to, lost + 1);
      return 'drop';
    });
    const html = `${aCompiledDigest().html}${'<p>long</p>'.repeat(460_000)}`;
    await fire.query(`UPDATE delivery_variant SET content = jsonb_set(content, '{html}', to_jsonb($1::text))`, [html]);
    await fire.toTheEnd(editionId);
    const { verdict, counts } = await fire.judge(editionId, 4, 'line lost in the middle of a mail of 5 MB, twice each');
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 6 } });
    expect([...losses.values()]).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

/** In the clear, which only a test asks for. */
const withLogin = (url: string): string => `${url.replace('smtp://', 'smtp://user:secret@')}/?tls=none`;
