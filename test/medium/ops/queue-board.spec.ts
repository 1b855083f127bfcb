import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import request from 'supertest';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { QueueBoardModule } from '#src/ops/index.js';
import { anApiApp, bearer, TEST_ADMIN_TOKEN, type ApiApp } from '../../support/api-app.js';
import { connect } from '#src/foundation/database/data-source.js';
import { silentLog } from '../../support/database.js';

let api: ApiApp;
let queue: Queue;
beforeAll(async () => {
  api = await anApiApp([QueueBoardModule]);
  queue = api.app.get<Queue>(getQueueToken(QUEUES.delivery));
});
afterAll(() => api.close());

const basic = (password: string) => ({ Authorization: `Basic ${Buffer.from(`op:${password}`).toString('base64')}` });
const http = () => request(api.app.getHttpServer());

async function auditRows(): Promise<{ action: string; subject_id: string; detail: { path: string } }[]> {
  const source = await connect(api.config, silentLog);
  try {
    return await source.query('SELECT action, subject_id, detail FROM audit_event ORDER BY id');
  } finally {
    await source.destroy();
  }
}

describe('the queue board', () => {
  it.each([
    '/admin/queues',
    '/admin/queues/',
    '/admin/queues/api/queues',
    '/admin/queues/static/favicon.ico',
    '/admin/queues/queue/delivery',
    '/Admin/Queues/api/queues',
    '/admin/%71ueues/api/queues',
    '//admin/queues/api/queues',
    '/admin//queues/api/queues',
    '/admin/queues/../queues/api/queues',
    '/admin/queues;x/api/queues',
  ])('answers nobody at %s without the admin token', async (path) => {
    for (const headers of [{}, basic('wrong-token-of-some-length'), { Authorization: 'Bearer wrong' }]) {
      const response = await http().get(path).set(headers);
      expect([401, 404]).toContain(response.status);
      expect(response.text).not.toContain('extraction');
    }
  });

  it('asks a browser for the token', async () => {
    const response = await http().get('/admin/queues').expect(401);
    expect(response.headers['www-authenticate']).toBe('Basic realm="Tradewind queues", charset="UTF-8"');
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it.each([
    ['as password of any user', basic(TEST_ADMIN_TOKEN)],
    ['as bearer token', bearer],
  ])('opens with the token %s, under a policy that loads nothing from elsewhere', async (_how, headers) => {
    const page = await http().get('/admin/queues').set(headers).expect(200);
    expect(page.text).toContain('Tradewind queues');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.text)?.[1];
    await http().get(`/admin/queues/${script}`).set(headers).expect(200);
  });

  it('shows the jobs of the database-backed queues', async () => {
    await queue.add('wake', { editionId: '0190' }, { jobId: 'seen-on-board', delay: 60_000 });
    const { body } = await http()
      .get('/admin/queues/api/queues?activeQueue=delivery&status=delayed&page=1&jobsPerPage=10')
      .set(bearer)
      .expect(200);
    expect(body.queues.map((entry: { name: string }) => entry.name).sort()).toEqual(Object.values(QUEUES).sort());
    const delivery = body.queues.find((entry: { name: string }) => entry.name === 'delivery');
    expect(delivery.counts.delayed).toBe(1);
    expect(delivery.jobs[0]).toMatchObject({ id: 'seen-on-board', data: { editionId: '0190' } });
    expect(
      (await http().get('/admin/queues/api/queues/delivery/seen-on-board').set(bearer).expect(200)).body.job.id,
    ).toBe('seen-on-board');
  });

  it('changes a queue for who has the token, and leaves a trace', async () => {
    await http().put('/admin/queues/api/queues/delivery/seen-on-board/promote').set(bearer).expect(204);
    expect(await queue.getJobState('seen-on-board')).toBe('waiting');
    await http().put('/admin/queues/api/queues/delivery/pause').set(bearer).expect(200);
    expect(await queue.isPaused()).toBe(true);
    await http().put('/admin/queues/api/queues/delivery/resume').set(bearer).expect(200);
    expect(await auditRows()).toMatchObject([
      {
        action: 'queue.changed-on-board',
        subject_id: 'delivery',
        detail: { path: '/queues/delivery/seen-on-board/promote' },
      },
      { subject_id: 'delivery', detail: { path: '/queues/delivery/pause' } },
      { subject_id: 'delivery', detail: { path: '/queues/delivery/resume' } },
    ]);
  });

  it('takes no change from another site that rides on the browser’s credentials', async () => {
    const pause = () => http().put('/admin/queues/api/queues/delivery/pause').set(basic(TEST_ADMIN_TOKEN));
    await pause().set('Sec-Fetch-Site', 'cross-site').expect(403);
    await pause().set('Sec-Fetch-Site', 'same-site').expect(403);
    await pause().set('Origin', 'https://elsewhere.example').expect(403);
    await pause().set('Origin', 'null').expect(403);
    expect(await queue.isPaused()).toBe(false);
    await http()
      .put('/admin/queues/api/queues/delivery/resume')
      .set(basic(TEST_ADMIN_TOKEN))
      .set({ Host: 'tradewind.example', Origin: 'https://tradewind.example', 'Sec-Fetch-Site': 'same-origin' })
      .expect(200);
  });
});
