import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AuthApiModule } from '#src/auth/auth-api.module.js';
import { FoundationModule } from '#src/foundation/foundation.module.js';
import { configureHttp } from '#src/foundation/http/http-app.js';
import { openQueueBackend } from '#src/foundation/queue/queue-backend.js';
import { OpsModule } from '#src/ops/index.js';
import { testConfig } from '../../support/api-app.js';
import { freshDatabase, silentLog, type TestDatabase } from '../../support/database.js';
import { tcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';

let database: TestDatabase;
let proxy: TcpProxy;
let app: NestExpressApplication;
let closeQueue: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  const direct = new URL(database.url);
  proxy = await tcpProxy(Number(direct.port));
  direct.port = String(proxy.port);
  const config = testConfig(direct.toString());
  const queue = await openQueueBackend(config, silentLog);
  closeQueue = () => queue.close();
  const module = await Test.createTestingModule({
    imports: [FoundationModule.with({ config, log: silentLog, queue }), AuthApiModule, OpsModule],
  }).compile();
  app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app);
  await app.init();
});
afterAll(async () => {
  await closeQueue();
  await proxy.close();
  await database.drop();
});

const get = (path: string) => request(app.getHttpServer()).get(path);

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if ((await get('/health/ready')).status === 200) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`never became ready again: ${JSON.stringify((await get('/health/ready')).body)}`);
}

describe('a process of any role', () => {
  it('is live and ready, without a token', async () => {
    await get('/health/live').expect(200, { status: 'live' });
    await get('/health/ready').expect(200, { status: 'ready' }).expect('Cache-Control', 'no-store');
  });

  it('shows its metrics in the format of Prometheus', async () => {
    const response = await get('/metrics').expect(200);
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.text).toMatch(/^process_cpu_seconds_total \d/m);
  });

  it('is not ready when the database hangs, and stays live', async () => {
    proxy.freeze();
    try {
      const response = await get('/health/ready').expect(503);
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(response.body).toMatchObject({
        code: 'health.not-ready',
        failing: [
          { check: 'database', reason: 'timeout' },
          { check: 'clock', reason: 'timeout' },
          { check: 'schema', reason: 'timeout' },
          { check: 'queue', reason: 'timeout' },
        ],
      });
      await get('/health/live').expect(200);
    } finally {
      proxy.thaw();
    }
    await untilReady();
  });

  it('does not pile up queries on a database that hangs', async () => {
    proxy.freeze();
    try {
      await Promise.all(Array.from({ length: 30 }, () => get('/health/ready').expect(503)));
    } finally {
      proxy.thaw();
    }
    await untilReady();
    const [row] = await database.dataSource.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tradewind'`,
    );
    expect(row.open).toBeLessThanOrEqual(6);
  });

  it('recovers by itself after the database dropped every connection', async () => {
    proxy.cut();
    await untilReady();
  });

  it('names a pending migration, and does not mind one of a newer program', async () => {
    await database.dataSource.query(`INSERT INTO migration (timestamp, name) VALUES (9, 'FromTheFuture9')`);
    await get('/health/ready').expect(200);
    await database.dataSource.query(`DELETE FROM migration WHERE name LIKE 'CreateAudit%'`);
    const response = await get('/health/ready').expect(503);
    expect(response.body.failing).toEqual([{ check: 'schema', reason: expect.stringContaining('CreateAudit') }]);
    await database.dataSource.query(
      `INSERT INTO migration (timestamp, name) VALUES (1764057601000, 'CreateAudit1764057601000')`,
    );
    await get('/health/ready').expect(200);
  });

  it('names the schema of the queue when it is older than this program', async () => {
    await database.dataSource.query('CREATE TABLE kept AS SELECT * FROM bullmq.migration');
    await database.dataSource.query('DELETE FROM bullmq.migration');
    const response = await get('/health/ready').expect(503);
    expect(response.body.failing).toEqual([{ check: 'schema', reason: expect.stringContaining('"bullmq"') }]);
    await database.dataSource.query(
      'INSERT INTO bullmq.migration SELECT * FROM kept EXCEPT SELECT * FROM bullmq.migration',
    );
    await get('/health/ready').expect(200);
  });

  it('is not ready while it drains', async () => {
    const server = app.getHttpServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => (release = done));
    // Some other provider takes its time in the shutdown, as a running sweep does.
    const ticker = { beforeApplicationShutdown: () => held };
    Object.assign(app.get(OpsModule), ticker);
    const closing = app.close();
    await new Promise((done) => setTimeout(done, 50));
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ failing: [{ check: 'process', reason: 'draining' }] });
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
    release();
    await closing;
  });
});
