import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { LedgerRepository } from '#src/delivery/ledger/ledger.repository.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { LetterWriter } from '#src/delivery/message/letter-writer.js';
import { Reconciler } from '#src/delivery/runs/reconciler.js';
import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { DeliveryModule, DeliveryWorkerModule } from '#src/delivery/index.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { eventually } from '../../support/eventually.js';
import { aDeliveryBench, aToken, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench();
});
afterAll(() => bench.close());

const LEASE = 900;
const ids = (rows: { id: string }[]) => rows.map((row) => row.id);

describe('claims', () => {
  it('of many workers at once never overlap, and together are everybody', async () => {
    const { editionId } = await bench.aRunOver(400);
    const loops = Array.from({ length: 8 }, async (_, number) => {
      const mine: string[] = [];
      for (;;) {
        const { claimed } = await bench.ledger.claim(editionId, 7, aToken(number), LEASE);
        if (claimed.length === 0) return mine;
        mine.push(...ids(claimed));
      }
    });
    const all = (await Promise.all(loops)).flat();
    expect(all).toHaveLength(400);
    expect(new Set(all).size).toBe(400);
  });

  it('take no more than they were asked for, due retries before fresh ones', async () => {
    const { editionId } = await bench.aRunOver(10);
    const rows = await bench.rows(editionId);
    const late = rows.slice(7);
    await bench.query(
      `UPDATE delivery SET state = 'deferred', next_attempt_at = now() - interval '1 minute' WHERE id = ANY ($1::uuid[])`,
      [ids(late)],
    );
    await bench.query(
      `UPDATE delivery SET state = 'deferred', next_attempt_at = now() + interval '1 hour' WHERE id = $1`,
      [rows[6]!.id],
    );
    const { claimed } = await bench.ledger.claim(editionId, 5, aToken(1), LEASE);
    expect(ids(claimed).sort()).toEqual(ids([rows[0]!, rows[1]!, ...late]).sort());
  });

  it('carry a token and a lease on the clock of the database', async () => {
    const { editionId } = await bench.aRunOver(1);
    await bench.ledger.claim(editionId, 1, aToken(1), 30);
    const [row] = await bench.query(
      `SELECT claim_token, extract(epoch FROM lease_until - now())::float AS left FROM delivery`,
    );
    expect(row.claim_token).toBe(aToken(1));
    expect(row.left).toBeGreaterThan(25);
    expect(row.left).toBeLessThanOrEqual(30);
  });

  it.each(['paused', 'cancelled', 'finished'])('find nothing in a run that is %s', async (state) => {
    const { editionId } = await bench.aRunOver(2);
    await bench.query(`UPDATE delivery_run SET state = $1`, [state]);
    expect(await bench.ledger.claim(editionId, 5, aToken(1), LEASE)).toMatchObject({ claimed: [], isEmpty: true });
  });

  it('find nothing in a run whose time is over; what waited fails as expired', async () => {
    const { editionId } = await bench.aRunOver(2);
    await bench.query(`UPDATE delivery_run SET expires_at = now() - interval '1 second'`);
    expect((await bench.ledger.claim(editionId, 5, aToken(1), LEASE)).claimed).toEqual([]);
    expect(await bench.runs.closeWaiting()).toEqual({ expired: 2 });
    await bench.runs.finish();
    expect(await bench.report(editionId)).toMatchObject({ state: 'finished', counts: { failed: 2 } });
    expect((await bench.rows(editionId)).map((row) => row.resolution)).toEqual(['expired', 'expired']);
  });

  it('are given back by their owner only, and not once the body has begun', async () => {
    const { editionId } = await bench.aRunOver(2);
    const { claimed } = await bench.ledger.claim(editionId, 2, aToken(1), LEASE);
    await bench.ledger.release(ids(claimed), aToken(2));
    expect((await bench.report(editionId)).counts.claimed).toBe(2);
    await bench.ledger.handOff(claimed[0]!.id, aToken(1), LEASE);
    await bench.ledger.release(ids(claimed), aToken(1));
    expect((await bench.report(editionId)).counts).toMatchObject({ handing: 1, pending: 1 });
  });
});

