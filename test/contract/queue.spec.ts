import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Queue, Worker, type JobsOptions, type Processor, type WorkerOptions } from 'bullmq';
import { Client } from 'pg';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { openQueueBackend, type QueueBackend } from '#src/foundation/queue/queue-backend.js';
import { cloneDatabase, dropDatabase, silentLog } from '../support/database.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { tcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

type Server = { url: string; proxy: TcpProxy; open(): Promise<QueueBackend>; stop(): Promise<void> };

async function postgres(): Promise<Server> {
  const url = await cloneDatabase();
  const { proxy, through } = await proxied(url);
  return {
    url,
    proxy,
    open: () => openQueueBackend({ DATABASE_URL: through }, silentLog),
    stop: async () => {
      await proxy.close();
      await dropDatabase(url);
    },
  };
}

async function redis(): Promise<Server> {
  const server: TestRedis = await startRedis();
  const { proxy, through } = await proxied(server.url);
  return {
    url: server.url,
    proxy,
    open: () => openQueueBackend({ QUEUE_URL: through, DATABASE_URL: 'unused' }, silentLog),
    stop: async () => {
      await proxy.close();
      await server.stop();
    },
  };
}

async function proxied(url: string): Promise<{ proxy: TcpProxy; through: string }> {
  const address = new URL(url);
  const proxy = await tcpProxy(Number(address.port));
  address.port = String(proxy.port);
  return { proxy, through: address.toString() };
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await pause(25)) if (await isTrue()) return;
  throw new Error(`not within ${seconds} s: ${what}`);
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

const backends: ['postgres' | 'redis', () => Promise<Server>][] = [['postgres', postgres]];
if (hasRedis()) backends.push(['redis', redis]);

