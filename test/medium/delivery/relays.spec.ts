import { readFileSync } from 'node:fs';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { relaysOf } from '#src/delivery/lanes/relay-settings.js';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import { eventually } from '../../support/eventually.js';
import { startFaultSmtp } from '../../support/fault-smtp.js';
import { freePort } from '../../support/free-port.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';
import { startCrowdedSmtp } from './crowded-smtp.js';

const closing: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});
const kept = <T extends { close(): Promise<unknown> }>(one: T): T => {
  closing.push(one);
  return one;
};

const aRelay = async () => kept(await startFaultSmtp());

async function aBenchWith(relays: object[], settings: Record<string, string> = {}): Promise<DeliveryBench> {
  return kept(await aDeliveryBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays), ...settings }));
}

/** Wakes the run again and again, as workers do, until nothing is open any more. */
async function sendAll(bench: DeliveryBench, editionId: string): Promise<Record<string, number>> {
  return eventually(30, async () => {
    await bench.work(editionId);
    const report = await bench.report(editionId);
    return report.finishedAt === null ? undefined : report.counts;
  });
}

describe('several relays', () => {
  it('get their shares to the message', async () => {
    const [a, b, c] = [await aRelay(), await aRelay(), await aRelay()];
    const bench = await aBenchWith([
      { name: 'a', url: a.url, weight: 5 },
      { name: 'b', url: b.url },
      { name: 'c', url: c.url },
    ]);
    const { editionId } = await bench.aRunOver(700);
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 700 });
    expect([a, b, c].map(({ arrived }) => arrived.length)).toEqual([500, 100, 100]);
    expect(await bench.query(`SELECT relay, count(*)::int FROM delivery GROUP BY 1 ORDER BY 1`)).toEqual([
      { relay: 'a', count: 500 },
      { relay: 'b', count: 100 },
      { relay: 'c', count: 100 },
    ]);
  });

  it('stand in for one that takes no connections, and nobody is failed or has lost an attempt', async () => {
    const well = await aRelay();
    const bench = await aBenchWith([
      { name: 'down', url: `smtp://127.0.0.1:${await freePort()}`, weight: 9 },
      { name: 'well', url: well.url },
    ]);
    const { editionId, readers } = await bench.aRunOver(120);
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 120, failed: 0, uncertain: 0 });
    expect(well.arrived.map(({ to }) => to).sort()).toEqual(readers.map(({ email }) => email).sort());
    expect(new Set((await bench.rows(editionId)).map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  it('stand in for one that refuses our login, and the run goes on', async () => {
    const [well, closed] = [await aRelay(), await aRelay()];
    closed.use(({ phase }) => (phase === 'auth' ? '535 5.7.8 who are you' : undefined));
    const bench = await aBenchWith([
      { name: 'closed', url: `${closed.url.replace('smtp://', 'smtp://user:secret@')}/?tls=none` },
      { name: 'well', url: well.url },
    ]);
    const { editionId } = await bench.aRunOver(40);
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 40, failed: 0 });
    expect(well.arrived).toHaveLength(40);
  });

  it('pause the run when each of them has a fault of ours', async () => {
    const [one, other] = [await aRelay(), await aRelay()];
    for (const relay of [one, other])
      relay.use(({ phase }) => (phase === 'mail' ? '550 5.7.1 not your domain' : undefined));
    const bench = await aBenchWith([
      { name: 'one', url: one.url },
      { name: 'other', url: other.url },
    ]);
    const { editionId } = await bench.aRunOver(20);
    await eventually(10, async () => ((await bench.work(editionId)) === 'paused' ? true : undefined));
    const report = await bench.report(editionId);
    expect(report).toMatchObject({ state: 'paused', pausedReason: expect.stringContaining('5.7.1 not your domain') });
    expect(report.counts).toMatchObject({ failed: 0, pending: 20 });
  });
});

