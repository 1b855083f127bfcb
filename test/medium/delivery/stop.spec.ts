import { DeliveryModule, DeliveryWorkerModule } from '#src/delivery/index.js';
import { eventually } from '../../support/eventually.js';
import { aDeliveryBench } from './delivery-bench.js';

describe('a worker that is told to stop in the middle of a run', () => {
  it('hands over what is in its hands and begins nothing more', async () => {
    const bench = await aDeliveryBench({ SMTP_CONNECTIONS: '2' }, [DeliveryModule, DeliveryWorkerModule]);
    await bench.aRunOver(60, ({ phase }) => ({ delayMs: phase === 'dot' ? 25 : 0 }));
    await eventually(10, () => Promise.resolve(bench.relay.arrived.length >= 5 ? true : undefined));
    const arrivedBefore = bench.relay.arrived.length;
    await bench.close();
    // One message on each line, and one that had its turn just then.
    expect(bench.relay.arrived.length).toBeLessThanOrEqual(arrivedBefore + 4);
  });
});
