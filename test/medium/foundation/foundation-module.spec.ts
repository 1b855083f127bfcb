import { getQueueToken, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { Clock, SystemClock } from '#src/foundation/clock/clock.js';
import { CONFIG } from '#src/foundation/config/config.js';
import { countAffected, selectRows } from '#src/foundation/database/select-rows.js';
import { FoundationModule } from '#src/foundation/foundation.module.js';
import { Idempotency } from '#src/foundation/http/idempotency.js';
import { createLog, Log } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { openQueueBackend, type QueueBackend } from '#src/foundation/queue/queue-backend.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { Tokens } from '#src/foundation/tokens/tokens.js';
import { testConfig } from '../../support/api-app.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

@Injectable()
class Everything {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
    readonly tokens: Tokens,
    readonly metrics: Metrics,
    readonly idempotency: Idempotency,
  ) {}
}

@Processor(QUEUES.extraction)
class Extraction extends WorkerHost {
  readonly seen: unknown[] = [];
  override process(job: { data: unknown }): Promise<void> {
    this.seen.push(job.data);
    return Promise.resolve();
  }
}

@Module({ providers: [Everything, Extraction] })
class AreaModule {}

@Module({})
class RootModule {}

let database: TestDatabase;
let queue: QueueBackend;
let app: NestExpressApplication;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const config = testConfig(database.url);
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  queue = await openQueueBackend(config, log);
  const root = { module: RootModule, imports: [FoundationModule.with({ config, log, queue }), AreaModule] };
  app = await NestFactory.create<NestExpressApplication>(root, { logger: false, abortOnError: false });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await queue.close();
  await database.drop();
});

describe('the foundation under a real app', () => {
  it('gives every area what it stands on, without an import', () => {
    const area = app.get(Everything, { strict: false });
    expect(area.dataSource.isInitialized).toBe(true);
    expect(area.clock).toBeInstanceOf(SystemClock);
    expect(area.clock.now().getTime()).toBeCloseTo(Date.now(), -4);
    expect(app.get(CONFIG)).toMatchObject({ DATABASE_URL: database.url });
    expect(app.get(Log)).toBeInstanceOf(Log);
  });

  it('carries a job from a queue to its processor, and forgets finished ones', async () => {
    const extraction = app.get<Queue>(getQueueToken(QUEUES.extraction));
    await extraction.add('extract', { revisionId: 'r1' });
    const { seen } = app.get(Extraction, { strict: false });
    for (let tries = 0; tries < 100 && seen.length === 0; tries++) await new Promise((done) => setTimeout(done, 50));
    expect(seen).toEqual([{ revisionId: 'r1' }]);
    for (const name of Object.values(QUEUES)) {
      const { removeOnComplete, removeOnFail, attempts } = app.get<Queue>(getQueueToken(name)).opts.defaultJobOptions!;
      expect({ removeOnComplete, removeOnFail, attempts }).toEqual({
        removeOnComplete: 500,
        removeOnFail: 1_000,
        attempts: 3,
      });
    }
  });

  it('hears the errors of queues and workers, and repeats itself only now and then', () => {
    lines.length = 0;
    const extraction = app.get<Queue>(getQueueToken(QUEUES.extraction));
    const { worker } = app.get(Extraction, { strict: false });
    for (let n = 0; n < 1_000; n++)
      worker.emit('error', Object.assign(new Error('to reader@private.example'), { code: '57P01' }));
    extraction.emit('error', new Error('another'));
    expect(lines).toMatchObject([
      { level: 'warn', event: 'worker.error', queue: 'extraction', code: '57P01' },
      { level: 'warn', event: 'queue.error', queue: 'extraction', code: 'Error' },
    ]);
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toContain('private.example');
  });

  it('counts, gauges and measures in one registry of its own', async () => {
    const metrics = app.get(Metrics);
    metrics.counter('tradewind_test_total', 'Things.', ['kind']).inc({ kind: 'a' }, 2);
    metrics.gauge('tradewind_test_open', 'Open things.', [], () => [{ labels: {}, value: 7 }]);
    metrics.histogram('tradewind_test_seconds', 'Time.', [1, 5]).observe(3);
    const text = await metrics.registry.metrics();
    expect(text).toContain('tradewind_test_total{kind="a"} 2');
    expect(text).toContain('tradewind_test_open 7');
    expect(text).toContain('tradewind_test_seconds_bucket{le="5"} 1');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(await new Metrics().registry.metrics()).not.toContain('tradewind_test_total');
  });
});

describe('rows', () => {
  beforeAll(() => database.dataSource.query('CREATE TABLE thing (id int PRIMARY KEY, n int NOT NULL)'));

  it('come back the same from every kind of statement', async () => {
    const { dataSource } = database;
    expect(await selectRows(dataSource, 'INSERT INTO thing VALUES (1, 10), (2, 20), (3, 30) RETURNING id')).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
    expect(await selectRows(dataSource, 'SELECT n FROM thing WHERE id = $1', [2])).toEqual([{ n: 20 }]);
    expect(await selectRows(dataSource, 'UPDATE thing SET n = n + 1 WHERE id > $1 RETURNING n', [1])).toEqual([
      { n: 21 },
      { n: 31 },
    ]);
    expect(
      await selectRows(dataSource, 'WITH gone AS (DELETE FROM thing WHERE id = 3 RETURNING id) SELECT id FROM gone'),
    ).toEqual([{ id: 3 }]);
    expect(await selectRows(dataSource, 'SELECT n FROM thing WHERE id = 9')).toEqual([]);
  });

  it('are counted for compare-and-set', async () => {
    const { dataSource } = database;
    expect(await countAffected(dataSource, 'UPDATE thing SET n = 0 WHERE id = $1 AND n = $2', [1, 10])).toBe(1);
    expect(await countAffected(dataSource, 'UPDATE thing SET n = 0 WHERE id = $1 AND n = $2', [1, 10])).toBe(0);
    expect(await countAffected(dataSource, 'DELETE FROM thing WHERE id IN (1, 2)')).toBe(2);
  });

  it('of a transaction stay in it', async () => {
    const { dataSource } = database;
    await expect(
      dataSource.transaction(async (manager) => {
        await countAffected(manager, 'INSERT INTO thing VALUES (7, 7)');
        expect(await selectRows(manager, 'SELECT id FROM thing WHERE id = 7')).toEqual([{ id: 7 }]);
        expect(await selectRows(dataSource, 'SELECT id FROM thing WHERE id = 7')).toEqual([]);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await selectRows(dataSource, 'SELECT id FROM thing')).toEqual([]);
  });

  it('give their connection back, also after a statement that failed', async () => {
    const { dataSource } = database;
    for (let n = 0; n < 30; n++)
      await expect(selectRows(dataSource, 'SELECT no_such_column')).rejects.toMatchObject({ code: '42703' });
    expect(await selectRows(dataSource, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });
});