describe.each(backends)('the queue on %s', (kind, start) => {
  let server: Server;
  let backend: QueueBackend;
  let queue: Queue;
  let workers: Worker[] = [];
  let count = 0;

  beforeAll(async () => {
    server = await start();
    backend = await server.open();
  });
  afterAll(async () => {
    await backend.close();
    await server.stop();
  });
  beforeEach(() => {
    queue = new Queue(`contract-${++count}`, { connection: backend.connection });
    queue.on('error', () => undefined);
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
    workers = [];
    await queue.close();
  });

  function work(processor: Processor, options: Partial<WorkerOptions> = {}): { worker: Worker; errors: Error[] } {
    const worker = new Worker(queue.name, processor, { connection: backend.connection, ...options });
    const errors: Error[] = [];
    worker.on('error', (error) => errors.push(error));
    workers.push(worker);
    return { worker, errors };
  }

  const add = (data: object = {}, options: JobsOptions = {}) => queue.add('job', data, options);

  it(`is ${kind}, as asked`, () => {
    expect(backend.kind).toBe(kind);
  });

  it('hands a job to a worker and keeps what it returned', async () => {
    work((job) => Promise.resolve({ doubled: job.data.n * 2 }));
    const job = await add({ n: 21 });
    await until('the job is completed', () => job.isCompleted());
    expect((await queue.getJob(job.id!))?.returnvalue).toEqual({ doubled: 42 });
  });

  it('wakes a worker that waits, within a second', async () => {
    const seen: number[] = [];
    work(() => Promise.resolve(seen.push(Date.now())));
    await pause(300);
    const addedAt = Date.now();
    await add();
    await until('the job was seen', () => seen.length === 1);
    expect(seen[0]! - addedAt).toBeLessThan(1_000);
  });

  it('keeps one job per job id, while it waits and while it is at work', async () => {
    await add({ n: 1 }, { jobId: 'wake' });
    await add({ n: 2 }, { jobId: 'wake' });
    expect(await queue.getWaitingCount()).toBe(1);
    const seen: unknown[] = [];
    let finish: () => void = () => undefined;
    work(async (job) => {
      seen.push(job.data.n);
      await new Promise<void>((done) => (finish = done));
    });
    await until('the job is at work', () => seen.length === 1);
    await add({ n: 3 }, { jobId: 'wake' });
    finish();
    await until('the job is completed', async () => (await queue.getCompletedCount()) === 1);
    expect(seen).toEqual([1]);
    expect(await queue.getWaitingCount()).toBe(0);
  });

  it('takes a job id again once its job was removed', async () => {
    let runs = 0;
    work(() => Promise.resolve(++runs));
    for (const expected of [1, 2]) {
      await add({}, { jobId: 'wake', removeOnComplete: true });
      await until(`run ${expected}`, async () => runs === expected && (await queue.getJob('wake')) === undefined);
    }
  });

  it('tries a failing job again, later each time, and keeps the last failure', async () => {
    const at: number[] = [];
    work(() => {
      at.push(Date.now());
      return Promise.reject(new Error(`failure ${at.length}`));
    });
    const job = await add({}, { attempts: 3, backoff: { type: 'exponential', delay: 200 } });
    await until('the job has failed', () => job.isFailed());
    expect(at).toHaveLength(3);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(190);
    expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(390);
    const kept = await queue.getJob(job.id!);
    expect(kept).toMatchObject({ failedReason: 'failure 3', attemptsMade: 3 });
  });

  it('holds a delayed job back until it is due', async () => {
    const seen: number[] = [];
    work(() => Promise.resolve(seen.push(Date.now())));
    const addedAt = Date.now();
    await add({}, { delay: 600 });
    await pause(300);
    expect(seen).toEqual([]);
    await until('the job was seen', () => seen.length === 1);
    expect(seen[0]! - addedAt).toBeGreaterThanOrEqual(590);
    expect(seen[0]! - addedAt).toBeLessThan(3_000);
  });

  it('keeps no more finished jobs than it was told', async () => {
    work((job) => (job.data.fails === true ? Promise.reject(new Error('no')) : Promise.resolve()));
    for (let n = 0; n < 6; n++) await add({ fails: n % 2 === 1 }, { removeOnComplete: 2, removeOnFail: true });
    await until('all are done', async () => (await queue.count()) === 0 && (await queue.getActiveCount()) === 0);
    expect(await queue.getCompletedCount()).toBe(2);
    expect(await queue.getFailedCount()).toBe(0);
  });

  it('runs as many at once as a worker has hands, and no more', async () => {
    let running = 0;
    let most = 0;
    work(
      async () => {
        most = Math.max(most, ++running);
        await pause(80);
        running--;
      },
      { concurrency: 3 },
    );
    await queue.addBulk(Array.from({ length: 12 }, (_none, n) => ({ name: 'job', data: { n } })));
    await until('all are completed', async () => (await queue.getCompletedCount()) === 12);
    expect(most).toBe(3);
  });

  it('shares the jobs between workers, each job once', async () => {
    const seen: string[] = [];
    for (let hands = 0; hands < 3; hands++) work((job) => Promise.resolve(seen.push(job.id!)), { concurrency: 4 });
    const jobs = await queue.addBulk(Array.from({ length: 100 }, (_none, n) => ({ name: 'job', data: { n } })));
    await until('all are completed', async () => (await queue.getCompletedCount()) === 100);
    expect([...seen].sort()).toEqual(jobs.map((job) => job.id!).sort());
  });

  it('ends the job at work before a worker closes, and leaves the rest waiting', async () => {
    let ended = 0;
    const { worker } = work(async () => {
      await pause(500);
      ended++;
    });
    await add();
    await add();
    await until('one is at work', async () => (await queue.getActiveCount()) === 1);
    await worker.close();
    expect(ended).toBe(1);
    expect(await queue.getCompletedCount()).toBe(1);
    expect(await queue.getWaitingCount()).toBe(1);
  });

  it('gives the job of a worker that was killed to another one', async () => {
    const job = await add({ editionId: 'e1' });
    const dying = spawn(process.execPath, [
      join(projectRoot, 'test/support/dying-worker.mjs'),
      kind,
      server.url,
      queue.name,
    ]);
    await new Promise((done) => dying.stdout.once('data', done));
    const gone = new Promise((done) => dying.once('exit', done));
    dying.kill('SIGKILL');
    await gone;
    expect(await job.getState()).toBe('active');
    const seen: unknown[] = [];
    work((taken) => Promise.resolve(seen.push(taken.data.editionId)), { lockDuration: 1_000, stalledInterval: 500 });
    await until('the job is completed', () => job.isCompleted());
    expect(seen).toEqual(['e1']);
  });

  it('can be emptied whole and filled again', async () => {
    for (const id of ['a', 'b', 'c']) await add({}, { jobId: id });
    await add({}, { jobId: 'later', delay: 60_000 });
    await queue.obliterate({ force: true });
    expect(await queue.getJobCountByTypes()).toBe(0);
    for (const id of ['a', 'b', 'later']) await add({}, { jobId: id });
    const seen: string[] = [];
    work((job) => Promise.resolve(seen.push(job.id!)));
    await until('all are completed', async () => (await queue.getCompletedCount()) === 3);
    expect(seen.sort()).toEqual(['a', 'b', 'later']);
  });

  it('survives the loss of every connection: errors go to the listener, and work goes on', async () => {
    const seen: unknown[] = [];
    const { worker, errors } = work((job) => Promise.resolve(seen.push(job.data.n)));
    await worker.waitUntilReady();
    await add({ n: 1 });
    await until('the first was seen', () => seen.length === 1);
    server.proxy.cut();
    await pause(200);
    await until('the queue takes a job again', () => add({ n: 2 }).then(() => true, () => false)); // prettier-ignore
    await until('the second was seen', () => seen.includes(2), 25);
    expect(errors.length).toBeLessThan(100);
  });

  it('fails to add a job while its server is away, instead of waiting for ever', async () => {
    await queue.waitUntilReady();
    server.proxy.refuse();
    await expect(add({ n: 1 })).rejects.toThrow();
    server.proxy.accept();
    await until('the queue takes a job again', () => add({ n: 2 }).then(() => true, () => false)); // prettier-ignore
  });

  it('does not spin while its server is away, and goes on when it is back', async () => {
    const seen: unknown[] = [];
    const { worker, errors } = work((job) => Promise.resolve(seen.push(job.data.n)));
    await worker.waitUntilReady();
    server.proxy.refuse();
    const before = process.cpuUsage();
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 20);
    await pause(3_000);
    clearInterval(ticking);
    const { user, system } = process.cpuUsage(before);
    server.proxy.accept();
    // On two busy cores a timer of 20 ms comes late, but a loop that spins lets none through at all.
    expect(ticks).toBeGreaterThan(50);
    expect((user + system) / 1_000).toBeLessThan(1_500);
    expect(errors.length).toBeLessThan(200);
    await until('the queue takes a job again', () => add({ n: 3 }).then(() => true, () => false)); // prettier-ignore
    await until('the job was seen', () => seen.includes(3), 25);
  });
});

