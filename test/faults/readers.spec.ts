import { setTimeout as pause } from 'node:timers/promises';
import { DeliveryPlanner } from '#src/delivery/index.js';
import { LetterWriter } from '#src/delivery/message/letter-writer.js';
import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { DataSource } from 'typeorm';
import { randomUUID } from 'node:crypto';
import { aCompiledDigest } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { aRelayUnderFire, type RelayUnderFire } from './relay-under-fire.js';
import { FAULTLESS, seed, seeded } from './wire-oracle.js';

let fire: RelayUnderFire;
beforeAll(async () => {
  fire = await aRelayUnderFire();
});
afterAll(() => fire.close());
afterEach(() => jest.restoreAllMocks());

const faultless = { seed, ...FAULTLESS };
const chance = seeded(seed);

/** Letters to these readers cannot be written. */
function breakLettersOf(isBroken: (subscriberId: string) => boolean): void {
  const letters = fire.api.app.get(LetterWriter, { strict: false });
  const write = letters.write.bind(letters);
  jest.spyOn(letters, 'write').mockImplementation((reader, template, isSigned) => {
    if (isBroken(reader.subscriberId)) return Promise.reject(new Error('this one cannot be written'));
    return write(reader, template, isSigned);
  });
}

describe('letters that cannot be written', () => {
  it('fail their own readers, and nobody else', async () => {
    const { editionId, readers } = await fire.aRunOver(300);
    const broken = new Set(readers.filter((_, index) => index % 100 === 7).map(({ id }) => id));
    breakLettersOf((id) => broken.has(id));
    await fire.toTheEnd(editionId);
    const { verdict, counts, rows } = await fire.judge(editionId, 31, 'letters of 1 % of readers cannot be written');
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 297, failed: 3 } });
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(new Set(failed.map((row) => row.subscriber_id))).toEqual(broken);
    expect(new Set(failed.map(({ phase }) => phase))).toEqual(new Set(['compose']));
  });

  it('for many readers stop the run, since it is the fault of the render', async () => {
    const { editionId, readers } = await fire.aRunOver(300);
    const broken = new Set(readers.filter((_, index) => index % 10 < 3).map(({ id }) => id));
    breakLettersOf((id) => broken.has(id));
    expect(await fire.work(editionId)).toBe('paused');
    const sent = fire.relay.arrived.length;
    expect(await fire.report(editionId)).toMatchObject({
      state: 'paused',
      pausedReason: expect.stringContaining('composed'),
    });
    expect(await fire.work(editionId)).not.toBe('done');
    expect(fire.relay.arrived).toHaveLength(sent);
    const { verdict, counts } = await fire.judge(editionId, 32, 'letters of 30 % of readers cannot be written: paused');
    const handled = (counts.accepted ?? 0) + (counts.failed ?? 0);
    expect(verdict).toEqual({ ...faultless, open: 300 - handled });
    // It was seen once there were enough to judge by, and long before the end.
    expect(counts.failed).toBeLessThan(40);
    jest.restoreAllMocks();
    await fire.api.app.get(RunDesk).resume(editionId, 'ana');
    await fire.toTheEnd(editionId);
    expect((await fire.judge(editionId, 32, 'the same after a resume')).verdict).toEqual(faultless);
  });
});

describe('readers who leave while a run goes on', () => {
  it('get nothing once their leaving is committed', async () => {
    const { editionId, readers } = await fire.aRunOver(500, ({ phase }) =>
      phase === 'dot' ? { delayMs: 4 } : undefined,
    );
    const working = fire.toTheEnd(editionId);
    await eventually(20, () => Promise.resolve(fire.relay.arrived.length >= 100 ? true : undefined));
    const leavers = readers.filter(() => chance() < 0.2);
    const leftAt = new Map<string, Date>();
    for (const { id } of leavers) {
      await fire.query(`UPDATE subscriber SET status = 'unsubscribed' WHERE id = $1`, [id]);
      const [{ now }] = await fire.query(`SELECT clock_timestamp() AS now`);
      leftAt.set(id, now);
    }
    await working;
    const { verdict, counts } = await fire.judge(editionId, 34, '20 % of readers leave during the run');
    expect({ ...verdict }).toEqual(faultless);
    const handed: { subscriber_id: string; handed_at: Date }[] = await fire.query(
      `SELECT subscriber_id, handed_at FROM delivery WHERE edition_id = $1 AND handed_at IS NOT NULL`,
      [editionId],
    );
    const late = handed.filter(({ subscriber_id: id, handed_at: at }) => at > (leftAt.get(id) ?? at));
    expect(late).toEqual([]);
    expect(counts.suppressed ?? 0).toBeGreaterThan(0);
    expect((counts.accepted ?? 0) + (counts.suppressed ?? 0)).toBe(500);
  });
});

