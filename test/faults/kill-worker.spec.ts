import { eventually } from '../support/eventually.js';
import type { RoleProcess } from '../support/processes.js';
import { aRunUnderFire, LINES } from './run-under-fire.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 1_000;
const KILLS = 8;

describe('workers that are killed again and again', () => {
  let fire: Awaited<ReturnType<typeof aRunUnderFire>>;
  beforeAll(async () => {
    fire = await aRunUnderFire(READERS);
  });
  afterAll(() => fire.close());

  it('lose nothing, send nothing twice, and say of every mail what they know', async () => {
    const random = seeded(seed);
    expect(fire.frozenCount).toBe(READERS);
    await fire.startScheduler();
    const ready: RoleProcess[] = [];
    const boot = () => fire.startWorker().then((worker) => ready.push(worker));
    const boots = [boot(), boot()];
    const arrivedAtKill: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      // By progress and not by the clock, and without waiting for the one who takes over: so every kill hits a run in full flight, on a
      // fast machine and on a slow one.
      await fire.untilArrived(Math.round(((kill + random()) * READERS) / (KILLS + 1)));
      const victim = await eventually(60, () => Promise.resolve(ready.shift()), 'a worker to kill');
      await new Promise((done) => setTimeout(done, random() * 60));
      arrivedAtKill.push(fire.relay.arrived.length);
      await victim.stop('SIGKILL');
      boots.push(boot());
    }
    await Promise.all(boots);
    const rows = await fire.untilFinished();

    const verdict = judgeRun(rows, fire.relay.arrived);
    const uncertain = rows.filter((row) => row.state === 'uncertain').length;
    tell({ row: 1, fault: `kill -9 of a worker, ${KILLS} times`, mails: READERS, uncertain, ...verdict });
    expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
    expect(rows).toHaveLength(READERS);
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['accepted', 'uncertain']));
    expect(Math.max(...arrivedAtKill)).toBeLessThan(READERS);
    // A kill leaves at most what its lines had in flight; the relay had kept most of those.
    expect(uncertain).toBeLessThanOrEqual(KILLS * LINES);
    expect(uncertain).toBeGreaterThan(0);
    expect(await Promise.all(ready.map((worker) => worker.stop()))).toEqual([0, 0]);
  }, 300_000);
});
