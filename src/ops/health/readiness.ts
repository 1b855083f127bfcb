import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Queue, type PgQueryResult } from 'bullmq';
import { DataSource } from 'typeorm';
import { Clock } from '#src/foundation/clock/clock.js';
import { assertNothingPending } from '#src/foundation/database/schema.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { assertSameTime } from './clock-skew.js';
import { Probe, type ProbeResult } from './probe.js';

/** Shorter than the two seconds after which load balancers commonly give up. */
const DEADLINE_MS = 1_500;

export type FailedCheck = Exclude<ProbeResult, { ok: true }>;

/** Whether this process can do its work now: database, schema and queue answer, the clocks agree, and no shutdown has begun. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private isDraining = false;
  private readonly probes: Probe[];

  constructor(dataSource: DataSource, clock: Clock, @InjectQueue(QUEUES.delivery) queue: Queue) {
    // BullMQ's check reads through our own pool: no connection of its own to wait for.
    const queueClient = {
      query: async <R>(sql: string, parameters: readonly unknown[] = []): Promise<PgQueryResult<R>> => ({
        rows: await dataSource.query<R[]>(sql, [...parameters]),
      }),
    };
    this.probes = [
      new Probe('database', () => dataSource.query('SELECT 1')),
      new Probe('clock', () => assertSameTime(dataSource, clock)),
      new Probe('schema', () => assertNothingPending(dataSource, queueClient)),
      new Probe('queue', () => queue.isPaused()),
    ];
  }

  /** Begins with the shutdown, before anything is closed: a balancer should look away while requests in flight end. */
  onModuleDestroy(): void {
    this.isDraining = true;
  }

  /** What is not ready; empty when everything is. Never later than about a second and a half. */
  async failing(): Promise<FailedCheck[]> {
    if (this.isDraining) return [{ ok: false, check: 'process', reason: 'draining' }];
    const results = await Promise.all(this.probes.map((probe) => probe.run(DEADLINE_MS)));
    return results.filter((result): result is FailedCheck => !result.ok);
  }
}
