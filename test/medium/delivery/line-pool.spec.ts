import { LinePool } from '#src/delivery/lanes/line-pool.js';
import { RelayState } from '#src/delivery/lanes/relay-state.js';
import { Transport, type TransportConnection } from '#src/delivery/transport.js';
import { relaySchema } from '#src/domain/delivery/relay.schema.js';
import type { HandOffFailure } from '#src/domain/delivery/verdict.js';

const DOWN: HandOffFailure = { phase: 'connect', code: null, reply: 'connection refused' };

class FakeLine implements TransportConnection {
  isUsable = true;
  send = () => Promise.resolve({ outcome: 'accepted' as const, code: 250, reply: '250 ok' });
  close(): void {
    this.isUsable = false;
  }
}

/** Opens lines as long as it is up, at most `bears`; each takes a moment. */
class FakeTransport extends Transport {
  override readonly relay = 'a';
  readonly lines: FakeLine[] = [];
  opened = 0;
  isUp = true;
  constructor(private readonly bears = Number.POSITIVE_INFINITY) {
    super();
  }
  override async open() {
    this.opened += 1;
    await new Promise((done) => setImmediate(done));
    if (!this.isUp || this.lines.filter(({ isUsable }) => isUsable).length >= this.bears) return DOWN;
    const line = new FakeLine();
    this.lines.push(line);
    return line;
  }
}

const pools: { close(): void }[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});
function aPool(transport: Transport, size: number, perConnection?: number): LinePool {
  const pool = new LinePool(transport, size, perConnection);
  pools.push(pool);
  return pool;
}
const lineOf = async (pool: LinePool, isUrgent = false): Promise<TransportConnection> => {
  const line = await pool.acquire(isUrgent);
  if ('phase' in line) throw new Error(line.reply);
  return line;
};

describe('a pool of lines', () => {
  it('opens no more than its size, and gives a free one to who has waited longest, urgent callers first', async () => {
    const transport = new FakeTransport();
    const pool = aPool(transport, 1);
    const line = await lineOf(pool);
    const order: string[] = [];
    const use = async (who: string, isUrgent: boolean): Promise<void> => {
      const mine = await lineOf(pool, isUrgent);
      order.push(who);
      pool.giveBack(mine);
    };
    const all = [use('first', false), use('second', false), use('urgent', true)];
    pool.giveBack(line);
    await Promise.all(all);
    expect(order).toEqual(['urgent', 'first', 'second']);
    expect([transport.opened, pool.open]).toEqual([1, 1]);
  });

  it('leaves out a line that was lost while it was idle', async () => {
    const transport = new FakeTransport();
    const pool = aPool(transport, 2);
    pool.giveBack(await lineOf(pool));
    transport.lines[0]!.isUsable = false;
    const line = await lineOf(pool);
    expect(line).toBe(transport.lines[1]);
    expect(pool.open).toBe(1);
  });

  it('has no fewer places after failures to open', async () => {
    const transport = new FakeTransport();
    const pool = aPool(transport, 2);
    transport.isUp = false;
    for (let time = 0; time < 5; time += 1) await expect(pool.acquire(false)).resolves.toBe(DOWN);
    transport.isUp = true;
    await Promise.all([lineOf(pool), lineOf(pool)]);
    expect(pool.open).toBe(2);
  });

  it('has no fewer places after a transport that throws', async () => {
    const transport = new FakeTransport();
    const pool = aPool(transport, 1);
    jest.spyOn(transport, 'open').mockRejectedValueOnce(new Error('a bug'));
    await expect(pool.acquire(false)).rejects.toThrow('a bug');
    const line = await lineOf(pool);
    expect(line).toBe(transport.lines[0]);
  });

  it('keeps as many lines as it got in when many were turned away at once', async () => {
    const pool = aPool(new FakeTransport(3), 10);
    const ask = async () => {
      const line = await pool.acquire(false);
      if ('phase' in line) pool.refused(false);
      return line;
    };
    const lines = await Promise.all(Array.from({ length: 10 }, ask));
    expect(lines.filter((line) => !('phase' in line))).toHaveLength(3);
    let waiting = true;
    const fourth = pool.acquire(false).then(() => (waiting = false));
    await new Promise((done) => setTimeout(done, 20));
    expect([waiting, pool.open]).toEqual([true, 3]);
    const [free] = lines.filter((line) => !('phase' in line));
    pool.giveBack(free as TransportConnection);
    await fourth;
  });

  it('has one line less after one of its own was sent away', async () => {
    const transport = new FakeTransport();
    const pool = aPool(transport, 2);
    const [one, other] = await Promise.all([lineOf(pool), lineOf(pool)]);
    pool.refused(true);
    transport.lines[0]!.close();
    pool.giveBack(one);
    let waiting = true;
    const next = pool.acquire(false).then(() => (waiting = false));
    await new Promise((done) => setTimeout(done, 20));
    expect(waiting).toBe(true);
    pool.giveBack(other);
    await next;
    expect(transport.opened).toBe(2);
  });
});

describe('a relay that goes down', () => {
  it('is not asked again by those who were waiting for a line', async () => {
    const transport = new FakeTransport();
    transport.isUp = false;
    const relay = new RelayState(relaySchema.parse({ name: 'a', url: 'smtp://r.example', connections: 1 }), transport);
    pools.push(relay);
    const ask = async () => {
      const line = await relay.acquire('other', false);
      if ('phase' in line && line.wasAsked !== false) relay.failed(line.reply);
      return line;
    };
    const lines = await Promise.all(Array.from({ length: 50 }, ask));
    expect(lines.every((line) => 'phase' in line)).toBe(true);
    // Three in a row tell that it is down; one more may be on its way by then.
    expect(transport.opened).toBeLessThanOrEqual(4);
  });
});
