import { DataSource } from 'typeorm';
import { DeliveryDriver } from '#src/delivery/crew/delivery-driver.js';
import { DeliveryModule } from '#src/delivery/index.js';
import { DeliveryRuns } from '#src/delivery/runs/delivery-runs.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { RunRepository } from '#src/delivery/runs/run.repository.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aRun, someSubscribers } from '../../support/builders.js';
import { aLedger } from './delivery-bench.js';
import { eventually } from '../../support/eventually.js';
import { startFaultSmtp, type Fault, type FaultPlan, type SmtpPhase } from '../../support/fault-smtp.js';

let api: ApiApp;
let relay: Awaited<ReturnType<typeof startFaultSmtp>>;
beforeAll(async () => {
  relay = await startFaultSmtp();
  api = await anApiApp([DeliveryModule], {
    SMTP_URL: relay.url,
    SMTP_TIMEOUT_SECONDS: '2',
    SMTP_FINAL_TIMEOUT_SECONDS: '1',
    SMTP_CONNECTIONS: '2',
  });
});
afterAll(async () => {
  await api.close();
  await relay.close();
});

const database = () => api.app.get(DataSource);
const work = (editionId: string) => api.app.get(DeliveryDriver).work(editionId);

async function aRunOver(readers: number, plan: FaultPlan) {
  relay.use(plan);
  api.app.get(Lanes).forget();
  await database().query(
    `TRUNCATE lane, lane_bucket, delivery, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber, consent_event, suppression CASCADE`,
  );
  await someSubscribers(api.app, readers);
  const { editionId } = await aRun(api.app);
  return {
    editionId,
    report: () =>
      api.app
        .get(DeliveryRuns)
        .find(editionId)
        .then((run) => run!),
    rows: () =>
      database().query(
        `SELECT id, state, attempt, smtp_code, enhanced_code, phase, reply, resolution, next_attempt_at FROM delivery ORDER BY id`,
      ),
  };
}

const once =
  (phase: SmtpPhase, fault: ReturnType<FaultPlan>): FaultPlan =>
  (at) =>
    at.phase === phase && at.count === 0 ? fault : undefined;

