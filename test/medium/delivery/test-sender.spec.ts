import PostalMime from 'postal-mime';
import { TestSender } from '#src/delivery/index.js';
import { aCompiledDigest } from '../../support/builders.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({ SMTP_CONNECTIONS: '1' });
});
afterAll(() => bench.close());
beforeEach(() => theRelay(() => undefined));

/** The relay drops its lines when its plan changes; this program hears of that a moment later. */
async function theRelay(plan: Parameters<DeliveryBench['relay']['use']>[0]): Promise<void> {
  bench.relay.use(plan);
  await new Promise((heard) => setTimeout(heard, 20));
}

const EDITION = '018f0000-0000-7000-8000-0000000000aa';
const send = (to: string[]) =>
  bench.api.app.get(TestSender).send({ content: aCompiledDigest(), editionId: EDITION, to });

describe('a test mail', () => {
  it('is marked as a test, goes to each address alone, and leaves no trace in the ledger', async () => {
    const results = await send(['ana@mail.example', 'bo@mail.example']);
    expect(results).toEqual([
      { to: 'ana@mail.example', outcome: 'accepted', reply: '250 2.0.0 kept' },
      { to: 'bo@mail.example', outcome: 'accepted', reply: '250 2.0.0 kept' },
    ]);
    const [mail] = bench.relay.arrived;
    const parsed = await PostalMime.parse(Buffer.from(mail!.raw, 'latin1'));
    expect(parsed.subject).toMatch(/^\[Test\] /);
    expect(parsed.to).toEqual([{ address: 'ana@mail.example', name: '' }]);
    expect(bench.relay.arrived[1]!.messageId).not.toBe(mail!.messageId);
    for (const table of ['delivery', 'delivery_run', 'delivery_variant'])
      expect(await bench.query(`SELECT count(*)::int FROM ${table}`)).toEqual([{ count: 0 }]);
  });

  it('tells for each address how it went, and goes on after a refusal', async () => {
    await theRelay(({ phase, to }) => (phase === 'rcpt' && to === 'no@mail.example' ? '550 5.1.1 unknown' : undefined));
    const results = await send(['no@mail.example', 'yes@mail.example']);
    expect(results.map((result) => result.outcome)).toEqual(['failed', 'accepted']);
    expect(results[0]?.reply).toContain('550 5.1.1');
  });

  it('is told as failed when the relay is down, and gives the line back', async () => {
    await theRelay(({ phase }) => (phase === 'greeting' ? { reply: '421 busy', thenDrop: true } : undefined));
    expect((await send(['ana@mail.example']))[0]).toMatchObject({ outcome: 'failed' });
    await theRelay(() => undefined);
    expect((await send(['ana@mail.example']))[0]).toMatchObject({ outcome: 'accepted' });
  });

  it('is not lost to a line that the relay had dropped while it lay idle', async () => {
    await theRelay(({ phase, count }) => (phase === 'mail' && count === 0 ? 'drop' : undefined));
    expect((await send(['ana@mail.example']))[0]).toMatchObject({ outcome: 'accepted' });
  });

  it('is told as failed, once, by a relay that drops every line', async () => {
    await theRelay(({ phase }) => (phase === 'mail' ? 'drop' : undefined));
    expect((await send(['ana@mail.example']))[0]).toMatchObject({ outcome: 'failed' });
  });
});
