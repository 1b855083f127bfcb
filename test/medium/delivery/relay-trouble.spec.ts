import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { Reconciler } from '#src/delivery/runs/reconciler.js';
import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { SmtpTransport } from '#src/delivery/smtp/smtp-transport.js';
import { judge } from '#src/domain/delivery/verdict.js';
import { aCompiledDigest } from '../../support/builders.js';
import { eventually } from '../../support/eventually.js';
import { startFaultSmtp, type FaultPlan } from '../../support/fault-smtp.js';
import { aDeliveryBench, aToken, type DeliveryBench } from './delivery-bench.js';

const TIMEOUTS = { beforeBodySeconds: 1, finalReplySeconds: 6 };

/** Opens a line to a relay and says what the run would do about a failure; a line that never settles is found out after eight seconds. */
async function openingOf(url: string) {
  const never = new Promise<'never settled'>((give) => setTimeout(give, 8_000, 'never settled').unref());
  const opened = await Promise.race([new SmtpTransport(url, TIMEOUTS).open(), never]);
  if (opened === 'never settled') return opened;
  if (!('phase' in opened)) {
    opened.close();
    return 'open';
  }
  return { phase: opened.phase, verdict: judge(opened, 'other') };
}

const relays: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
});

async function aRelay(plan: FaultPlan) {
  const relay = await startFaultSmtp(plan);
  relays.push(relay);
  return { ...relay, withLogin: relay.url.replace('smtp://', 'smtp://user:secret@') + '/?tls=none' };
}

/** A port where every connection ends at once, before or in the middle of a TLS handshake. */
async function aHangUp() {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.destroy());
    setTimeout(() => socket.destroy(), 50);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const hangUp = {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(done)),
  };
  relays.push(hangUp);
  return hangUp;
}

describe('a line to a relay', () => {
  it('opens with a login', async () => {
    const relay = await aRelay(() => undefined);
    await expect(openingOf(relay.withLogin)).resolves.toBe('open');
  });

  it.each<[string, FaultPlan, object]>([
    [
      'refuses the login',
      ({ phase }) => (phase === 'auth' ? '535 5.7.8 no' : undefined),
      { phase: 'auth', verdict: 'pause' },
    ],
    [
      'cannot check the login now',
      ({ phase }) => (phase === 'auth' ? '454 4.7.0 later' : undefined),
      { phase: 'auth', verdict: 'release' },
    ],
    [
      'hangs up at once',
      ({ phase }) => (phase === 'greeting' ? 'drop' : undefined),
      { phase: 'connect', verdict: 'release' },
    ],
    [
      'never greets',
      ({ phase }) => (phase === 'greeting' ? 'hang' : undefined),
      { phase: 'connect', verdict: 'release' },
    ],
  ])('that %s', async (_, plan, expected) => {
    const relay = await aRelay(plan);
    await expect(openingOf(relay.withLogin)).resolves.toEqual(expected);
  });

  it('insists on TLS when there is a password, and pauses when it is not offered', async () => {
    const relay = await aRelay(() => undefined);
    await expect(openingOf(relay.url.replace('smtp://', 'smtp://user:secret@'))).resolves.toMatchObject({
      verdict: 'pause',
    });
  });

  it('to a name that does not exist pauses the run', async () => {
    await expect(openingOf('smtp://relay.invalid:25')).resolves.toEqual({ phase: 'connect', verdict: 'pause' });
  });

  it('to a port where nobody listens is tried again', async () => {
    const closed = await aHangUp();
    await closed.close();
    await expect(openingOf(`smtp://127.0.0.1:${closed.port}`)).resolves.toEqual({
      phase: 'connect',
      verdict: 'release',
    });
  });

  it('lost in the TLS handshake is tried again', async () => {
    const hangUp = await aHangUp();
    await expect(openingOf(`smtps://127.0.0.1:${hangUp.port}`)).resolves.toMatchObject({ verdict: 'release' });
  });

  it('lost during the login is tried again', async () => {
    const relay = await aRelay(({ phase }) => (phase === 'auth' ? 'drop' : undefined));
    await expect(openingOf(relay.withLogin)).resolves.toEqual({ phase: 'auth', verdict: 'release' });
  });

  it('that greets and then refuses us for good (554) pauses the run', async () => {
    const relay = await aRelay(({ phase }) =>
      phase === 'greeting' ? { reply: '554 5.7.1 blocked', thenDrop: true } : undefined,
    );
    await expect(openingOf(relay.url)).resolves.toEqual({ phase: 'connect', verdict: 'pause' });
  });

  it.each<['ehlo' | 'auth']>([['ehlo'], ['auth']])(
    'that never answers %s is given up after SMTP_TIMEOUT_SECONDS',
    async (silent) => {
      const relay = await aRelay(({ phase }) => (phase === silent ? 'hang' : undefined));
      await openingOf(relay.withLogin);
    },
  );
});