describe('a relay that', () => {
  it.each<[string, SmtpPhase, Fault, object]>([
    [
      'does not know a reader',
      'rcpt',
      '550 5.1.1 no such user',
      { state: 'failed', smtp_code: 550, enhanced_code: '5.1.1', phase: 'rcpt' },
    ],
    [
      'greylists a reader',
      'rcpt',
      '450 4.2.0 later',
      { state: 'deferred', smtp_code: 450, enhanced_code: '4.2.0', phase: 'rcpt' },
    ],
    ['throttles at MAIL', 'mail', '451 4.7.1 slow down', { state: 'deferred', smtp_code: 451, phase: 'mail' }],
    ['refuses DATA for now', 'data', '452 4.3.1 disk full', { state: 'deferred', smtp_code: 452, phase: 'data' }],
    ['refuses the content', 'dot', '554 5.7.1 spam', { state: 'failed', smtp_code: 554, phase: 'dot' }],
    ['defers the content', 'dot', '452 4.2.2 full', { state: 'deferred', smtp_code: 452, phase: 'dot' }],
  ])('%s settles that reader and serves the others', async (_, phase, reply, expected) => {
    const run = await aRunOver(3, once(phase, reply));
    expect(await work(run.editionId)).toBe('empty');
    const rows = await run.rows();
    expect(rows).toEqual(expect.arrayContaining([expect.objectContaining({ ...expected, attempt: 1 })]));
    expect((await run.report()).counts.accepted).toBe(2);
  });

  it('drops the line after the dot leaves that one uncertain, and nothing is sent again', async () => {
    const run = await aRunOver(3, once('dot', 'drop'));
    await work(run.editionId);
    await work(run.editionId);
    expect((await run.report()).counts).toMatchObject({ uncertain: 1, accepted: 2 });
    expect(relay.arrived).toHaveLength(3);
    expect(new Set(relay.arrived.map((mail) => mail.deliveryId)).size).toBe(3);
    await api.app.get(RunRepository).finish();
    expect((await run.report()).outcome).toBe('finished with 1 uncertain');
  });

  it('never answers the dot leaves that one uncertain and frees the lane', async () => {
    const run = await aRunOver(2, once('dot', 'hang'));
    await work(run.editionId);
    expect((await run.report()).counts).toMatchObject({ uncertain: 1, accepted: 1 });
  });

  it.each<[SmtpPhase]>([['mail'], ['rcpt'], ['data']])(
    'drops the line at %s is asked again, which is safe',
    async (phase) => {
      const run = await aRunOver(4, once(phase, 'drop'));
      expect(await work(run.editionId)).toBe('empty');
      expect((await run.report()).counts).toMatchObject({ accepted: 4, uncertain: 0 });
      expect(relay.arrived).toHaveLength(4);
    },
  );

  it('hangs before the body is left after the deadline, with nothing lost', async () => {
    const run = await aRunOver(1, (at) => (at.phase === 'rcpt' ? 'hang' : undefined));
    expect(await work(run.editionId)).toBe('empty');
    expect((await run.report()).counts).toMatchObject({ pending: 1, claimed: 0 });
  });

  it.each<Fault & string>(['550 5.7.1 sender refused', '530 5.7.0 authentication required'])(
    'refuses the sender (%s) pauses the run and burns nobody',
    async (reply) => {
      const run = await aRunOver(30, (at) => (at.phase === 'mail' ? reply : undefined));
      expect(await work(run.editionId)).toBe('paused');
      const report = await run.report();
      expect(report).toMatchObject({ state: 'paused', pausedReason: expect.stringContaining(reply) });
      expect(report.counts.pending).toBe(30);
    },
  );

  it('refuses every reader pauses the run after a few, and a resume goes on', async () => {
    const run = await aRunOver(60, (at) => (at.phase === 'rcpt' ? '550 5.7.1 relaying denied' : undefined));
    expect(await work(run.editionId)).toBe('paused');
    const report = await run.report();
    expect(report).toMatchObject({ state: 'paused', pausedReason: expect.stringContaining('relaying denied') });
    // The other line may have been refused some more at that moment.
    const { failed } = report.counts;
    expect([25, 26, 27]).toContain(failed);
    expect(report.counts.pending).toBe(60 - failed);
    relay.use((at) => (at.phase === 'rcpt' && at.count % 2 === 0 ? '550 5.1.1 unknown' : undefined));
    await database().query(`UPDATE delivery_run SET state = 'sending'`);
    await work(run.editionId);
    expect((await run.report()).counts).toMatchObject({
      failed: 60 - Math.floor((60 - failed) / 2),
      accepted: Math.floor((60 - failed) / 2),
    });
  });

  it('says 421 closes the line and is asked again on another one', async () => {
    const run = await aRunOver(5, (at) =>
      at.phase === 'rcpt' && at.count === 2 ? { reply: '421 4.7.0 enough', thenDrop: true } : undefined,
    );
    await work(run.editionId);
    expect((await run.report()).counts).toMatchObject({ accepted: 4, deferred: 1 });
    expect(relay.connectionCount()).toBeGreaterThan(1);
  });

  it('refuses connections gives every claim back', async () => {
    const run = await aRunOver(3, (at) =>
      at.phase === 'greeting' ? { reply: '421 too many', thenDrop: true } : undefined,
    );
    expect(await work(run.editionId)).toBe('relay-down');
    expect((await run.report()).counts.pending).toBe(3);
  });
});

describe('a deferred delivery', () => {
  it('is tried again when its time has come, under the same Message-ID', async () => {
    const run = await aRunOver(1, (at) => (at.phase === 'rcpt' && at.count < 2 ? '451 4.7.1 greylisted' : undefined));
    const [{ id }] = await run.rows();
    for (const attempt of [1, 2]) {
      await work(run.editionId);
      const [row] = await run.rows();
      expect(row).toMatchObject({ state: 'deferred', attempt });
      const wait = (row.next_attempt_at.getTime() - Date.now()) / 1_000;
      expect(wait).toBeGreaterThan(300 * attempt * 0.7);
      await database().query(`UPDATE delivery SET next_attempt_at = now()`);
    }
    await work(run.editionId);
    expect(await run.rows()).toEqual([expect.objectContaining({ state: 'accepted', attempt: 3 })]);
    expect(relay.arrived.map((mail) => mail.deliveryId)).toEqual([id]);
  });

  it('fails as expired when the run would be over before the next try', async () => {
    const run = await aRunOver(1, (at) => (at.phase === 'rcpt' ? '451 later' : undefined));
    await database().query(`UPDATE delivery_run SET expires_at = now() + interval '1 minute'`);
    await work(run.editionId);
    expect(await run.rows()).toEqual([expect.objectContaining({ state: 'failed', resolution: 'expired' })]);
  });
});

