import request from 'supertest';
import { DeliveryModule } from '#src/delivery/index.js';
import { FeedbackApiModule } from '#src/feedback/index.js';
import { SiteModule } from '#src/site/index.js';
import { bearer } from '../../support/api-app.js';
import { aDeliveryBench, type DeliveryBench } from '../delivery/delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({}, [DeliveryModule, FeedbackApiModule, SiteModule]);
});
afterAll(() => bench.close());

const complain = (body: object) =>
  request(bench.api.app.getHttpServer()).post('/api/admin/complaints').set(bearer).send(body);
const about = (id: string) => complain({ messageId: `<d.${id}@tradewind.example>`, source: 'yahoo-cfl' });

describe('a complaint', () => {
  it('suppresses the reader for good, once, and says so in the audit trail', async () => {
    const { editionId } = await bench.aRunOver(2);
    await bench.work(editionId);
    const [row] = await bench.rows(editionId);
    await bench.query(`INSERT INTO suppression SELECT address_hash, 'manual' FROM subscriber WHERE id = $1`, [
      row!.subscriber_id,
    ]);
    expect((await about(row!.id).expect(200)).body).toEqual({
      deliveryId: row!.id,
      editionId,
      isNew: true,
      gate: 'open',
    });
    expect((await about(row!.id).expect(200)).body).toMatchObject({ isNew: false });
    expect(await bench.query(`SELECT reason FROM suppression`)).toEqual([{ reason: 'complaint' }]);
    expect(
      await bench.query(`SELECT action FROM audit_event WHERE subject_id = $1 AND action = 'complaint.taken'`, [
        row!.id,
      ]),
    ).toHaveLength(1);
  });

  it('proves that an uncertain mail has arrived', async () => {
    const { editionId } = await bench.aRunOver(1, ({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await bench.work(editionId);
    const [row] = await bench.rows(editionId);
    expect(row!.state).toBe('uncertain');
    await about(row!.id).expect(200);
    expect((await bench.rows(editionId))[0]).toMatchObject({
      state: 'accepted',
      resolution: 'proved',
      resolved_by: 'complaint',
    });
  });

  it('stops a run when there are too many', async () => {
    const { editionId } = await bench.aRunOver(4);
    await bench.query(`UPDATE delivery_run SET state = 'sending'`);
    const verdicts = [];
    for (const { id } of (await bench.rows(editionId)).slice(0, 3)) {
      verdicts.push((await about(id).expect(200)).body.gate);
    }
    expect(verdicts).toEqual(['open', 'warn', 'pause']);
    expect(await bench.report(editionId)).toMatchObject({
      state: 'paused',
      pausedReason: expect.stringContaining('3 complaints'),
    });
  });

  it.each([
    [{}, 'messageId'],
    [{ messageId: '<other@mail.example>' }, 'messageId'],
    [{ messageId: 'x', source: '' }, 'source'],
  ])('that says nothing usable (%j) is refused by the field %s', async (body, field) => {
    const { body: problem } = await complain(body).expect(400);
    expect(JSON.stringify(problem)).toContain(field);
  });

  it('about a mail that is not ours is not found', async () => {
    await about('018f0000-0000-7000-8000-0000000000ff').expect(404);
  });
});

describe('leaving by the link of a mail', () => {
  it('proves that the mail has arrived', async () => {
    const { editionId } = await bench.aRunOver(1, ({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await bench.work(editionId);
    const raw = bench.relay.arrived[0]!.raw;
    const token = /^List-Unsubscribe: <https:\/\/news\.example\/u\/([\w.-]+)>/m.exec(raw)?.[1];
    await request(bench.api.app.getHttpServer())
      .post(`/u/${token ?? ''}`)
      .type('form')
      .send('List-Unsubscribe=One-Click')
      .expect(200);
    expect((await bench.rows(editionId))[0]).toMatchObject({ state: 'accepted', resolved_by: 'one-click' });
    expect(await bench.query(`SELECT status FROM subscriber`)).toEqual([{ status: 'unsubscribed' }]);
  });
});