describe('a run', () => {
  let bench: DeliveryBench;
  beforeAll(async () => {
    bench = await aDeliveryBench({ SMTP_CONNECTIONS: '1', DELIVERY_CLAIM_SIZE: '5' });
  });
  afterAll(() => bench.close());

  it('that is cancelled while a relay defers somebody still ends', async () => {
    const { editionId } = await bench.aRunOver(1);
    bench.relay.use(({ phase }) =>
      phase === 'rcpt' ? { reply: '450 4.2.0 later', thenDrop: true } : { delayMs: phase === 'mail' ? 300 : 0 },
    );
    const working = bench.work(editionId);
    await eventually(5, async () => ((await bench.report(editionId)).counts.claimed === 1 ? true : undefined));
    await bench.api.app.get(RunDesk).cancel(editionId, 'ana');
    await working;
    await bench.ledger.sweep();
    await bench.runs.closeWaiting();
    await bench.runs.finish();
    expect((await bench.report(editionId)).counts).toMatchObject({ cancelled: 1, deferred: 0 });
    expect((await bench.report(editionId)).finishedAt).not.toBeNull();
  });

  it('is not held up by one reader at whom the relay always hangs up', async () => {
    const { editionId } = await bench.aRunOver(8);
    const [first] = await bench.query(
      `SELECT email FROM subscriber s JOIN delivery d ON d.subscriber_id = s.id ORDER BY d.id LIMIT 1`,
    );
    bench.relay.use(({ phase, to }) => (phase === 'rcpt' && to === first.email ? 'drop' : undefined));
    for (let wake = 0; wake < 4; wake += 1) await bench.work(editionId);
    expect((await bench.report(editionId)).counts.accepted).toBe(7);
  });

  it('tries a reader at whom the relay always hangs up three times, then makes him wait', async () => {
    const { editionId } = await bench.aRunOver(1, ({ phase }) => (phase === 'rcpt' ? 'drop' : undefined));
    // At once, in five seconds, in ten.
    expect(await bench.work(editionId)).toBe('empty');
    expect((await bench.rows(editionId))[0]).toMatchObject({ state: 'pending', attempt: 2 });
    for (const attempt of [3, 4]) {
      bench.api.app.get(Lanes).forget();
      await bench.query(`UPDATE delivery SET next_attempt_at = now()`);
      await bench.work(editionId);
      expect((await bench.rows(editionId))[0]).toMatchObject({ attempt });
    }
    const [row] = await bench.rows(editionId);
    expect(row).toMatchObject({ state: 'deferred', attempt: 4, claim_token: null });
    expect(row!.next_attempt_at!.getTime()).toBeGreaterThan(Date.now() + 60_000);
  });

  it('that was cancelled loses what missed the cancellation by a moment', async () => {
    const { editionId } = await bench.aRunOver(2);
    await bench.query(`UPDATE delivery_run SET state = 'cancelled'`);
    await bench.api.app.get(Reconciler).run();
    await bench.api.app.get(Reconciler).run();
    const report = await bench.report(editionId);
    expect(report.counts.cancelled).toBe(2);
    expect(report.finishedAt).not.toBeNull();
  });

  it('counts one attempt for a delivery that was swept and then answered late', async () => {
    const { editionId } = await bench.aRunOver(1);
    const { claimed } = await bench.ledger.claim(editionId, 1, aToken(1), 900);
    const { id } = claimed[0]!;
    await bench.ledger.handOff(id, aToken(1), 900);
    await bench.ledger.endLeases();
    await bench.ledger.sweep();
    const late = {
      state: 'accepted',
      code: 250,
      reply: '250 ok',
      enhancedCode: null,
      relay: 'r',
      phase: 'dot',
      retrySeconds: 1,
    } as const;
    await bench.ledger.settle(id, aToken(1), late);
    expect((await bench.rows(editionId))[0]).toMatchObject({ state: 'accepted', attempt: 1 });
  });

  it('repeats a mail that was lost in the middle of its body, and is never in doubt about it', async () => {
    const { editionId } = await bench.aRunOver(1);
    await bench.query(`UPDATE delivery_variant SET content = jsonb_set(content, '{html}', to_jsonb($1::text))`, [
      aCompiledDigest().html + '<p>long</p>'.repeat(400_000),
    ]);
    bench.relay.use(({ phase, count }) => (phase === 'body' && count === 0 ? 'drop' : undefined));
    await bench.work(editionId);
    expect((await bench.rows(editionId))[0]).toMatchObject({ state: 'deferred', phase: 'body', attempt: 1 });
    await bench.query(`UPDATE delivery SET next_attempt_at = now()`);
    await bench.work(editionId);
    expect((await bench.report(editionId)).counts).toMatchObject({ accepted: 1, uncertain: 0 });
    expect(bench.relay.arrived).toHaveLength(1);
  });

  it('leaves a relay that stops reading in the middle of a body, in bounded time', async () => {
    const { editionId } = await bench.aRunOver(1);
    await bench.query(`UPDATE delivery_variant SET content = jsonb_set(content, '{html}', to_jsonb($1::text))`, [
      aCompiledDigest().html + '<p>long</p>'.repeat(1_500_000),
    ]);
    bench.relay.use(({ phase }) => (phase === 'body' ? 'hang' : undefined));
    await bench.work(editionId);
    expect((await bench.rows(editionId))[0]?.state).toMatch(/deferred|uncertain/);
  });
});