describe('the fence', () => {
  /** Holds the relay's answer to every RCPT from the n-th on until `then` is done. */
  function holdAtRcpt(n: number, then: () => Promise<unknown>): void {
    let done: Promise<unknown> | undefined;
    relay.use((at) => (at.phase === 'rcpt' && at.count >= n ? { until: (done ??= then()) } : undefined));
  }

  it('stops a mail whose reader leaves between claim and body', async () => {
    const run = await aRunOver(1, () => undefined);
    holdAtRcpt(0, () => database().query(`UPDATE subscriber SET status = 'unsubscribed'`));
    await work(run.editionId);
    expect(relay.arrived).toHaveLength(0);
    expect((await run.report()).counts).toMatchObject({ suppressed: 1, accepted: 0 });
  });

  it('stops everything that has not left when a run is paused', async () => {
    const run = await aRunOver(20, () => undefined);
    holdAtRcpt(5, async () => {
      await eventually(5, () => Promise.resolve(relay.arrived.length === 5 ? true : undefined));
      await api.app.get(RunRepository).pause(run.editionId, 'test');
    });
    await work(run.editionId);
    expect(relay.arrived).toHaveLength(5);
    expect((await run.report()).counts).toMatchObject({ accepted: 5, pending: 15, handing: 0, claimed: 0 });
  });

  it('refuses a claim whose lease is over, and a claim of somebody else', async () => {
    const run = await aRunOver(2, () => undefined);
    const ledger = aLedger(api.app);
    const token = '018f0000-0000-7000-8000-000000000001';
    const { claimed } = await ledger.claim(run.editionId, 2, token, 900);
    const [mine, late] = claimed as [(typeof claimed)[number], (typeof claimed)[number]];
    await database().query(`UPDATE delivery SET lease_until = now() - interval '1 second' WHERE id = $1`, [late.id]);
    expect(await ledger.handOff(late.id, token, 900)).toBe(false);
    expect(await ledger.handOff(mine.id, '018f0000-0000-7000-8000-000000000002', 900)).toBe(false);
    expect(await ledger.handOff(mine.id, token, 900)).toBe(true);
    expect(await ledger.handOff(mine.id, token, 900)).toBe(false);
  });
});

describe('the sweeper', () => {
  it('gives back what was claimed and calls uncertain what was in flight', async () => {
    const run = await aRunOver(3, () => undefined);
    const ledger = aLedger(api.app);
    const token = '018f0000-0000-7000-8000-000000000001';
    const { claimed } = await ledger.claim(run.editionId, 2, token, 900);
    await ledger.handOff(claimed[0]!.id, token, 900);
    expect(await ledger.sweep()).toEqual({ released: 0, uncertain: 0 });
    await ledger.endLeases();
    expect(await ledger.sweep()).toEqual({ released: 1, uncertain: 1 });
    expect((await run.report()).counts).toMatchObject({ pending: 2, uncertain: 1 });
  });

  it('lets a late 2xx turn uncertain into accepted, and nothing else', async () => {
    const run = await aRunOver(1, () => undefined);
    const ledger = aLedger(api.app);
    const token = '018f0000-0000-7000-8000-000000000001';
    const { claimed } = await ledger.claim(run.editionId, 1, token, 900);
    const [{ id }] = claimed as [(typeof claimed)[number]];
    await ledger.handOff(id, token, 900);
    await ledger.endLeases();
    await ledger.sweep();
    const ending = { enhancedCode: null, relay: 'r', phase: 'dot', retrySeconds: 300 } as const;
    expect(await ledger.settle(id, token, { ...ending, state: 'deferred', code: 451, reply: '451 x' })).toBeUndefined();
    expect(await ledger.settle(id, token, { ...ending, state: 'accepted', code: 250, reply: '250 ok' })).toBe(
      'accepted',
    );
  });
});
