import { Lanes } from '#src/delivery/lanes/lanes.js';
import { DeliveryModule, DeliveryWorkerModule, TransactionalMail } from '#src/delivery/index.js';
import { eventually } from '../../support/eventually.js';
import { startFaultSmtp, type WireMail } from '../../support/fault-smtp.js';
import { aMailBench, OPERATOR, type MailBench } from './mail-bench.js';

const closing: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const one of closing.splice(0).reverse()) await one.close();
});
const kept = <T extends { close(): Promise<unknown> }>(one: T): T => {
  closing.push(one);
  return one;
};

/** Where in the order of the wire the urgent mails stand. */
const placesIn = (arrived: WireMail[]): number[] =>
  arrived.flatMap(({ to }, place) => (to === OPERATOR ? [place] : []));
/** Resolves when so many urgent mails have asked for a line. */
function atTheDoor(bench: MailBench, many: number): () => Promise<true> {
  const acquire = jest.spyOn(bench.api.app.get(Lanes), 'acquire');
  const urgent = () => acquire.mock.calls.filter(([, , urgency]) => urgency?.isUrgent === true).length;
  return () => eventually(20, () => Promise.resolve(urgent() === many || undefined), 'urgent mail at the door');
}

describe('a mail that somebody waits for', () => {
  it('takes the next line that is free while a run keeps all of them busy', async () => {
    const bench = kept(await aMailBench({ SMTP_CONNECTIONS: '2', SMTP_FINAL_TIMEOUT_SECONDS: '20' }));
    const { editionId } = await bench.aRunOver(40);
    await bench.write();
    await bench.write();
    const arrival = atTheDoor(bench, 2);
    let arrived: Promise<true> | undefined;
    let sending: Promise<void> | undefined;
    bench.relay.use(({ phase, count }) => {
      if (phase !== 'dot' || count < 10) return undefined;
      sending ??= bench.send();
      return { until: (arrived ??= arrival()) };
    });
    await bench.work(editionId);
    await sending;

    expect(bench.relay.arrived).toHaveLength(42);
    // Ten had gone, and two were on the lines, perhaps one more that was about to leave.
    expect(placesIn(bench.relay.arrived)[0]).toBeLessThanOrEqual(13);
    expect(placesIn(bench.relay.arrived)[1]).toBeLessThanOrEqual(14);
    expect((await bench.report(editionId)).counts.accepted).toBe(40);
  });

  it('goes at once when a run has used up what the relay may take', async () => {
    const relay = kept(await startFaultSmtp());
    const relays = [{ name: 'a', url: relay.url, limits: { perHour: 100 } }];
    const bench = kept(await aMailBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays) }));
    const { editionId } = await bench.aRunOver(40);
    await expect(bench.work(editionId)).resolves.toBe('held');
    for (let time = 0; time < 3; time += 1) await bench.write();
    await bench.send();
    await expect(bench.work(editionId)).resolves.toBe('held');

    // A tenth of the limit may go at once, and a fiftieth is kept for urgent mail.
    expect(relay.arrived).toHaveLength(12);
    expect(placesIn(relay.arrived)).toEqual([10, 11]);
    expect((await bench.all()).map(({ state }) => state).sort()).toEqual(['accepted', 'accepted', 'pending']);

    // The next token that flows in is for the third one, not for the run.
    await bench.query(`UPDATE lane_bucket SET tokens = -1`);
    await bench.query(`UPDATE transactional_mail SET next_attempt_at = now() WHERE state = 'pending'`);
    await bench.work(editionId);
    await bench.send();
    expect(placesIn(relay.arrived)).toEqual([10, 11, 12]);
  });

  it('is not held up by another one whose relay never answers', async () => {
    const bench = kept(await aMailBench({ SMTP_CONNECTIONS: '2', SMTP_FINAL_TIMEOUT_SECONDS: '20' }));
    await bench.aMail();
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    bench.relay.use(({ phase, count }) => (phase === 'dot' && count === 0 ? { until: released } : undefined));
    const sending = bench.send();
    await eventually(5, () => Promise.resolve(bench.relay.arrived.length === 1 ? true : undefined), 'the first mail');
    await bench.write();
    void bench.send();
    await eventually(5, () => Promise.resolve(bench.relay.arrived.length === 2 ? true : undefined), 'the second mail');
    release();
    await sending;
    expect((await bench.all()).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  });

  it('goes by another relay at once when one has a fault of ours', async () => {
    const [closed, well] = [kept(await startFaultSmtp()), kept(await startFaultSmtp())];
    closed.use(({ phase }) => (phase === 'auth' ? '535 5.7.8 who are you' : undefined));
    const relays = [
      { name: 'closed', url: `${closed.url.replace('smtp://', 'smtp://user:secret@')}/?tls=none`, weight: 100 },
      { name: 'well', url: well.url },
    ];
    const bench = kept(await aMailBench({ SMTP_URL: '', RELAYS: JSON.stringify(relays) }));
    await bench.write();
    await bench.send();
    expect(placesIn(well.arrived)).toEqual([0]);
    expect(await bench.all()).toMatchObject([{ state: 'accepted', attempts: 1 }]);
  });

  it('is begun by a hint, or found by a worker that looks each second when there was none', async () => {
    const hinted = kept(await aMailBench({ DELIVERY_LOOK_SECONDS: '600' }, [DeliveryModule, DeliveryWorkerModule]));
    const looking = kept(await aMailBench({}, [DeliveryModule, DeliveryWorkerModule]));
    await hinted.api.app.get(TransactionalMail).wake(await hinted.aMail());
    await looking.aMail();
    for (const { relay } of [hinted, looking])
      await eventually(5, () => Promise.resolve(placesIn(relay.arrived).length === 1 ? true : undefined), 'the mail');
  });
});