describe('an operator who pauses and resumes at random', () => {
  it('is obeyed at once but for what is in flight, and everybody gets one mail in the end', async () => {
    const { editionId } = await fire.aRunOver(600, ({ phase }) => (phase === 'dot' ? { delayMs: 3 } : undefined));
    const desk = fire.api.app.get(RunDesk);
    for (const goal of [40, 120, 200, 300]) {
      const working = fire.work(editionId);
      await eventually(20, () => Promise.resolve(fire.relay.arrived.length >= goal * chance() ? true : undefined));
      await pause(chance() * 40);
      await desk.pause(editionId, 'at random', 'ana');
      const asked = fire.relay.arrived.length;
      await working;
      // The four lines may have had one mail each beyond the fence.
      expect(fire.relay.arrived.length - asked).toBeLessThanOrEqual(4);
      await desk.resume(editionId, 'ana');
    }
    await fire.toTheEnd(editionId);
    const { verdict, counts } = await fire.judge(editionId, 35, 'paused and resumed four times at random');
    expect({ ...verdict, counts }).toEqual({ ...faultless, counts: { accepted: 600 } });
  });

  it('or cancels, ends what has not left', async () => {
    const { editionId } = await fire.aRunOver(300, ({ phase }) => (phase === 'dot' ? { delayMs: 3 } : undefined));
    const working = fire.work(editionId);
    await eventually(20, () => Promise.resolve(fire.relay.arrived.length >= 50 ? true : undefined));
    await fire.api.app.get(RunDesk).cancel(editionId, 'ana');
    const asked = fire.relay.arrived.length;
    await working;
    expect(fire.relay.arrived.length - asked).toBeLessThanOrEqual(4);
    await fire.toRest(editionId);
    const { verdict, counts } = await fire.judge(editionId, 35, 'cancelled at random');
    expect(verdict).toEqual(faultless);
    expect((counts.accepted ?? 0) + (counts.cancelled ?? 0)).toBe(300);
  });
});

describe('a freeze whose connection is killed', () => {
  it('leaves no row and no run, and the second try has everybody', async () => {
    await fire.aRunOver(20_000);
    const database = fire.api.app.get(DataSource);
    const plan = () => {
      const editionId = randomUUID();
      const variants = [{ locale: 'en' as const, selectionHash: 'all', content: aCompiledDigest() }];
      const started = database.transaction((manager) =>
        fire.api.app.get(DeliveryPlanner).start(manager, { editionId, variants, fallbackLocale: 'en' }),
      );
      return { editionId, started };
    };
    const first = plan();
    const outcome = first.started.then(
      () => 'frozen',
      () => 'killed',
    );
    await eventually(10, async () => {
      const rows = await fire.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '-- Freezes the audience%' AND state = 'active' AND datname = current_database()`,
      );
      return rows.length > 0 ? true : undefined;
    });
    expect(await outcome).toBe('killed');
    const count = async (editionId: string) =>
      (await fire.query(`SELECT count(*)::int AS n FROM delivery WHERE edition_id = $1`, [editionId]))[0].n;
    expect(await count(first.editionId)).toBe(0);
    expect(await fire.query(`SELECT 1 FROM delivery_run WHERE edition_id = $1`, [first.editionId])).toEqual([]);
    const second = plan();
    expect(await second.started).toMatchObject({ frozenCount: 20_000 });
    expect(await count(second.editionId)).toBe(20_000);
  });
});
