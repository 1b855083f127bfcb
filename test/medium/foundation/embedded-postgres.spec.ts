import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { projectRoot } from '#src/foundation/paths/project-root.js';

const built = join(
  process.env['TEST_BUILT'] ?? join(projectRoot, 'dist'),
  'src/foundation/database/embedded-postgres.js',
);

let dataDir: string;
const started: ChildProcess[] = [];

function freshFolder(): void {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-embedded-'));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
}

async function endAll(): Promise<void> {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  const pid = postmasterPid();
  if (pid !== undefined) await stopServer(pid);
}

const removeFolder = (): void => {
  rmSync(join(dataDir, '..'), { recursive: true, force: true });
};

type Program = { child: ChildProcess; url: string };

/** A program of its own on the data folder, in its own process group as if started from a terminal. */
async function start(): Promise<Program> {
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'test/support/embedded-postgres-child.mjs'), built, dataDir],
    {
      detached: true,
    },
  );
  started.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [output] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as unknown[];
  if (!(output instanceof Uint8Array) && !Buffer.isBuffer(output)) throw new Error(errors);
  return { child, url: Buffer.from(output).toString().trim() };
}

async function stop({ child }: Program): Promise<number | null> {
  const ended = once(child, 'exit');
  child.stdin!.write('stop\n');
  await ended;
  return child.exitCode;
}

async function kill({ child }: Program): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(): number | undefined {
  const lock = join(dataDir, 'postgres/postmaster.pid');
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : undefined;
}

async function stopServer(pid: number): Promise<void> {
  try {
    for (process.kill(pid, 'SIGINT'); ; process.kill(pid, 0)) await new Promise((done) => setTimeout(done, 50));
  } catch {
    // It is gone.
  }
}

describe('the embedded PostgreSQL', () => {
  // One folder for all of them: setting up a cluster is what takes long.
  beforeAll(freshFolder);
  afterEach(endAll);
  afterAll(removeFolder);

  it('keeps its data from one start to the next, and leaves nothing running', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    expect(await stop(first)).toBe(0);
    expect(postmasterPid()).toBeUndefined();
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.log', 'postgres.password']);
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await stop(second);
  });

  it('listens on loopback only, and not without its password', async () => {
    const program = await start();
    expect(await query(program.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const without = new URL(program.url);
    without.password = 'another';
    await expect(query(without.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await stop(program);
  });

  it('is taken over when its program was killed: same server, and the new program stops it', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept_by_the_killed AS SELECT 1 AS n');
    const pid = postmasterPid();
    await kill(first);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(postmasterPid()).toBe(pid);
    expect(await query(second.url, 'SELECT n FROM kept_by_the_killed')).toEqual([{ n: 1 }]);
    await stop(second);
    expect(postmasterPid()).toBeUndefined();
  });

  it('is shared with a second program while the first lives, and survives the second’s end', async () => {
    const first = await start();
    const second = await start();
    expect(second.url).toBe(first.url);
    await stop(second);
    expect(await query(first.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await stop(first);
    expect(postmasterPid()).toBeUndefined();
  });

  it('starts right after a crash of the server itself, whose lock file is still there', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept_in_the_crash AS SELECT 1 AS n');
    const pid = postmasterPid()!;
    await kill(first);
    process.kill(pid, 'SIGKILL');
    const second = await start();
    expect(await query(second.url, 'SELECT n FROM kept_in_the_crash')).toEqual([{ n: 1 }]);
    await stop(second);
  });

  it('stays up when a terminal sends Ctrl-C to the whole program, which may still have to drain', async () => {
    const program = await start();
    process.kill(-program.child.pid!, 'SIGINT');
    await new Promise((done) => setTimeout(done, 500));
    expect(await query(program.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(await stop(program)).toBe(0);
  });
});

describe('the embedded PostgreSQL on a damaged folder', () => {
  beforeEach(freshFolder);
  afterEach(endAll);
  afterEach(removeFolder);

  it('begins anew where a set-up was broken off', async () => {
    mkdirSync(join(dataDir, 'postgres.new'), { recursive: true });
    chmodSync(dataDir, 0o711);
    writeFileSync(join(dataDir, 'postgres.new/PG_VERSION'), '18\n');
    const program = await start();
    expect(await query(program.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await stop(program);
  });

  it('says in one line why it cannot start', async () => {
    mkdirSync(join(dataDir, '..'), { recursive: true });
    writeFileSync(dataDir, 'a file where the folder should be');
    await expect(start()).rejects.toThrow(/^database\.embedded: DATA_DIR .*data cannot be written: EEXIST.*\n$/);
  });

  it('repeats the server’s own words when the server refuses', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '9.6\n');
    await expect(start()).rejects.toThrow(
      /^database\.embedded: .*did not start in .*: the server ended at once.* .*postgresql\.conf/,
    );
  });
});
