import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { atTheEnd, freePort, start, until } from '../lib/processes.mjs';

const here = import.meta.dirname;

/**
 * Our own sink, in C where there is a compiler and in Node else. It counts every recipient by number; its times are on the clock of
 * `process.hrtime`.
 */
export async function startDiscardSink() {
  const program = compile();
  const sink = program === undefined ? start(process.execPath, [join(here, 'discard-sink.mjs')]) : start(program, []);
  const [line] = await once(createInterface({ input: sink.child.stdout }), 'line');
  const { smtp, control } = JSON.parse(line);
  const ask = await askerOf(control);
  return {
    name: program === undefined ? 'Node sink' : 'C sink',
    pid: sink.pid,
    port: smtp,
    countsReaders: true,
    reset: async () => void (await ask('RESET')),
    stats: async () => seconds(JSON.parse(await ask('STATS'))),
    /** How often each number arrived. */
    arrivals: () => ask('DUMP'),
    /** The first two messages since the last reset, as they came over the wire, without their final dots. */
    samples: async () => [await ask('FIRST'), await ask('SECOND')].map((message) => message.subarray(0, -3)),
    stop: () => sink.stop('SIGKILL'),
  };
}

function seconds({ firstNs, lastNs, ...stats }) {
  return { ...stats, firstAt: firstNs / 1e9, lastAt: lastNs / 1e9 };
}

function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-sink-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'discard-sink');
  try {
    execFileSync('gcc', ['-O2', '-o', program, join(here, 'discard-sink.c')], { stdio: 'pipe' });
    return program;
  } catch (error) {
    process.stderr.write(`no C sink, the slower one in Node is used: ${String(error.message).split('\n')[0]}\n`);
    return undefined;
  }
}

/** One question at a time. DUMP, FIRST and SECOND answer with a length and so many bytes, the others with a line. */
async function askerOf(port) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  let bytes = Buffer.alloc(0);
  let heard = () => undefined;
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    heard();
  });
  socket.on('error', () => undefined);
  atTheEnd(() => socket.destroy());
  const take = (length) => {
    const taken = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return taken;
  };
  const whole = (isLong) => {
    const end = bytes.indexOf(10);
    if (end < 0) return undefined;
    if (!isLong) return take(end + 1).toString();
    const length = Number(bytes.subarray(0, end));
    if (bytes.length < end + 1 + length) return undefined;
    take(end + 1);
    return take(length);
  };
  let line = Promise.resolve();
  const ask = (word) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`the sink did not answer ${word}`)), 30_000);
      heard = () => {
        const answer = whole(['DUMP', 'FIRST', 'SECOND'].includes(word));
        if (answer === undefined) return;
        clearTimeout(timer);
        heard = () => undefined;
        resolve(answer);
      };
      socket.write(`${word}\n`);
    });
  return (word) => {
    const answer = line.then(() => ask(word));
    line = answer.catch(() => undefined);
    return answer;
  };
}

/**
 * Postfix's smtp-sink out of Debian's package, which is unpacked into a cache folder and not installed. It counts messages only; its running
 * counter goes to a file, whose last line is read. Undefined, and a line that says why, where it cannot be had.
 */
export async function startPostfixSink() {
  const root = fetchPostfix();
  if (root === undefined) return undefined;
  const port = await freePort();
  const path = join(mkdtempSync(join(tmpdir(), 'tradewind-smtp-sink-')), 'counter');
  atTheEnd(() => rmSync(join(path, '..'), { recursive: true, force: true }));
  const counter = openSync(path, 'w+');
  // It will not run as root.
  const user = process.getuid() === 0 ? ['-u', 'nobody'] : [];
  const sink = start(join(root, 'usr/sbin/smtp-sink'), [...user, '-c', `127.0.0.1:${port}`, '1000'], {
    stdio: ['ignore', counter, 'pipe'],
    env: { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: join(root, 'usr/lib/postfix') },
  });
  atTheEnd(() => closeSync(counter));
  try {
    await until(5, 'smtp-sink', () => (sink.hasEnded() ? Promise.reject(new Error(sink.output())) : isListening(port)));
  } catch (error) {
    process.stderr.write(`smtp-sink is skipped: it does not run here (${error.message.trim()})\n`);
    return undefined;
  }
  const watch = aWatch(counter);
  return { name: 'smtp-sink', pid: sink.pid, port, countsReaders: false, ...watch, stop: () => sink.stop('SIGKILL') };
}

/** Looks at the counter every few milliseconds, so that the first and the last message have a time. */
function aWatch(counter) {
  let base = 0;
  let stats = { messages: 0, firstAt: 0, lastAt: 0 };
  const look = () => {
    const messages = lastCount(counter) - base;
    if (messages === stats.messages) return;
    const now = Number(process.hrtime.bigint()) / 1e9;
    stats = { messages, firstAt: stats.messages === 0 ? now : stats.firstAt, lastAt: now };
  };
  const timer = setInterval(look, 10);
  atTheEnd(() => clearInterval(timer));
  return {
    reset: async () => {
      base = lastCount(counter);
      stats = { messages: 0, firstAt: 0, lastAt: 0 };
    },
    stats: async () => {
      look();
      return { ...stats };
    },
  };
}

function lastCount(counter) {
  const tail = Buffer.alloc(256);
  const { size } = fstatSync(counter);
  const length = readSync(counter, tail, 0, tail.length, Math.max(0, size - tail.length));
  const counts = [...tail.toString('latin1', 0, length).matchAll(/mesg=(\d+)\s/g)];
  return Number(counts.at(-1)?.[1] ?? 0);
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function fetchPostfix() {
  const cache = join(tmpdir(), 'tradewind-bench-postfix');
  if (existsSync(join(cache, 'usr/sbin/smtp-sink'))) return cache;
  try {
    mkdirSync(cache, { recursive: true });
    execFileSync('apt-get', ['download', 'postfix'], { cwd: cache, stdio: 'pipe', timeout: 60_000 });
    const archive = readdirSync(cache).find((name) => name.endsWith('.deb'));
    execFileSync('dpkg', ['-x', join(cache, archive), cache], { stdio: 'pipe' });
    return cache;
  } catch (error) {
    process.stderr.write(
      `smtp-sink is skipped: Debian's postfix package cannot be had (${String(error.message).split('\n')[0]})\n`,
    );
    return undefined;
  }
}
