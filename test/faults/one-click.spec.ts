import request from 'supertest';
import { DeliveryModule } from '#src/delivery/index.js';
import { Reconciler } from '#src/delivery/runs/reconciler.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { SiteModule } from '#src/site/index.js';
import { aDeliveryBench, type DeliveryBench } from '../medium/delivery/delivery-bench.js';
import { eventually } from '../support/eventually.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 1_000;
const LEAVERS = READERS / 10;
const AT_A_TIME = 4;

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({}, [DeliveryModule, SiteModule]);
  await bench.api.app.listen(0, '127.0.0.1');
});
afterAll(() => bench.close());

/** Posts as a mail program does (RFC 8058); gives the moment after the answer, by the database's clock. */
async function leave(subscriberId: string): Promise<Date> {
  const token = bench.api.app.get(Tokens).sign('unsubscribe', subscriberId);
  await request(bench.api.app.getHttpServer())
    .post(`/u/${token}`)
    .type('form')
    .send({ 'List-Unsubscribe': 'One-Click' })
    .expect(200);
  const [{ now }] = await bench.query('SELECT clock_timestamp() AS now');
  return now;
}

describe('readers who leave by one click while the run goes on', () => {
  it('row 34: are sent nothing once they have been answered', async () => {
    const random = seeded(seed);
    const { editionId, readers } = await bench.aRunOver(READERS, ({ phase }) =>
      phase === 'dot' ? { delayMs: 5 } : undefined,
    );
    const addresses = new Map(readers.map(({ id, email }) => [id, email]));
    const working = bench.work(editionId);
    await eventually(20, () => Promise.resolve(bench.relay.arrived.length > READERS * 0.3 || undefined));
    const shuffled = readers.map(({ id }) => ({ id, place: random() })).sort((one, other) => one.place - other.place);
    const leavers = shuffled.slice(0, LEAVERS).map(({ id }) => id);
    const leftAt = new Map<string, Date>();
    const waiting = [...leavers];
    const goOn = async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) leftAt.set(id, await leave(id));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, goOn));
    const arrivedWhenAllHadLeft = bench.relay.arrived.length;
    await working;
    await eventually(30, async () => {
      await bench.work(editionId);
      await bench.api.app.get(Reconciler).run();
      return (await bench.report(editionId)).state === 'finished' || undefined;
    });

    const rows = await bench.rows(editionId);
    const verdict = judgeRun(rows, bench.relay.arrived);
    tell({ row: 34, fault: 'a tenth of the readers leave by one click', mails: READERS, uncertain: 0, ...verdict });
    expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
    expect(arrivedWhenAllHadLeft).toBeLessThan(READERS * 0.9);
    const handedAt = new Map<string, Date>(
      (await bench.query('SELECT subscriber_id, handed_at FROM delivery WHERE handed_at IS NOT NULL')).map(
        (row: { subscriber_id: string; handed_at: Date }) => [row.subscriber_id, row.handed_at],
      ),
    );
    const mailed = new Set(bench.relay.arrived.map(({ to }) => to));
    const isMailed = (id: string) => mailed.has(addresses.get(id) ?? '');
    // On the wire there are exactly those leavers whose mail had been handed over before they were answered.
    const early = leavers.filter((id) => (handedAt.get(id)?.getTime() ?? Infinity) <= leftAt.get(id)!.getTime());
    expect({ seed, mailed: new Set(leavers.filter(isMailed)) }).toEqual({ seed, mailed: new Set(early) });
    const stateOf = new Map(rows.map((row) => [row.subscriber_id, row.state]));
    expect(new Set(leavers.filter((id) => !isMailed(id)).map((id) => stateOf.get(id)))).toEqual(
      new Set(['suppressed']),
    );
    expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(mailed.size);
    expect(rows.filter(({ state }) => state === 'suppressed')).toHaveLength(READERS - mailed.size);
  }, 60_000);
});