describe('what was claimed together', () => {
  const noted = async () =>
    (await bench.query(`SELECT delivery_ids AS ids FROM delivery_claim`)) as { ids: string[] }[];

  it('is noted until all of it is settled', async () => {
    const { editionId } = await bench.aRunOver(3);
    const { claimed } = await bench.ledger.claim(editionId, 2, aToken(1), LEASE);
    expect((await noted()).map((claim) => claim.ids.sort())).toEqual([ids(claimed).sort()]);
    await bench.ledger.handOff(claimed[0]!.id, aToken(1), LEASE);
    await bench.ledger.release([claimed[1]!.id], aToken(1));
    await bench.ledger.endClaims(aToken(1));
    expect(await noted()).toHaveLength(1);
    const yes = { code: 250, reply: '250 ok', enhancedCode: null, relay: 'r', phase: 'dot', retrySeconds: 1 } as const;
    await bench.ledger.settle(claimed[0]!.id, aToken(1), { state: 'accepted', ...yes });
    await bench.ledger.endClaims(aToken(1));
    expect(await noted()).toEqual([]);
  });

  it('is noted no longer than a crew works on it', async () => {
    const { editionId } = await bench.aRunOver(30);
    await bench.work(editionId);
    expect(await noted()).toEqual([]);
  });

  it('is kept by a sweep that meets a lease which goes on, and swept when that is over', async () => {
    const { editionId } = await bench.aRunOver(2);
    const { claimed } = await bench.ledger.claim(editionId, 2, aToken(1), 0.1);
    await bench.ledger.handOff(claimed[0]!.id, aToken(1), LEASE);
    await new Promise((done) => setTimeout(done, 150));
    expect(await bench.ledger.sweep()).toEqual({ released: 1, uncertain: 0 });
    expect(await noted()).toHaveLength(1);
    expect(await bench.ledger.sweep()).toEqual({ released: 0, uncertain: 0 });
    await bench.ledger.endLeases();
    expect(await bench.ledger.sweep()).toEqual({ released: 0, uncertain: 1 });
    expect(await noted()).toEqual([]);
  });

  it('is kept by a sweep that a fence forestalls in the same moment', async () => {
    const { editionId } = await bench.aRunOver(1);
    const { claimed } = await bench.ledger.claim(editionId, 1, aToken(1), LEASE);
    await bench.ledger.endLeases();
    const fence = bench.api.app.get(DataSource).createQueryRunner();
    await fence.startTransaction();
    await fence.query(`UPDATE delivery SET state = 'handing', lease_until = now() + interval '1 hour' WHERE id = $1`, [
      claimed[0]!.id,
    ]);
    const sweeping = bench.ledger.sweep();
    await new Promise((done) => setTimeout(done, 100));
    await fence.commitTransaction();
    await fence.release();
    expect(await sweeping).toEqual({ released: 0, uncertain: 0 });
    expect(await noted()).toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('has no column of the common way in an index, so that a mail costs no index entry', async () => {
    const columns = await bench.query(
      `SELECT DISTINCT a.attname AS name FROM pg_index i
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND
         (a.attnum = ANY (i.indkey) OR pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || a.attname || '\\M'))
       WHERE i.indrelid = 'delivery'::regclass AND a.attnum > 0 ORDER BY 1`,
    );
    expect(columns.map(({ name }: { name: string }) => name)).toEqual([
      'edition_id',
      'id',
      'next_attempt_at',
      'provider',
      'subscriber_id',
      'uncertain_at',
    ]);
  });
});

describe('many steps in one statement', () => {
  it('are told apart when only some of them hold', async () => {
    const { editionId } = await bench.aRunOver(6);
    const { claimed } = await bench.ledger.claim(editionId, 6, aToken(1), LEASE);
    const [a, b, c, d, e, f] = ids(claimed) as [string, string, string, string, string, string];
    const fence = (id: string, token = aToken(1)) => ({ id, token, relay: 'r', isTracked: false });
    const ending = (id: string, state: 'accepted' | 'deferred', token = aToken(1)) => ({
      ...{ id, token, state, code: 250, reply: '250 ok', enhancedCode: null, relay: 'r', phase: 'dot' as const },
      retrySeconds: 60,
    });
    const ledger = bench.api.app.get(LedgerRepository, { strict: false });
    await ledger.advance([fence(c), fence(d), fence(e), fence(f)], [], LEASE);
    const foreign = aToken(2);
    const endings = [
      ending(c, 'accepted'),
      ending(d, 'accepted', foreign),
      ending(e, 'deferred'),
      ending(f, 'deferred', foreign),
    ];
    const written = await ledger.advance([fence(a), fence(b, foreign)], endings, LEASE);
    expect([a, b].map((id) => written.isOpen(id))).toEqual([true, false]);
    expect(endings.map((one) => written.stateOf(one))).toEqual(['accepted', undefined, 'deferred', undefined]);
    const states = new Map((await bench.rows(editionId)).map((row) => [row.id, row.state]));
    expect([a, b, c, d, e, f].map((id) => states.get(id))).toEqual([
      'handing',
      'claimed',
      'accepted',
      'handing',
      'deferred',
      'handing',
    ]);
  });
});

describe('the fence', () => {
  const closedBy: [string, string][] = [
    ['the reader unsubscribed', `UPDATE subscriber SET status = 'unsubscribed'`],
    ['the address was suppressed', `INSERT INTO suppression SELECT address_hash, 'complaint' FROM subscriber`],
    ['the reader was erased', `DELETE FROM subscriber`],
    ['the run was paused', `UPDATE delivery_run SET state = 'paused'`],
    ['the run was cancelled', `UPDATE delivery_run SET state = 'cancelled'`],
    ['the lease is over', `UPDATE delivery SET lease_until = now() - interval '1 millisecond'`],
    ['the row was swept', `UPDATE delivery SET state = 'pending', claim_token = NULL, lease_until = NULL`],
  ];
  it.each(closedBy)(
    'is closed when %s after the relay said 354: not one byte of the body arrives',
    async (_, change) => {
      const { editionId } = await bench.aRunOver(1);
      const { claimed } = await bench.ledger.claim(editionId, 1, aToken(1), LEASE);
      const delivery = claimed[0]!;
      const letters = bench.api.app.get(LetterWriter, { strict: false });
      const letter = await letters.write(delivery, await letters.render(delivery));
      const lanes = bench.api.app.get(Lanes, { strict: false });
      const relay = (await lanes.plan(1, ['other'])).take('other')!;
      const line = await lanes.acquire(relay, 'other');
      if ('phase' in line) throw new Error(line.reply);
      const { connection } = line;

      const handOff = await connection.send(letter.envelope, letter.message, async () => {
        await bench.query(change);
        return bench.ledger.handOff(delivery.id, aToken(1), LEASE);
      });
      lanes.giveBackLine(line);
      await new Promise((done) => setTimeout(done, 50));

      expect(handOff).toEqual({ outcome: 'refused-by-fence' });
      expect(bench.relay.bodyBytes()).toBe(0);
      expect(bench.relay.arrived).toEqual([]);
      expect(connection.isUsable).toBe(false);
      const states = (await bench.query(`SELECT state FROM delivery`)).map((row: { state: string }) => row.state);
      expect(states).not.toContain('handing');
    },
  );

  it('is asked before anything of the body is on the wire, and the row says "handing" while it is', async () => {
    const { editionId } = await bench.aRunOver(1);
    bench.relay.use(({ phase }) => (phase === 'dot' ? { delayMs: 400 } : undefined));
    const working = bench.work(editionId);
    const stateAtDot = await eventually(5, async () => {
      const [row] = await bench.rows(editionId);
      return bench.relay.arrived.length === 1 && row?.state !== 'accepted' ? row?.state : undefined;
    });
    await working;
    expect(stateAtDot).toBe('handing');
    expect((await bench.report(editionId)).counts.accepted).toBe(1);
  });
});

describe('a cancelled run', () => {
  it('sends nothing more, keeps what was sent, and ends by arithmetic', async () => {
    const { editionId } = await bench.aRunOver(30);
    let goOn: () => void = () => undefined;
    const until = new Promise<void>((done) => (goOn = done));
    bench.relay.use(({ phase, count }) => (phase === 'rcpt' && count >= 6 ? { until } : undefined));
    const working = bench.work(editionId);
    await eventually(5, () => Promise.resolve(bench.relay.arrived.length === 6 ? true : undefined));
    await bench.api.app.get(RunDesk).cancel(editionId, 'ana');
    goOn();
    await working;
    await bench.api.app.get(Reconciler).run();
    expect(bench.relay.arrived).toHaveLength(6);
    const report = await bench.report(editionId);
    expect(report).toMatchObject({ state: 'cancelled', outcome: 'cancelled' });
    expect(report.counts).toMatchObject({ accepted: 6, cancelled: 24 });
    expect(report.finishedAt).not.toBeNull();
  });

  it('cannot be resumed', async () => {
    const { editionId } = await bench.aRunOver(1);
    await bench.api.app.get(RunDesk).cancel(editionId, 'ana');
    await expect(bench.api.app.get(RunDesk).resume(editionId, 'ana')).rejects.toMatchObject({ status: 409 });
  });
});

describe('a queue that lost everything', () => {
  let worker: DeliveryBench;
  beforeAll(async () => {
    worker = await aDeliveryBench({}, [DeliveryModule, DeliveryWorkerModule]);
  });
  afterAll(() => worker.close());

  it('costs no mail: the reconciler wakes the run again, whenever it is flushed', async () => {
    const { editionId } = await worker.aRunOver(300, ({ phase }) => (phase === 'dot' ? { delayMs: 4 } : undefined));
    const queue = worker.api.app.get<Queue>(getQueueToken(QUEUES.delivery));
    for (const share of [0, 60, 150]) {
      await worker.api.app.get(Reconciler).run();
      await eventually(20, () => Promise.resolve(worker.relay.arrived.length >= share ? true : undefined));
      await queue.obliterate({ force: true });
    }
    await eventually(40, async () => {
      await worker.api.app.get(Reconciler).run();
      return (await worker.report(editionId)).state === 'finished' ? true : undefined;
    });
    expect(worker.relay.arrived).toHaveLength(300);
    expect(new Set(worker.relay.arrived.map((mail) => mail.deliveryId)).size).toBe(300);
    expect((await worker.report(editionId)).counts).toMatchObject({ accepted: 300, uncertain: 0 });
  });

  it('is not even needed to see that a run is over', async () => {
    const { editionId } = await worker.aRunOver(0);
    await worker.api.app.get(Reconciler).run();
    expect(await worker.report(editionId)).toMatchObject({ state: 'finished', outcome: 'sent', frozenCount: 0 });
  });
});
