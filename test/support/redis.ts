import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';

export type TestRedis = {
  url: string;
  port: number;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it at once, with everything it kept. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, empty. */
  startEmpty(): Promise<void>;
};

/**
 * Whether tests of the Redis backend can run here. Where they must (CI, or TRADEWIND_REQUIRE_REDIS), a missing server is an error; elsewhere
 * it is said loudly.
 */
export function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    const isRequired = [process.env['CI'], process.env['TRADEWIND_REQUIRE_REDIS']].some(
      (value) => value !== undefined && value !== '',
    );
    if (isRequired)
      throw new Error('redis-server is not on the PATH, and the tests of the Redis backend must run here');
    process.stderr.write(
      '\n!!! NOT TESTED: the Redis backend. redis-server is not on the PATH (Debian: apt-get install redis-server).\n\n',
    );
    return false;
  }
}

/** A Redis of its own on a free loopback port, persisting to a temporary folder that `stop` removes. */
export async function startRedis(settings: { policy?: string; password?: string } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-redis-'));
  chmodSync(folder, 0o700);
  const port = await freePort();
  let server = await launch(folder, port, settings);
  return {
    url: `redis://127.0.0.1:${port}/0`,
    port,
    restart: async () => {
      await end(server);
      server = await launch(folder, port, settings);
    },
    kill: async () => {
      await end(server, 'SIGKILL');
      for (const kept of readdirSync(folder)) rmSync(join(folder, kept), { recursive: true });
    },
    startEmpty: async () => {
      server = await launch(folder, port, settings);
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  folder: string,
  port: number,
  { policy = 'noeviction', password = '' }: { policy?: string; password?: string },
): Promise<ChildProcess> {
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': policy,
    requirepass: password,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  // A test that fails half way must not keep Jest waiting, nor leave a server behind.
  server.unref();
  process.once('exit', () => server.kill());
  const client = new Redis({ port, host: '127.0.0.1', password, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  try {
    await Promise.race([client.ping(), failAfter(10_000)]);
  } finally {
    client.disconnect();
  }
  return server;
}

async function end(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((done) => server.once('exit', done));
  server.kill(signal);
  await gone;
}

function failAfter(milliseconds: number): Promise<never> {
  return new Promise((_done, fail) => {
    setTimeout(() => {
      fail(new Error('redis-server did not answer'));
    }, milliseconds).unref();
  });
}
