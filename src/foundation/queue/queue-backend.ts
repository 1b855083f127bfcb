import {
  createPostgresBackend,
  createRedisBackend,
  DEFAULT_SCHEMA,
  setDefaultBackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { errorCode } from '../error-code.js';
import { assertQueueSchema } from '../database/schema.js';
import { SteadyClient } from '../database/steady-client.js';
import type { Log } from '../logging/logger.js';
import { paced } from './paced-backend.js';

/** A queue server that would lose jobs, or that cannot be reached; the message is one line for a person. */
export class QueueBackendError extends Error {
  readonly code = 'queue.backend';
}

export type QueueBackend = { connection: ConnectionOptions; kind: 'postgres' | 'redis'; close(): Promise<void> };

/**
 * Chooses where BullMQ keeps its jobs: Redis when a URL is given, else the database. Must run before the first queue is built, because
 * the factory is process-wide. The queue is only a hint; our tables can rebuild it at any moment.
 */
export async function openQueueBackend(
  settings: { QUEUE_URL?: string | undefined; DATABASE_URL: string },
  log: Log,
): Promise<QueueBackend> {
  return settings.QUEUE_URL === undefined
    ? openPostgres(settings.DATABASE_URL, log)
    : openRedis(settings.QUEUE_URL, log);
}

async function openPostgres(url: string, log: Log): Promise<QueueBackend> {
  setDefaultBackendFactory(paced(createPostgresBackend));
  const pool = new Pool({
    Client: SteadyClient,
    connectionString: inQueueSchema(url),
    max: 8,
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
    keepAlive: true,
  });
  // Each queue and each worker listens to the pool's errors; Node would take so many for a leak.
  pool.setMaxListeners(50);
  let isClosing = false;
  pool.on('error', (error) => {
    if (!isClosing) log.warn('queue.idle-connection-lost', { error: error.name });
  });
  const close = (): Promise<void> => {
    isClosing = true;
    return pool.end();
  };
  try {
    // Before any worker sees it: on missing tables a BullMQ worker spins at full speed and answers nothing any more.
    await assertQueueSchema(pool);
  } catch (error) {
    await close();
    throw error;
  }
  return { connection: pool, kind: 'postgres', close };
}

/** BullMQ's statements name no schema: a pool that it did not make itself must look into the queue's. */
function inQueueSchema(url: string): string {
  const address = new URL(url);
  const options = [address.searchParams.get('options'), `-c search_path=${DEFAULT_SCHEMA}`];
  address.searchParams.set('options', options.filter((option) => option !== null).join(' '));
  return address.toString();
}

async function openRedis(url: string, log: Log): Promise<QueueBackend> {
  setDefaultBackendFactory(paced(createRedisBackend));
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    // While Redis is away a command fails after this, instead of holding a request for ever; longer than a worker's blocking read (10 s).
    commandTimeout: 12_000,
    lazyConnect: true,
    retryStrategy: (tries) => Math.min(tries * 200, 5_000),
  });
  let lastError: string | undefined;
  redis.on('error', (error: Error) => {
    lastError = errorCode(error) ?? error.message.split(' ')[0];
    log.warn('queue.redis-error', { error: lastError });
  });
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy !== 'noeviction') {
      throw new QueueBackendError(
        `QUEUE_URL: Redis must run with maxmemory-policy noeviction, it has ${policy ?? 'none'}`,
      );
    }
  } catch (error) {
    redis.disconnect();
    if (error instanceof QueueBackendError) throw error;
    throw new QueueBackendError(`QUEUE_URL: Redis cannot be used (${lastError ?? errorCode(error) ?? 'no answer'})`, {
      cause: error,
    });
  }
  return {
    connection: redis,
    kind: 'redis',
    close: async () => {
      await redis.quit();
    },
  };
}
