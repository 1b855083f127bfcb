import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { bearer } from '../support/api-app.js';
import { cloneDatabase, dropDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import { byGeneric, byPostmark, bySendgrid, GENERIC_KEY, WEBHOOK_SETTINGS, type Posted } from '../support/webhooks.js';

const CANARY = 'canary.reader@leak.example';

let databaseUrl: string;
let role: RoleProcess;
beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  role = await startRole('all', roleEnvironment(databaseUrl, { ...WEBHOOK_SETTINGS, LOG_LEVEL: 'debug' }));
}, 120_000);
afterAll(async () => {
  await role.stop('SIGKILL');
  await dropDatabase(databaseUrl);
});

const admin = (path: string) => request(role.url).get(`/api/admin/${path}`).set(bearer);
const post = ({ path, headers, body }: Posted) => request(role.url).post(path).set(headers).send(body);

describe('webhooks of a built process', () => {
  it('suppress the reader they are about, and leave no address in logs, metrics and answers', async () => {
    const created = await request(role.url)
      .post('/api/admin/subscribers')
      .set(bearer)
      .send({ email: CANARY, locale: 'en' })
      .expect(201);
    const words = `550 5.1.1 <${CANARY}> user unknown`;
    const answers = await Promise.all([
      post(byGeneric({ id: CANARY, recipient: CANARY, status: '5.1.1', reply: words })),
      post(byGeneric({ id: CANARY, recipient: CANARY, status: '5.1.1', reply: words })),
      post(
        bySendgrid([
          { event: 'bounce', sg_event_id: randomUUID(), email: CANARY, reason: words, 'smtp-id': `<x.${CANARY}>` },
        ]),
      ),
      post(byPostmark({ RecordType: 'SpamComplaint', ID: 1, MessageID: randomUUID(), Email: CANARY, Details: words })),
      post(byGeneric({ id: 'x', recipient: CANARY, reply: words }, 1)),
      post(byGeneric({ id: 'x', recipient: CANARY, nonsense: CANARY })),
      post(byGeneric(`{"recipient": "${CANARY}"`)),
      post({ path: `/hooks/${CANARY}`, headers: {}, body: CANARY }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 403, 400, 400, 404]);
    const subscriber = (await admin(`subscribers/${String(created.body.id)}`).expect(200)).body;
    expect(subscriber.suppression).toBe('complaint');
    const { items } = (await admin('feedback').expect(200)).body;
    expect(items.map((item: { class: string; matchedBy: string }) => `${item.class} ${item.matchedBy}`).sort()).toEqual(
      ['complaint address', 'hard address', 'hard none'],
    );
    const output = await eventually(10, () =>
      Promise.resolve(role.output().includes('feedback.suppressed') ? role.output() : undefined),
    );
    const metrics = (await request(role.url).get('/metrics').expect(200)).text;
    const said = [output, metrics, JSON.stringify(items), ...answers.map(({ text }) => text)].join('\n');
    expect(said).not.toContain('leak.example');
    expect(said).not.toContain(GENERIC_KEY);
  });
});
