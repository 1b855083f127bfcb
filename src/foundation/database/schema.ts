import { Client } from 'pg';
import {
  assertSchemaCompatibility,
  DEFAULT_SCHEMA,
  LATEST_SCHEMA_VERSION,
  runMigrations as runQueueMigrations,
  SchemaMigrationRequiredError,
  SchemaVersionMismatchError,
  type PgQueryable,
} from 'bullmq';
import type { DataSource } from 'typeorm';
import { migrations } from '#migrations/index.js';
import { selectRows } from './select-rows.js';

/** A process and its schema do not belong together; the message names every migration in question. */
export class SchemaError extends Error {
  readonly code = 'database.schema';
}

const known = migrations.map((migration) => migration.name);

/** Brings our tables and BullMQ's up to date. Safe to call from several processes at once: both runners take an advisory lock. */
export async function migrate(dataSource: DataSource, url: string): Promise<string[]> {
  const unknown = (await applied(dataSource)).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new SchemaError(`The database knows migrations that this program does not: ${unknown.join(', ')}`);
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock(4711001)');
    const ran = await dataSource.runMigrations();
    await withClient(url, (client) => runQueueMigrations(client));
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock(4711001)');
    await runner.release();
  }
}

/**
 * Refuses a database that is behind or ahead. The queue's tables are checked too: a BullMQ worker without them spins at full speed.
 */
export async function assertSchema(dataSource: DataSource, url: string): Promise<void> {
  const unknown = (await applied(dataSource)).filter((name) => !known.includes(name));
  await withClient(url, (client) => assertNothingPending(dataSource, client));
  if (unknown.length > 0)
    throw new SchemaError(`The database knows migrations that this program does not: ${unknown.join(', ')}`);
}

/**
 * Refuses a database that is behind. One that is ahead passes, since a process at work lives through the migration to the next version.
 * `queueClient` reads the queue's tables: a client, or anything that answers `query` with `{ rows }`.
 */
export async function assertNothingPending(dataSource: DataSource, queueClient: PgQueryable): Promise<void> {
  const present = await applied(dataSource);
  const pending = known.filter((name) => !present.includes(name));
  if (pending.length > 0)
    throw new SchemaError(`Pending migrations (run the migrate role first): ${pending.join(', ')}`);
  await assertQueueSchema(queueClient);
}

/** Refuses tables of the queue that are missing, or of another version than this program's BullMQ. */
export async function assertQueueSchema(client: PgQueryable): Promise<void> {
  if ((await queueSchemaVersion(client)) >= LATEST_SCHEMA_VERSION) return;
  throw new SchemaError(`Pending migration of the queue's schema "${DEFAULT_SCHEMA}" (run the migrate role first)`);
}

/** 0 when there is none. BullMQ's own check accepts tables of an older version, whose functions the client then misses at run time. */
async function queueSchemaVersion(client: PgQueryable): Promise<number> {
  try {
    return await assertSchemaCompatibility(client);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    if (error instanceof SchemaVersionMismatchError) {
      throw new SchemaError(`The queue's schema "${DEFAULT_SCHEMA}" is newer than this program`, { cause: error });
    }
    throw error;
  }
}

async function applied(dataSource: DataSource): Promise<string[]> {
  const [table] = await selectRows<{ exists: boolean }>(
    dataSource,
    `SELECT to_regclass('migration') IS NOT NULL AS exists`,
  );
  if (table?.exists !== true) return [];
  const rows = await selectRows<{ name: string }>(dataSource, 'SELECT name FROM migration ORDER BY id');
  return rows.map((row) => row.name);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'tradewind-migrate',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
