import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connect } from '#src/foundation/database/data-source.js';
import { startEmbeddedPostgres } from '#src/foundation/database/embedded-postgres.js';
import { migrate } from '#src/foundation/database/schema.js';
import { createLog } from '#src/foundation/logging/logger.js';
import { atTheEnd } from './processes.mjs';
import { POSTGRES_SETTINGS } from './settings.mjs';

/**
 * A PostgreSQL of its own in a temporary folder, as the product starts it, with production settings and a migrated template.
 * With `statements`, it keeps a tally of its statements, which costs a little.
 */
export async function startPostgres({ statements = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-'));
  chmodSync(folder, 0o711);
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  const first = await startEmbeddedPostgres(folder);
  await withClient(first.url, async (client) => {
    for (const [name, value] of Object.entries(POSTGRES_SETTINGS))
      await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    if (statements) await client.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`);
  });
  await first.stop();
  const server = await startEmbeddedPostgres(folder);
  atTheEnd(() => server.stop());
  const pid = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  const admin = new pg.Client({ connectionString: server.url });
  admin.on('error', () => undefined);
  await admin.connect();
  atTheEnd(() => admin.end());
  const urlOf = (name) => server.url.replace(/\/[^/]+$/, `/${name}`);
  const cloned = async (name, template) => {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    const drop = () => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    return { name, url: urlOf(name), drop };
  };
  let made = 0;
  await admin.query('CREATE DATABASE bench_migrated');
  await migrated(urlOf('bench_migrated'));
  if (statements)
    await withClient(urlOf('bench_migrated'), (client) => client.query('CREATE EXTENSION pg_stat_statements'));
  return {
    pid,
    statements,
    /** A database with so many subscribers, r1@bench.example and on; it may serve as a template. */
    async withReaders(count, locale) {
      const database = await cloned(`bench_readers_${++made}`, 'bench_migrated');
      await withClient(database.url, (client) => fill(client, count, locale));
      return database;
    },
    /** A migrated database with nothing in it. */
    empty: () => cloned(`bench_empty_${++made}`, 'bench_migrated'),
    clone: (template) => cloned(`bench_row_${++made}`, template.name),
  };
}

async function migrated(url) {
  const dataSource = await connect({ DATABASE_URL: url, DATABASE_POOL_MAX: 4 }, createLog('silent'));
  await migrate(dataSource, url);
  await dataSource.destroy();
}

async function fill(client, count, locale) {
  await client.query(
    `INSERT INTO subscriber (email, address_hash, name, locale, status, source)
     SELECT email, sha256(convert_to(email, 'UTF8')), '读者 ' || number, $2, 'active', 'import'
     FROM generate_series(1, $1::int) number, LATERAL (SELECT 'r' || number || '@bench.example' AS email) address`,
    [count, locale],
  );
  await client.query('VACUUM (ANALYZE) subscriber');
}

export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
