import { UncertainDesk } from '#src/delivery/runs/uncertain.desk.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({ UNCERTAIN_HOLD_MINUTES: '15' });
});
afterAll(() => bench.close());

const desk = () => bench.api.app.get(UncertainDesk);
const waitOut = () =>
  bench.query(`UPDATE delivery SET handed_at = now() - interval '16 minutes' WHERE state = 'uncertain'`);

/** A finished run whose first mail was lost after the dot. */
async function aRunWithOneUncertain(readers = 3) {
  const run = await bench.aRunOver(readers, ({ phase, count }) =>
    phase === 'dot' && count === 0 ? 'drop' : undefined,
  );
  await bench.work(run.editionId);
  await bench.runs.finish();
  const [uncertain] = (await bench.rows(run.editionId)).filter((row) => row.state === 'uncertain');
  return { ...run, id: uncertain!.id };
}

describe('an uncertain delivery', () => {
  it('is never sent again by itself, and keeps the run from being called sent', async () => {
    const { editionId } = await aRunWithOneUncertain();
    await waitOut();
    await bench.ledger.sweep();
    await bench.work(editionId);
    expect(bench.relay.arrived).toHaveLength(3);
    expect(await bench.report(editionId)).toMatchObject({ state: 'finished', outcome: 'finished with 1 uncertain' });
  });

  it('is not resent before the hold is over', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    expect(await desk().resend(editionId, [id], 'ana')).toEqual([]);
    expect((await bench.report(editionId)).state).toBe('finished');
  });

  it('is resent once, under the same Message-ID, and names who decided it', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    await waitOut();
    expect(await desk().resend(editionId, [id], 'ana')).toEqual([id]);
    expect((await bench.report(editionId)).state).toBe('sending');

    await bench.work(editionId);
    await bench.runs.finish();

    const copies = bench.relay.arrived.filter((mail) => mail.deliveryId === id);
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map((mail) => mail.messageId)).size).toBe(1);
    expect(bench.relay.arrived).toHaveLength(4);
    expect(await bench.report(editionId)).toMatchObject({ state: 'finished', outcome: 'sent' });
    const [row] = (await bench.rows(editionId)).filter((line) => line.id === id);
    expect(row).toMatchObject({ state: 'accepted', resolution: 'resent', resolved_by: 'ana' });
  });

  it('is resent once however many ask at the same moment', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    await waitOut();
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk().resend(editionId, [id, id], 'ana')));
    expect(answers.flat()).toEqual([id]);
    await Promise.all([bench.work(editionId), bench.work(editionId)]);
    expect(bench.relay.arrived.filter((mail) => mail.deliveryId === id)).toHaveLength(2);
  });

  it('that becomes uncertain again is not resent a second time', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    await waitOut();
    bench.relay.use(({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await desk().resend(editionId, [id], 'ana');
    await bench.work(editionId);
    await waitOut();
    expect(await desk().resend(editionId, [id], 'ana')).toEqual([]);
    await bench.runs.finish();
    expect((await bench.report(editionId)).outcome).toBe('finished with 1 uncertain');
  });

  it('is not resent to a reader who has left meanwhile', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    await waitOut();
    await bench.query(`UPDATE subscriber SET status = 'unsubscribed'`);
    await desk().resend(editionId, [id], 'ana');
    await bench.work(editionId);
    expect(bench.relay.arrived.filter((mail) => mail.deliveryId === id)).toHaveLength(1);
    expect((await bench.report(editionId)).counts).toMatchObject({ suppressed: 1, uncertain: 0 });
  });

  it.each(['accepted', 'failed'] as const)('may be marked %s by a named person', async (state) => {
    const { editionId, id } = await aRunWithOneUncertain();
    expect(await desk().mark(editionId, [id], state, 'ana')).toEqual([id]);
    const [row] = (await bench.rows(editionId)).filter((line) => line.id === id);
    expect(row).toMatchObject({ state, resolution: 'marked', resolved_by: 'ana' });
    expect((await bench.report(editionId)).counts.uncertain).toBe(0);
    const [event] = await bench.query(
      `SELECT actor, detail FROM audit_event WHERE subject_id = $1 AND action = 'run.mark'`,
      [editionId],
    );
    expect(event).toMatchObject({ actor: 'ana', detail: { ids: [id], state } });
  });

  it('of another edition, or not uncertain at all, is left alone', async () => {
    const { editionId, id } = await aRunWithOneUncertain();
    const accepted = (await bench.rows(editionId)).filter((row) => row.state === 'accepted').map((row) => row.id);
    await waitOut();
    expect(await desk().resend(editionId, accepted, 'ana')).toEqual([]);
    expect(await desk().mark(editionId, accepted, 'failed', 'ana')).toEqual([]);
    await expect(desk().resend('018f0000-0000-7000-8000-0000000000ff', [id], 'ana')).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('the ledger', () => {
  it.each([
    ['without a reply', `state = 'accepted'`],
    ['after a resend that got none', `state = 'accepted', resolution = 'resent', resolved_by = 'ana'`],
  ])('refuses "accepted" %s, whoever writes it', async (_, change) => {
    const { id } = await aRunWithOneUncertain(1);
    await expect(bench.query(`UPDATE delivery SET ${change} WHERE id = $1`, [id])).rejects.toThrow(
      /delivery_accepted_has_reply/,
    );
  });
});
