import { aRunUnderFire } from './run-under-fire.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 500;
const RESTARTS = 4;

describe('workers that are told to stop in the middle of a run', () => {
  let fire: Awaited<ReturnType<typeof aRunUnderFire>>;
  beforeAll(async () => {
    fire = await aRunUnderFire(READERS);
  });
  afterAll(() => fire.close());

  it('finish what is in flight, give the rest back, and leave no doubt behind', async () => {
    const random = seeded(seed);
    await fire.startScheduler();
    let worker = await fire.startWorker();
    const exits: (number | null)[] = [];
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await fire.untilArrived(Math.round(((restart + random()) * READERS) / (RESTARTS + 1)));
      exits.push(await worker.stop('SIGTERM'));
      worker = await fire.startWorker();
    }
    const rows = await fire.untilFinished();

    const verdict = judgeRun(rows, fire.relay.arrived);
    tell({ row: 29, fault: `SIGTERM to the worker, ${RESTARTS} times`, mails: READERS, uncertain: 0, ...verdict });
    expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
    expect(rows.filter((row) => row.state === 'accepted')).toHaveLength(READERS);
    expect(exits).toEqual(Array.from({ length: RESTARTS }, () => 0));
  }, 300_000);
});
