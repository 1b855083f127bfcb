import request from 'supertest';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { LaneRepository } from '#src/delivery/lanes/lane.repository.js';
import { bearer } from '../../support/api-app.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({}, [DeliveryApiModule]);
});
afterAll(() => bench.close());

const server = () => bench.api.app.getHttpServer();
const list = () => request(server()).get('/api/admin/lanes').set(bearer);
const release = (body: object) => request(server()).post('/api/admin/lanes/release').set(bearer).send(body);
const QQ = { relay: '127.0.0.1', provider: 'qq' } as const;

describe('the routes of lanes', () => {
  it.each([
    ['get', ''],
    ['post', '/release'],
  ] as const)('answer nobody without the token: %s %s', async (method, path) => {
    await request(server())[method](`/api/admin/lanes${path}`).expect(401);
  });

  it('show who holds and who slows a relay, and nobody else', async () => {
    await bench.aRunOver(0);
    const table = bench.api.app.get(LaneRepository);
    await table.hold(QQ, '550 Connection denied', [10]);
    await table.slow({ ...QQ, provider: 'netease' }, 4);
    const { body } = await list().expect(200);
    expect(body).toEqual({ relays: [{ name: '127.0.0.1', weight: 1, connections: 4, lanes: expect.any(Array) }] });
    const lanes = new Map(body.relays[0].lanes.map((lane: { provider: string }) => [lane.provider, lane]));
    expect(lanes.size).toBe(2);
    expect(lanes.get('qq')).toMatchObject({ heldReason: '550 Connection denied', perSecond: null });
    expect(lanes.get('qq')).toMatchObject({ heldSeconds: expect.closeTo(600, -2) });
    expect(lanes.get('netease')).toMatchObject({ heldSeconds: null, heldReason: null, perSecond: expect.closeTo(4) });
  });

  it('set a lane free once, with a line in the audit trail', async () => {
    await bench.aRunOver(0);
    await bench.api.app.get(LaneRepository).hold(QQ, 'x', [10]);
    const { body } = await release(QQ).expect(200);
    expect(body.relays[0].lanes).toEqual([]);
    expect((await release(QQ).expect(409)).body).toMatchObject({ code: 'lane.free' });
    const lines = await bench.query(`SELECT action, subject_id FROM audit_event WHERE subject_kind = 'lane'`);
    expect(lines).toEqual([{ action: 'lane.release', subject_id: '127.0.0.1 qq' }]);
  });

  it('name what is wrong', async () => {
    expect((await release({ ...QQ, relay: 'nowhere' }).expect(404)).body).toMatchObject({ code: 'relay.not-found' });
    expect(JSON.stringify((await release({ ...QQ, provider: 'pigeon' }).expect(400)).body)).toContain('provider');
  });
});
