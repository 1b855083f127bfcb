import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;
const endings = [];

/** Everything that was started is ended in the opposite order, also on Ctrl-C. */
export function atTheEnd(end) {
  endings.push(end);
}

export async function endAll() {
  for (let end = endings.pop(); end !== undefined; end = endings.pop()) await Promise.resolve(end()).catch(report);
}

function report(error) {
  process.stderr.write(`while ending: ${error.message}\n`);
}

/** Runs a bench to its end; `main` gives the exit code. */
export async function run(main) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void endAll().then(() => process.exit(130)));
  let code = 1;
  try {
    code = await main();
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
  } finally {
    await endAll();
  }
  process.exit(code);
}

/** A child that is ended with us; `stop` waits until it is gone, and kills it when it does not go. */
export function start(file, args, options = {}) {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + chunk).slice(-20_000)));
  child.stdin?.on('error', () => undefined);
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async (signal = 'SIGTERM', graceMs = 15_000) => {
    if (hasEnded()) return;
    child.kill(signal);
    const isGone = await Promise.race([exited.then(() => true), pause(graceMs, false, { ref: false })]);
    if (!isGone && !hasEnded()) {
      child.kill('SIGKILL');
      await exited;
    }
  };
  atTheEnd(() => stop('SIGKILL'));
  return { child, pid: child.pid, output: () => output, exited, hasEnded, stop };
}

/** Polls until `find` gives something other than undefined. */
export async function until(seconds, what, find, everyMs = 25) {
  for (const end = Date.now() + seconds * 1_000; ; await pause(everyMs)) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
  }
}

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

function statOf(pid) {
  // The name of a program may hold spaces and brackets; the fields are counted from the last bracket.
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
  return { parent: Number(fields[1]), own: user + system, children: childUser + childSystem };
}

/** CPU seconds a process has used, user and system. 0 for one that is gone. */
export function cpuSeconds(pid) {
  try {
    return statOf(pid).own / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

/** CPU seconds of a server and all its processes, those that have ended among them. */
export function treeCpuSeconds(root) {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = statOf(name);
      if (Number(name) === root) ticks += stat.own + stat.children;
      else if (stat.parent === root) ticks += stat.own;
    } catch {
      // It ended while we looked.
    }
  }
  return ticks / TICKS_PER_SECOND;
}

/** The most memory a process ever held, in MB; NaN for one that is gone. */
export function peakMegabytes(pid) {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}
