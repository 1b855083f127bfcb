import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { connect } from '#src/foundation/database/data-source.js';
import { migrate } from '#src/foundation/database/schema.js';
import { createLog } from '#src/foundation/logging/logger.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';

export const silentLog = createLog('silent');

export type TestDatabase = { url: string; dataSource: DataSource; drop(): Promise<void> };

/** A database of its own for one test file, cloned from a migrated template. `await database.drop()` in afterAll. */
export async function freshDatabase(): Promise<TestDatabase> {
  const url = await cloneDatabase();
  const dataSource = await connect({ DATABASE_URL: url, DATABASE_POOL_MAX: 8 }, silentLog);
  return { url, dataSource, drop: () => drop(url, dataSource) };
}

/** The same without a connection: for tests that start whole processes. */
export async function cloneDatabase(): Promise<string> {
  const template = `tradewind_test_template_${migrationsHash()}`;
  const name = `tradewind_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    // One at a time: cloning needs a template that nobody is connected to.
    await admin.query('SELECT pg_advisory_lock(4711002)');
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, template);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await admin.query('SELECT pg_advisory_unlock(4711002)');
  });
  return databaseUrl(name);
}

export async function dropDatabase(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  if (!name.includes('test')) throw new Error(`refusing to drop ${name}: not a test database`);
  await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function makeTemplate(admin: Client, template: string): Promise<void> {
  const building = `${template}_building`;
  await admin.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${building}`);
  const url = databaseUrl(building);
  const dataSource = await connect({ DATABASE_URL: url, DATABASE_POOL_MAX: 4 }, silentLog);
  await migrate(dataSource, url);
  await dataSource.destroy();
  await admin.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
}

async function drop(url: string, dataSource: DataSource): Promise<void> {
  if (dataSource.isInitialized) await dataSource.destroy();
  await dropDatabase(url);
}

function databaseUrl(name: string): string {
  const base = process.env['TEST_POSTGRES_URL'];
  if (base === undefined)
    throw new Error('TEST_POSTGRES_URL is missing: run through Jest, whose global set-up starts PostgreSQL');
  return `${base}/${name}`;
}

async function asAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: databaseUrl('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function migrationsHash(): string {
  const folder = join(projectRoot, 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