describe('the lines to a relay', () => {
  it('carry so many messages and no more', async () => {
    const relay = await aRelay();
    const bench = await aBenchWith([{ name: 'a', url: relay.url, connections: 2, messagesPerConnection: 5 }]);
    const { editionId } = await bench.aRunOver(43);
    const carried = new Map<number, number>();
    relay.use(({ phase, connection }) => {
      if (phase === 'dot') carried.set(connection, (carried.get(connection) ?? 0) + 1);
      return undefined;
    });
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 43 });
    expect(Math.max(...carried.values())).toBe(5);
    expect(carried.size).toBeLessThanOrEqual(10);
  });

  it('for one provider are lines of its own, as many as were set for it', async () => {
    const relay = await aRelay();
    const bench = await aBenchWith([
      { name: 'a', url: relay.url, connections: 4, providers: { qq: { connections: 1, messagesPerConnection: 3 } } },
    ]);
    const { editionId } = await bench.aRunOver(30);
    await bench.query(`UPDATE delivery SET provider = 'qq' WHERE id IN (SELECT id FROM delivery ORDER BY id LIMIT 12)`);
    const [forQq] = [
      new Set(
        (
          await bench.query(
            `SELECT s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.provider = 'qq'`,
          )
        ).map((row: { email: string }) => row.email),
      ),
    ];
    const of = { qq: new Map<number, number>(), others: new Map<number, number>() };
    relay.use(({ phase, connection, to }) => {
      const carried = forQq.has(to) ? of.qq : of.others;
      if (phase === 'dot') carried.set(connection, (carried.get(connection) ?? 0) + 1);
      return undefined;
    });
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 30 });
    expect([...of.qq.values()]).toEqual([3, 3, 3, 3]);
    expect([...of.others.keys()].filter((connection) => of.qq.has(connection))).toEqual([]);
    expect(of.others.size).toBeLessThanOrEqual(4);
  });

  it('for one provider hold up nobody else when they hang', async () => {
    const relay = await aRelay();
    const bench = await aBenchWith(
      [{ name: 'a', url: relay.url, connections: 2, providers: { qq: { connections: 1 } } }],
      { SMTP_TIMEOUT_SECONDS: '5' },
    );
    const { editionId } = await bench.aRunOver(40);
    await bench.query(`UPDATE delivery SET provider = 'qq' WHERE id IN (SELECT id FROM delivery ORDER BY id LIMIT 20)`);
    const qq = new Set(
      (
        await bench.query(
          `SELECT s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.provider = 'qq'`,
        )
      ).map((row: { email: string }) => row.email),
    );
    relay.use(({ phase, to }) => (phase === 'rcpt' && qq.has(to ?? '') ? 'hang' : undefined));
    const working = bench.work(editionId);
    await eventually(4, () => Promise.resolve(relay.arrived.length === 20 ? true : undefined), 'all of the others');
    relay.use(() => undefined);
    await working;
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 40, uncertain: 0 });
  });

  it.each([
    ['at the door', 'greeting' as const],
    ['at MAIL', 'mail' as const],
  ])('become as few as the relay bears, when it refuses the fourth %s, and nobody is failed', async (_, phase) => {
    const relay = kept(await startCrowdedSmtp({ bears: 3, refusesAt: phase }));
    const bench = await aBenchWith([{ name: 'a', url: relay.url, connections: 10 }]);
    const { editionId } = await bench.aRunOver(150);
    await expect(sendAll(bench, editionId)).resolves.toMatchObject({ accepted: 150, failed: 0, uncertain: 0 });
    expect(relay.mostServed()).toBe(3);
    // The ten of the beginning, and a few until it was understood; never one for each message.
    expect(relay.refused()).toBeLessThan(20);
  });
});

