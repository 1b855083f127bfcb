import { Reconciler } from '#src/delivery/runs/reconciler.js';
import { startFakeProvider } from '../../support/fake-provider.js';
import { aDeliveryBench, aToken, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
let provider: Awaited<ReturnType<typeof startFakeProvider>>;
beforeAll(async () => {
  provider = await startFakeProvider('bridge');
  bench = await aDeliveryBench({
    SMTP_URL: '',
    RELAYS: JSON.stringify([{ name: 'bridge', url: `http://token@127.0.0.1:${provider.port}/send` }]),
  });
});
afterAll(async () => {
  await bench.close();
  await provider.close();
});

describe('a delivery in doubt at a provider that can tell', () => {
  it('is accepted when the provider has it, and stays in doubt when it does not', async () => {
    const { editionId } = await bench.aRunOver(2);
    const { claimed } = await bench.ledger.claim(editionId, 2, aToken(1), 900);
    for (const { id } of claimed) await bench.ledger.handOff(id, aToken(1), 900, 'bridge');
    await bench.ledger.endLeases();
    await bench.ledger.sweep();
    await bench.query(`UPDATE delivery SET updated_at = now() - interval '1 hour'`);
    const [has, hasNot] = claimed;
    provider.knows(`<d.${has!.id}@tradewind.example>`);

    await bench.api.app.get(Reconciler).run();

    const rows = new Map((await bench.rows(editionId)).map((row) => [row.id, row]));
    expect(rows.get(has!.id)).toMatchObject({ state: 'accepted', resolution: 'proved', resolved_by: 'look-up' });
    expect(rows.get(hasNot!.id)).toMatchObject({ state: 'uncertain', resolution: null });
  });
});
