import PostalMime from 'postal-mime';
import request from 'supertest';
import { RunBrake, DeliveryApiModule } from '#src/delivery/index.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { FeedbackApiModule } from '#src/feedback/index.js';
import { bearer } from '../../support/api-app.js';
import { aMailBench, OPERATOR, type MailBench } from './mail-bench.js';

let bench: MailBench;
beforeAll(async () => {
  bench = await aMailBench({ OPERATOR_EMAIL: OPERATOR, OPERATOR_LOCALE: 'zh-CN', SMTP_CONNECTIONS: '1' }, [
    DeliveryApiModule,
    FeedbackApiModule,
  ]);
});
afterAll(() => bench.close());
beforeEach(() => bench.query('TRUNCATE transactional_mail'));

const alerts = async () =>
  Promise.all(
    bench.relay.arrived
      .filter(({ to }) => to === OPERATOR)
      .map(({ raw }) => PostalMime.parse(Buffer.from(raw, 'latin1'))),
  );
/** The relay drops its lines when its plan changes; this program hears of that a moment later. */
async function mended(): Promise<void> {
  bench.relay.use(() => undefined);
  await new Promise((heard) => setTimeout(heard, 20));
  await bench.timePasses(10);
}

describe('a run that pauses itself', () => {
  it('because the relay refuses our sender tells the operator once, when the relay lets mail through again', async () => {
    const { editionId } = await bench.aRunOver(9, ({ phase, count }) =>
      phase === 'mail' && count >= 3 ? '550 5.7.1 sender refused' : undefined,
    );
    expect(await bench.work(editionId)).toBe('paused');
    await bench.send();
    expect(await alerts()).toEqual([]);
    expect(await bench.all()).toHaveLength(1);

    await mended();
    await bench.send();
    await bench.send();
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert?.subject).toBe('【Tradewind】发送已暂停：方向变了 · A shift');
    for (const said of [
      editionId,
      '550 5.7.1 sender refused',
      '共 9 封：已接收 3，失败 0，不确定 0，尚未发送 6',
      `https://news.example/api/admin/runs/${editionId}/progress`,
      '1 Test Street',
    ])
      expect(alert?.text?.replaceAll('\n', ' ')).toContain(said);
  });

  it('tells again when it was resumed and pauses once more', async () => {
    const { editionId } = await bench.aRunOver(3);
    const brake = bench.api.app.get(RunBrake);
    await Promise.all([1, 2, 3].map(() => brake.pause(editionId, 'first')));
    expect(await bench.all()).toHaveLength(1);
    await bench.api.app.get(RunDesk).resume(editionId, 'ana');
    await brake.pause(editionId, 'second');
    await bench.send();
    const texts = (await alerts()).map(({ text }) => /原因：(\w+)/.exec(text ?? '')?.[1]);
    expect(texts.sort()).toEqual(['first', 'second']);
  });

  it('because of complaints tells at once', async () => {
    const { editionId } = await bench.aRunOver(4);
    await bench.work(editionId);
    await bench.query(`UPDATE delivery_run SET state = 'sending'`);
    for (const { id } of (await bench.rows(editionId)).slice(0, 3))
      await request(bench.api.app.getHttpServer())
        .post('/api/admin/complaints')
        .set(bearer)
        .send({ messageId: `<d.${id}@tradewind.example>` })
        .expect(200);
    await bench.send();
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert?.text).toContain('3 complaints');
  });

  it('does so also when the alert cannot be written', async () => {
    const { editionId } = await bench.aRunOver(3);
    await bench.query('ALTER TABLE transactional_mail RENAME TO away');
    const isPaused = await bench.api.app.get(RunBrake).pause(editionId, 'a fault');
    await bench.query('ALTER TABLE away RENAME TO transactional_mail');
    expect(isPaused).toBe(true);
    expect((await bench.report(editionId)).state).toBe('paused');
  });

  it('is not an operator who pauses it: nobody is told of their own act', async () => {
    const { editionId } = await bench.aRunOver(3);
    await bench.api.app.get(RunDesk).pause(editionId, 'lunch', 'ana');
    expect(await bench.all()).toEqual([]);
  });
});

describe('without OPERATOR_EMAIL', () => {
  it('a run pauses itself and nobody is told by mail', async () => {
    const silent = await aMailBench();
    const { editionId } = await silent.aRunOver(3);
    await expect(silent.api.app.get(RunBrake).pause(editionId, 'a fault')).resolves.toBe(true);
    expect(await silent.all()).toEqual([]);
    await silent.close();
  });
});

describe('GET /api/admin/transactional-mail', () => {
  const get = (query = '') => request(bench.api.app.getHttpServer()).get(`/api/admin/transactional-mail${query}`);

  it('answers nobody without the token', async () => {
    await get().expect(401);
  });

  it('lists mails, newest first, page by page, and never whom they went to or what they said', async () => {
    await bench.aMail({ values: { editionId: '018f0000-0000-7000-8000-0000000000aa', reason: 'secret words' } });
    await bench.send();
    bench.api.app.get(Lanes).forget();
    const waiting = await bench.write();

    const { body: all } = await get().set(bearer).expect(200);
    expect(all.items.map(({ state }: { state: string }) => state)).toEqual(['pending', 'accepted']);
    expect(all.items[1]).toMatchObject({ kind: 'operator_alert', locale: 'en', attempts: 1, code: 250, phase: 'dot' });
    expect(JSON.stringify(all)).not.toMatch(/operator@|secret words/);
    const { body: first } = await get('?limit=1').set(bearer).expect(200);
    expect(first).toMatchObject({ items: [{ id: waiting }], nextCursor: waiting });
    const { body: second } = await get(`?limit=1&cursor=${waiting}`).set(bearer).expect(200);
    expect(second).toMatchObject({ items: [{ state: 'accepted' }], nextCursor: null });
    const { body: accepted } = await get('?state=accepted&kind=operator_alert').set(bearer).expect(200);
    expect(accepted.items).toHaveLength(1);
  });

  it.each([['state=gone'], ['kind=spam'], ['cursor=1'], ['limit=0']])(
    'refuses %s and names the field',
    async (query) => {
      const { body } = await get(`?${query}`).set(bearer).expect(400);
      expect(JSON.stringify(body)).toContain(query.split('=')[0]);
    },
  );
});
