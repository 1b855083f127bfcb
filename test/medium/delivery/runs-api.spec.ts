import request from 'supertest';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { bearer } from '../../support/api-app.js';
import { aRun } from '../../support/builders.js';
import { eventually } from '../../support/eventually.js';
import { aDeliveryBench, type DeliveryBench } from './delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await aDeliveryBench({ UNCERTAIN_HOLD_MINUTES: '0' }, [DeliveryApiModule]);
});
afterAll(() => bench.close());

const NOBODY = '018f0000-0000-7000-8000-0000000000ff';
const server = () => bench.api.app.getHttpServer();
const get = (path: string) => request(server()).get(`/api/admin/runs${path}`).set(bearer);
const post = (path: string, body: object = {}) =>
  request(server()).post(`/api/admin/runs${path}`).set(bearer).send(body);
const auditOf = (editionId: string) =>
  bench.query(`SELECT actor, action FROM audit_event WHERE subject_kind = 'run' AND subject_id = $1 ORDER BY id`, [
    editionId,
  ]);

describe('the routes of runs', () => {
  it.each([
    ['get', ''],
    ['get', `/${NOBODY}`],
    ['get', `/${NOBODY}/deliveries`],
    ['get', `/${NOBODY}/progress`],
    ['get', `/${NOBODY}/events`],
    ['post', `/${NOBODY}/pause`],
    ['post', `/${NOBODY}/resume`],
    ['post', `/${NOBODY}/cancel`],
    ['post', `/${NOBODY}/uncertain/resend`],
    ['post', `/${NOBODY}/uncertain/mark`],
  ] as const)('answer nobody without the token: %s %s', async (method, path) => {
    await request(server())[method](`/api/admin/runs${path}`).expect(401);
  });

  it('show a run with counts that add up to its audience', async () => {
    const { editionId } = await bench.aRunOver(5, ({ phase, count }) =>
      phase === 'rcpt' && count === 0 ? '550 5.1.1 unknown' : undefined,
    );
    await bench.work(editionId);
    const { body } = await get(`/${editionId}`).expect(200);
    expect(body).toMatchObject({
      editionId,
      state: 'finished',
      outcome: 'finished with 1 failed',
      frozenCount: 5,
      pausedReason: null,
    });
    expect(body.counts).toMatchObject({ accepted: 4, failed: 1 });
    expect(Object.values<number>(body.counts).reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  it('tell how fast a run goes, by provider, and stream it until the run has ended', async () => {
    const { editionId } = await bench.aRunOver(5, ({ phase, count }) =>
      phase === 'rcpt' && count === 0 ? '550 5.1.1 unknown' : undefined,
    );
    await bench.work(editionId);
    const progress = await eventually(5, async () => {
      const { body } = await get(`/${editionId}/progress`).expect(200);
      return body.accepted === 4 && body.failed === 1 ? body : undefined;
    });
    expect(progress).toMatchObject({ state: 'finished', frozenCount: 5, accepted: 4, failed: 1, etaSeconds: 0 });
    expect(progress.providers).toEqual([expect.objectContaining({ provider: 'other', accepted: 4, failed: 1 })]);
    const { text, headers } = await get(`/${editionId}/events`).expect(200);
    expect(headers['content-type']).toContain('text/event-stream');
    expect(text.match(/^event: progress$/gm)).toHaveLength(1);
    expect(JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '')).toMatchObject({ editionId, accepted: 4 });
    await get(`/${NOBODY}/progress`).expect(404);
    await get(`/${NOBODY}/events`).expect(404);
  });

  it('answer 404 for a run that is not there, and 400 for an id that is none', async () => {
    for (const path of [`/${NOBODY}/pause`, `/${NOBODY}/resume`, `/${NOBODY}/cancel`]) await post(path).expect(404);
    await get(`/${NOBODY}`).expect(404);
    await post(`/${NOBODY}/uncertain/resend`, { ids: [NOBODY] }).expect(404);
    await get('/not-an-id').expect(400);
    await get('?state=asleep').expect(400);
    await post(`/${NOBODY}/pause`, { reason: 'x', extra: 1 }).expect(400);
    await post(`/${NOBODY}/uncertain/mark`, { ids: [NOBODY], state: 'pending' }).expect(400);
    await post(`/${NOBODY}/uncertain/resend`, { ids: [] }).expect(400);
  });

  it('pause, resume and cancel, each with its audit event; a second time is a conflict', async () => {
    const { editionId } = await bench.aRunOver(3);
    expect((await post(`/${editionId}/pause`, { reason: 'wrong price' }).expect(200)).body).toMatchObject({
      state: 'paused',
      pausedReason: 'wrong price',
    });
    const conflict = await post(`/${editionId}/pause`).expect(409);
    expect(conflict.body).toMatchObject({ code: 'run.not-sending', state: 'paused' });
    expect(conflict.headers['content-type']).toContain('application/problem+json');
    expect((await post(`/${editionId}/resume`).expect(200)).body).toMatchObject({
      state: 'sending',
      pausedReason: null,
    });
    await post(`/${editionId}/resume`).expect(409);
    expect((await post(`/${editionId}/cancel`).expect(200)).body).toMatchObject({
      state: 'cancelled',
      counts: { cancelled: 3 },
    });
    await post(`/${editionId}/cancel`).expect(409);
    expect((await auditOf(editionId)).map((event: { action: string }) => event.action)).toEqual([
      'run.pause',
      'run.resume',
      'run.cancel',
    ]);
  });

  it('list runs newest first in pages, and by state', async () => {
    const { editionId } = await bench.aRunOver(1);
    const others = [await aRun(bench.api.app), await aRun(bench.api.app)];
    const all = [editionId, ...others.map((run) => run.editionId)].sort().reverse();
    await post(`/${all[1]!}/pause`).expect(200);

    const first = await get('?limit=2').expect(200);
    expect(first.body.items.map((run: { editionId: string }) => run.editionId)).toEqual(all.slice(0, 2));
    const second = await get(`?limit=2&cursor=${first.body.nextCursor}`).expect(200);
    expect(second.body.items.map((run: { editionId: string }) => run.editionId)).toEqual(all.slice(2));
    expect(second.body.nextCursor).toBeNull();
    const paused = await get('?state=paused').expect(200);
    expect(paused.body.items.map((run: { editionId: string }) => run.editionId)).toEqual([all[1]]);
  });

  it('list deliveries in pages without a single address', async () => {
    const { editionId, readers } = await bench.aRunOver(7, ({ phase, to }) =>
      phase === 'rcpt' && to !== undefined ? `550 5.1.1 <${to}> unknown` : undefined,
    );
    await bench.work(editionId);
    const pages: { items: { id: string }[]; nextCursor: string | null }[] = [];
    for (let cursor: string | null | undefined = undefined; cursor !== null; cursor = pages.at(-1)!.nextCursor) {
      const from: string = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = await get(`/${editionId}/deliveries?state=failed&limit=3${from}`).expect(200);
      pages.push(page.body);
    }
    const seen = pages.flatMap((page) => page.items.map((row) => row.id));
    const text = JSON.stringify(pages);
    expect(seen).toEqual((await bench.rows(editionId)).map((row) => row.id));
    expect(text).not.toContain('@');
    for (const reader of readers) expect(text).not.toContain(reader.email);
    // Nor does the ledger keep what a relay repeats.
    expect(JSON.stringify(await bench.rows(editionId))).not.toContain('@test.example');
  });

  it('resend and mark what is uncertain, and say which ids were changed', async () => {
    const { editionId } = await bench.aRunOver(3, ({ phase, count }) =>
      phase === 'dot' && count < 2 ? 'drop' : undefined,
    );
    await bench.work(editionId);
    await bench.runs.finish();
    const { body } = await get(`/${editionId}/deliveries?state=uncertain`).expect(200);
    const [one, two] = body.items.map((row: { id: string }) => row.id);
    expect((await get(`/${editionId}`)).body.outcome).toBe('finished with 2 uncertain');

    expect((await post(`/${editionId}/uncertain/mark`, { ids: [one], state: 'accepted' }).expect(200)).body).toEqual({
      ids: [one],
    });
    expect((await post(`/${editionId}/uncertain/resend`, { ids: [one, two] }).expect(200)).body).toEqual({
      ids: [two],
    });
    expect((await post(`/${editionId}/uncertain/resend`, { ids: [one, two] }).expect(200)).body).toEqual({ ids: [] });
    await bench.work(editionId);
    await bench.runs.finish();
    expect((await get(`/${editionId}`)).body).toMatchObject({
      state: 'finished',
      outcome: 'sent',
      counts: { accepted: 3 },
    });
    expect(await auditOf(editionId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: 'run.mark' }),
        expect.objectContaining({ action: 'run.resend' }),
      ]),
    );
  });

  it('refuse to resend in a run that was cancelled', async () => {
    const { editionId } = await bench.aRunOver(1, ({ phase }) => (phase === 'dot' ? 'drop' : undefined));
    await bench.work(editionId);
    const [row] = await bench.rows(editionId);
    await bench.query(`UPDATE delivery_run SET state = 'sending', finished_at = NULL`);
    await post(`/${editionId}/cancel`).expect(200);
    const refused = await post(`/${editionId}/uncertain/resend`, { ids: [row!.id] }).expect(409);
    expect(refused.body.code).toBe('run.cancelled');
    await bench.runs.finish();
    expect((await get(`/${editionId}`)).body.outcome).toBe('cancelled with 1 uncertain');
  });
});