describe('a lane in a run', () => {
  it('that is blocked rests with all its readers, and the others get their mail', async () => {
    const relay = await aRelay();
    const bench = await aBenchWith([{ name: 'a', url: relay.url, connections: 2 }]);
    const { editionId } = await bench.aRunOver(60);
    await bench.query(`UPDATE delivery SET provider = 'qq' WHERE id IN (SELECT id FROM delivery ORDER BY id LIMIT 30)`);
    const forQq = new Set(
      (
        await bench.query(
          `SELECT s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.provider = 'qq'`,
        )
      ).map((row: { email: string }) => row.email),
    );
    let asked = 0;
    relay.use(({ phase, to }) => {
      if (phase !== 'rcpt' || !forQq.has(to)) return undefined;
      asked += 1;
      return '550 Ip frequency limited';
    });
    await eventually(20, async () => {
      await bench.work(editionId);
      return (await bench.report(editionId)).counts.accepted === 30 ? true : undefined;
    });
    const rows = await bench.query(`SELECT state, count(*)::int FROM delivery WHERE provider = 'qq' GROUP BY 1`);
    expect(
      rows.map((row: { state: string }) => row.state).filter((state: string) => !/pending|deferred/.test(state)),
    ).toEqual([]);
    // Those that were under way when it was blocked, a line each.
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('with a limit is used all the time, not only when somebody looks', async () => {
    const relay = await aRelay();
    const bench = await aBenchWith([{ name: 'a', url: relay.url, limits: { perSecond: 50 } }]);
    const { editionId } = await bench.aRunOver(25);
    await bench.work(editionId);
    expect((await bench.report(editionId)).counts.accepted).toBe(25);
  });
});

it('a lane with a limit is used all the time beside lanes without one', async () => {
  const relay = await aRelay();
  const bench = await aBenchWith([{ name: 'a', url: relay.url, providers: { qq: { limits: { perSecond: 50 } } } }]);
  const { editionId } = await bench.aRunOver(60);
  await bench.query(`UPDATE delivery SET provider = 'qq' WHERE id IN (SELECT id FROM delivery ORDER BY id LIMIT 25)`);
  await bench.work(editionId);
  expect((await bench.report(editionId)).counts.accepted).toBe(60);
});

describe('RELAYS', () => {
  const faultsOf = (RELAYS: string): string => {
    try {
      relaysOf({ RELAYS, SMTP_URL: 'smtp://127.0.0.1:1025', SMTP_CONNECTIONS: 4 });
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : 'thrown';
    }
  };

  it('is read as the documentation writes it', () => {
    const [, RELAYS = ''] = /```json\n([^]*?)```/.exec(readFileSync('docs/relays.md', 'utf8')) ?? [];
    expect(faultsOf(RELAYS)).toBe('');
    expect(relaysOf({ RELAYS, SMTP_URL: '', SMTP_CONNECTIONS: 4 }).map(({ name }) => name)).toEqual(['main', 'ses']);
  });

  it('is read with what is left out filled in', () => {
    const RELAYS = JSON.stringify([{ name: 'a', url: 'smtp://relay.example' }]);
    expect(relaysOf({ RELAYS, SMTP_URL: '', SMTP_CONNECTIONS: 9 })).toEqual([
      {
        name: 'a',
        url: 'smtp://relay.example',
        weight: 1,
        connections: 4,
        limits: {},
        verp: true,
        smtputf8: false,
        providers: {},
      },
    ]);
  });

  it.each([
    ['[{"name": "a", "url": "smtp://u:S3cret@r.example", "weight": 0}]', 'RELAYS: 0.weight: '],
    ['[{"name": "A b", "url": "smtp://u:S3cret@r.example"}]', 'RELAYS: 0.name: '],
    ['[{"name": "a", "url": "imap://u:S3cret@r.example"}]', 'RELAYS: 0.url: '],
    ['[{"name": "a", "url": "smtp://u:S3cret@r.example:port"}]', 'RELAYS: 0.url: '],
    ['[{"name": "a", "url": "smtp://u:S3cret%zz@r.example"}]', 'RELAYS: 0.url: '],
    [
      '[{"name": "a", "url": "smtp://u:S3cret@r.example", "limits": {"perDay": "S3cret"}}]',
      'RELAYS: 0.limits.perDay: ',
    ],
    ['[{"name": "a", "url": "smtp://u:S3cret@r.example", "providers": {"gmail": {}}}]', 'RELAYS: 0.providers'],
    ['[{"name": "a", "url": "smtp://u:S3cret@r.example", "conections": 4}]', 'RELAYS: 0: '],
    [
      '[{"name": "a", "url": "smtp://u:S3cret@r.example"}, {"name": "a", "url": "smtp://r.example"}]',
      'RELAYS: 1.name: ',
    ],
    ['{"name": "a", "url": "smtp://u:S3cret@r.example"}', 'RELAYS: : '],
    ['[{"name": "a", "url": "smtp://u:S3cret@r.example"', 'RELAYS: is no JSON'],
    ['[]', 'RELAYS: : '],
  ])('%s is refused by place and without its secrets', (text, expected) => {
    const faults = faultsOf(text);
    expect(faults).toContain(expected);
    expect(faults).not.toContain('S3cret');
  });

  it('tells all its faults at once', () => {
    expect(faultsOf('[{"name": "", "url": "smtp://r.example", "weight": 0}]').split('\n')).toHaveLength(2);
  });

  it.each([
    ['smtp://relay.example:587', 'relay.example'],
    ['smtp://mail_sink:1025', 'mail-sink'],
    ['smtp://[::1]:1025', '1'],
    [
      `smtp://${'vpce-0123456789.'.repeat(5)}example`,
      'vpce-0123456789.vpce-0123456789.vpce-0123456789.vpce-0123456789',
    ],
  ])('is one relay named by its host without it: %s', (SMTP_URL, name) => {
    expect(relaysOf({ RELAYS: undefined, SMTP_URL, SMTP_CONNECTIONS: 7 })).toMatchObject([
      { name, url: SMTP_URL, connections: 7 },
    ]);
  });
});

it('a process that was just started knows of no fault', async () => {
  const relay = await aRelay();
  const bench = await aBenchWith([{ name: 'a', url: relay.url, connections: 3 }]);
  const lanes = bench.api.app.get(Lanes);
  expect([lanes.width, lanes.faultSince(0)]).toEqual([3, null]);
  expect((await lanes.plan(10, PROVIDERS)).total).toBe(10);
});
