import request from 'supertest';
import { DataSource } from 'typeorm';
import { connect } from '#src/foundation/database/data-source.js';
import { cloneDatabase, dropDatabase, silentLog } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startMailSink } from '../support/mail-sink.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import { solve } from '../support/proof.js';

const IP_LIMIT = 400;
const CANARY = 'canary-7f3a9@firm-of-the-canary.example';

let databaseUrl: string;
let database: DataSource;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let roles: RoleProcess[] = [];
let apis: [RoleProcess, RoleProcess];

beforeAll(async () => {
  databaseUrl = await cloneDatabase();
  database = await connect({ DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: 4 }, silentLog);
  sink = await startMailSink();
  const environment = roleEnvironment(databaseUrl, {
    SMTP_URL: sink.url,
    SIGNUP_IP_PER_HOUR: String(IP_LIMIT),
    SIGNUP_NETWORK_PER_HOUR: String(IP_LIMIT),
    SIGNUP_PROOF_BITS: '1',
    LOG_LEVEL: 'debug',
  });
  roles = await Promise.all(['api', 'api', 'worker', 'scheduler'].map((role) => startRole(role, environment)));
  apis = [roles[0]!, roles[1]!];
}, 120_000);
afterAll(async () => {
  for (const role of roles) await role.stop('SIGKILL');
  await database.destroy();
  await sink.close();
  await dropDatabase(databaseUrl);
});

async function ask(api: RoleProcess, email: string, n: number): Promise<number> {
  const { body: offer } = await request(api.url).get('/api/subscribe').expect(200);
  const { status } = await request(api.url)
    .post('/api/subscribe')
    .set('X-Forwarded-For', `203.0.113.${n % 256}, 198.51.${n % 256}.7`)
    .send({
      email,
      locale: 'en',
      wording: { version: offer.wording.version, locale: 'en' },
      proof: { challenge: offer.challenge, nonce: solve(offer.challenge, offer.bits) },
    });
  return status;
}

describe('row 44: the subscribe form under a thousand requests', () => {
  it('for one address, through two instances and under forged origins, sends one mail', async () => {
    const statuses: number[] = [];
    const begin = Array.from({ length: 8 }, async (_, hand) => {
      for (let n = hand; n < 1_000; n += 8) statuses.push(await ask(apis[n % 2]!, CANARY, n));
    });
    await Promise.all(begin);
    expect(statuses.filter((status) => status === 202)).toHaveLength(IP_LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1_000 - IP_LIMIT);
    await eventually(60, async () => {
      const [{ open }] = await database.query('SELECT count(*)::int AS open FROM signup WHERE due_at IS NOT NULL');
      return open === 0 && sink.mails.length > 0 ? true : undefined;
    });
    expect(sink.mails.map(({ to }) => to)).toEqual([CANARY]);
  });

  it('names nobody outside the tables of people: not in logs, metrics, queues or other tables', async () => {
    const link = /https:\/\/news\.example(\/c\/\S+)/.exec(sink.mails[0]?.mail.text ?? '')?.[1] ?? '';
    await request(apis[0].url).post(link).type('form').send({ act: 'confirm' }).expect(200);
    for (const role of roles) {
      expect(role.output()).not.toContain('canary');
      expect((await request(role.url).get('/metrics')).text).not.toContain('canary');
    }
    const { text } = await request(apis[1].url)
      .post('/api/subscribe')
      .send({ email: `${CANARY}\n`, locale: 'xx' });
    expect(text).not.toContain('canary');
    const tables = await database.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const holders = [];
    for (const { name } of tables) {
      const [{ found }] = await database.query(
        `SELECT EXISTS (SELECT FROM ${name} t WHERE strpos(t::text, 'canary-7f3a9') > 0) AS found`,
      );
      if (found) holders.push(name);
    }
    expect(holders).toEqual(['public.subscriber']);
  });
});
