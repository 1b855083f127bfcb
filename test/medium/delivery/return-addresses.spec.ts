import { ReturnAddresses } from '#src/delivery/index.js';
import { startFaultSmtp } from '../../support/fault-smtp.js';
import { eventually } from '../../support/eventually.js';
import { aDeliveryBench } from './delivery-bench.js';

const BOUNCE_DOMAIN = 'bounces.tradewind.example';

test('each mail leaves with an envelope sender that names it, and an address to leave by, but for a relay that insists on its own', async () => {
  const [free, strict] = [await startFaultSmtp(), await startFaultSmtp()];
  const relays = [
    { name: 'free', url: free.url },
    { name: 'strict', url: strict.url, verp: false },
  ];
  const bench = await aDeliveryBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays), BOUNCE_DOMAIN });
  const { editionId } = await bench.aRunOver(10);
  await eventually(30, async () => {
    await bench.work(editionId);
    return (await bench.report(editionId)).finishedAt ?? undefined;
  });
  const addresses = bench.api.app.get(ReturnAddresses, { strict: false });
  const rows: { id: string; email: string }[] = await bench.query(
    `SELECT d.id, s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.relay = 'free'`,
  );
  expect(free.arrived).toHaveLength(5);
  const named = free.arrived.map(({ from, to }) => ({ id: addresses.read(from)?.mailId, email: to }));
  const byId = (one: { id: string | undefined }, other: { id: string | undefined }) =>
    String(one.id).localeCompare(String(other.id));
  expect(named.sort(byId)).toEqual(rows.sort(byId));
  for (const { raw, deliveryId } of [...free.arrived, ...strict.arrived]) {
    const [, byMail = ''] = /^List-Unsubscribe: <https?:[^>]+>, <mailto:([^>]+)>\r\n/m.exec(raw) ?? [];
    expect(addresses.read(byMail)).toEqual({ purpose: 'leave', mailId: deliveryId });
  }
  expect(new Set(strict.arrived.map(({ from }) => from))).toEqual(new Set(['digest@tradewind.example']));
  await bench.close();
  await free.close();
  await strict.close();
});