describe('what a queue server must be like', () => {
  it('a database whose queue tables are missing is refused, without a single spin', async () => {
    const url = await cloneDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('DROP SCHEMA bullmq CASCADE');
    await client.end();
    await expect(openQueueBackend({ DATABASE_URL: url }, silentLog)).rejects.toMatchObject({
      code: 'database.schema',
      message: 'Pending migration of the queue\'s schema "bullmq" (run the migrate role first)',
    });
    await dropDatabase(url);
  });

  it('options that the address of the database brings along stay in force', async () => {
    const url = await cloneDatabase();
    const backend = await openQueueBackend({ DATABASE_URL: `${url}?options=-c%20work_mem%3D7MB` }, silentLog);
    const queue = new Queue('options', { connection: backend.connection });
    await queue.add('job', {});
    const { rows } = await (backend.connection as unknown as Client).query('SHOW work_mem');
    expect(rows).toEqual([{ work_mem: '7MB' }]);
    await queue.close();
    await backend.close();
    await dropDatabase(url);
  });

  if (backends.length === 1) return;

  it('a Redis that may evict jobs is refused, with the setting it has', async () => {
    const server = await startRedis({ policy: 'allkeys-lru' });
    await expect(openQueueBackend({ QUEUE_URL: server.url, DATABASE_URL: 'unused' }, silentLog)).rejects.toMatchObject({
      code: 'queue.backend',
      message: 'QUEUE_URL: Redis must run with maxmemory-policy noeviction, it has allkeys-lru',
    });
    await server.stop();
  });

  it('a Redis that cannot be reached is one clear error, soon', async () => {
    await expect(
      openQueueBackend({ QUEUE_URL: 'redis://127.0.0.1:1/0', DATABASE_URL: 'unused' }, silentLog),
    ).rejects.toMatchObject({ code: 'queue.backend', message: 'QUEUE_URL: Redis cannot be used (ECONNREFUSED)' });
  });

  it.each([
    ['that is wrong', ':secret-word@', 'WRONGPASS'],
    ['that is missing', '', 'NOAUTH'],
  ])('a password %s is one clear error that does not repeat it', async (_how, login, code) => {
    const server = await startRedis({ password: 'another-word' });
    const url = `redis://${login}127.0.0.1:${server.port}/0`;
    const failure: unknown = await openQueueBackend({ QUEUE_URL: url, DATABASE_URL: 'unused' }, silentLog).then(
      () => 'opened',
      (error: unknown) => error,
    );
    await server.stop();
    expect(failure).toMatchObject({ code: 'queue.backend', message: `QUEUE_URL: Redis cannot be used (${code})` });
    expect(String(failure)).not.toContain('secret-word');
  });

  it('a Redis that went away does not hold up the end of the program', async () => {
    const server = await startRedis();
    const backend = await openQueueBackend({ QUEUE_URL: server.url, DATABASE_URL: 'unused' }, silentLog);
    await server.stop();
    await backend.close();
  });

  it('a Redis that keeps its file brings back what was waiting when it restarts', async () => {
    const server = await startRedis();
    const backend = await openQueueBackend({ QUEUE_URL: server.url, DATABASE_URL: 'unused' }, silentLog);
    const queue = new Queue('kept', { connection: backend.connection });
    queue.on('error', () => undefined);
    await queue.add('job', {}, { jobId: 'kept' });
    await server.restart();
    await until('the queue answers again', async () => (await queue.getWaitingCount()) === 1);
    await queue.close();
    await backend.close();
    await server.stop();
  });
});
