import { DeliveryQueue, DeliveryRuns, DeliveryWorkerModule } from '#src/delivery/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aRun, someSubscribers } from '../../support/builders.js';
import { eventually } from '../../support/eventually.js';
import { startMailSink } from '../../support/mail-sink.js';

let api: ApiApp;
let sink: Awaited<ReturnType<typeof startMailSink>>;
beforeAll(async () => {
  sink = await startMailSink();
  api = await anApiApp([DeliveryWorkerModule], { SMTP_URL: sink.url, SMTP_CONNECTIONS: '1', DELIVERY_CLAIM_SIZE: '1' });
});
afterAll(async () => {
  await api.close();
  await sink.close();
});

describe('a large run', () => {
  it('lets a small one through that comes later, and is finished too', async () => {
    await someSubscribers(api.app, 5);
    const small = await aRun(api.app, { locales: ['en'] });
    await someSubscribers(api.app, 300);
    const large = await aRun(api.app, { locales: ['en'] });
    const queue = api.app.get(DeliveryQueue, { strict: false });
    const runs = api.app.get(DeliveryRuns, { strict: false });
    await queue.wake(large.editionId);
    await eventually(30, () => Promise.resolve(sink.mails.length > 3 || undefined), 'the first mails');
    await queue.wake(small.editionId);

    const finished: string[] = [];
    await eventually(60, async () => {
      for (const { editionId } of [small, large]) {
        const run = await runs.find(editionId);
        if (run?.state === 'finished' && !finished.includes(editionId)) finished.push(editionId);
      }
      return finished.length === 2 || undefined;
    });
    expect(finished).toEqual([small.editionId, large.editionId]);
    expect(sink.mails).toHaveLength(310);
  }, 120_000);
});
