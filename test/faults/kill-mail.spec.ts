import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { DeliveryModule, TransactionalMail } from '#src/delivery/index.js';
import { anApiApp, type ApiApp } from '../support/api-app.js';
import { eventually } from '../support/eventually.js';
import { startFaultSmtp } from '../support/fault-smtp.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';

let api: ApiApp;
let relay: Awaited<ReturnType<typeof startFaultSmtp>>;
const processes: RoleProcess[] = [];
beforeAll(async () => {
  // It keeps every mail and answers to none.
  relay = await startFaultSmtp(({ phase }) => (phase === 'dot' ? 'hang' : undefined));
  api = await anApiApp([DeliveryModule], { SMTP_URL: relay.url });
});
afterAll(async () => {
  await Promise.all(processes.map((running) => running.stop('SIGKILL')));
  await api.close();
  await relay.close();
});

async function start(role: string): Promise<RoleProcess> {
  const environment = roleEnvironment(api.url, {
    SMTP_URL: relay.url,
    SMTP_TIMEOUT_SECONDS: '2',
    SMTP_FINAL_TIMEOUT_SECONDS: '60',
    DELIVERY_LEASE_SECONDS: '61',
    UNCERTAIN_HOLD_MINUTES: '1',
  });
  const running = await startRole(role, environment);
  processes.push(running);
  return running;
}
const query = (sql: string) => api.app.get(DataSource).query(sql);
const untilArrived = (count: number) =>
  eventually(30, () => Promise.resolve(relay.arrived.length === count ? true : undefined), `mail ${count}`);
const untilUncertain = () =>
  eventually(
    30,
    async () => ((await query('SELECT state FROM transactional_mail'))[0].state === 'uncertain' ? true : undefined),
    'the sweep',
  );
/** So long after the hand-off that its lease is over and a doubt may be resent. */
const timePasses = () =>
  query(
    `UPDATE transactional_mail SET lease_until = lease_until - interval '2 minutes', handed_at = handed_at - interval '2 minutes'`,
  );

describe('a worker that is killed in the middle of a transactional mail', () => {
  it('leaves it in doubt; another one resends it once under the same Message-ID, and nobody ever again', async () => {
    await start('scheduler');
    for (const send of [1, 2]) {
      const worker = await start('worker');
      if (send === 1) {
        const values = { editionId: randomUUID(), reason: 'a test' };
        await api.app
          .get(DataSource)
          .transaction((manager) =>
            api.app
              .get(TransactionalMail)
              .write(manager, { kind: 'operator_alert', locale: 'en', address: 'operator@team.example', values }),
          );
      }
      await untilArrived(send);
      await worker.stop('SIGKILL');
      await timePasses();
      await untilUncertain();
    }
    await start('worker');
    await new Promise((done) => setTimeout(done, 3_000));

    expect(relay.arrived).toHaveLength(2);
    expect(new Set(relay.arrived.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await query('SELECT state, attempts, address, next_attempt_at FROM transactional_mail')).toEqual([
      { state: 'uncertain', attempts: 2, address: null, next_attempt_at: null },
    ]);
  }, 120_000);
});
