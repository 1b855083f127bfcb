import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { eventually } from '../support/eventually.js';
import { roleEnvironment, runCommand } from '../support/processes.js';
import { tcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { tell } from './report.js';
import { aRunUnderFire } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const READERS = 300;
const built = join(projectRoot, 'dist/src/foundation/database/embedded-postgres.js');
const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-crash-'));
chmodSync(folder, 0o711);
const dataDir = join(folder, 'data');

let child: ChildProcess | undefined;
let proxy: TcpProxy;
let port = 0;

/** A PostgreSQL server of its own, that may be brought down as a power cut does. */
async function start(): Promise<URL> {
  child = spawn(process.execPath, [join(projectRoot, 'test/support/embedded-postgres-child.mjs'), built, dataDir]);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const line = await eventually(60, () => Promise.resolve(output.includes('\n') ? output : undefined), 'PostgreSQL');
  const url = new URL(line.trim());
  port = Number(url.port);
  return url;
}

/** `immediate`: no checkpoint, every connection cut, recovery from the log at the next start. */
async function crash(): Promise<void> {
  const pidFile = join(dataDir, 'postgres/postmaster.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGQUIT');
  await eventually(20, () => Promise.resolve(existsSync(pidFile) ? undefined : true), 'the end of PostgreSQL');
  child?.kill('SIGKILL');
}

afterAll(async () => {
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.stdin?.write('stop\n');
    await ended;
  }
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a database server that crashes in the middle of a run loses nothing, and the worker goes on', async () => {
  const url = await start();
  proxy = await tcpProxy(() => port);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  const database = url.href;
  expect(await runCommand(['migrate'], roleEnvironment(database))).toMatchObject({ code: 0 });
  const fire = await aRunUnderFire(READERS, { DATABASE_URL: database });
  try {
    await fire.startScheduler();
    const worker = await fire.startWorker();
    await fire.untilArrived(READERS / 3);
    await crash();
    await start();
    const ready = async () => (await fetch(`${worker.url}/health/ready`)).status === 200;
    await eventually(30, async () => ((await ready()) ? true : undefined), 'a worker that is ready again');
    const rows = await fire.untilFinished();
    const verdict = judgeRun(rows, fire.relay.arrived);
    const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
    tell({
      row: 20,
      fault: 'PostgreSQL stopped at once (immediate) and started again',
      mails: READERS,
      uncertain,
      ...verdict,
    });
    expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
    expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS - uncertain);
    expect(worker.child.exitCode).toBeNull();
  } finally {
    await fire.close();
  }
}, 180_000);
