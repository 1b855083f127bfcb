// node test/bench/hot-spots.mjs <folder or .cpuprofile>: the functions that most of the time was spent in, of the largest profile,
// from the first write of several buffers to a socket on: what came before is the start of the program.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './lib/report.mjs';

const TOP = 25;

function largest(path) {
  if (path.endsWith('.cpuprofile')) return path;
  const profiles = readdirSync(path).filter((name) => name.endsWith('.cpuprofile'));
  if (profiles.length === 0) throw new Error(`${path} holds no .cpuprofile`);
  const sizes = profiles.map((name) => ({ path: join(path, name), size: statSync(join(path, name)).size }));
  return sizes.sort((one, other) => other.size - one.size)[0].path;
}

/** Microseconds by function; a sample counts for the time until the next one. */
function selfTimes({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map();
  const begin = Math.max(
    0,
    samples.findIndex((id) => names.get(id).startsWith('writev')),
  );
  for (const [index, id] of samples.entries()) {
    if (index < begin) continue;
    const name = names.get(id);
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index + 1] ?? 0));
  }
  return times;
}

function nameOf({ functionName, url, lineNumber }) {
  const file = url
    .replace(/^file:\/\//, '')
    .replace(/^.*\/node_modules\//, '')
    .replace(/^.*\/dist\//, '');
  return `${functionName === '' ? '(anonymous)' : functionName}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`;
}

const path = largest(process.argv[2]);
const times = selfTimes(JSON.parse(readFileSync(path, 'utf8')));
const idle = times.get('(idle)') ?? 0;
times.delete('(idle)');
const busy = [...times.values()].reduce((sum, time) => sum + time, 0);
const top = [...times].sort(([, one], [, other]) => other - one).slice(0, TOP);
process.stdout.write(`${path}: busy ${(busy / 1e6).toFixed(1)} s, idle ${(idle / 1e6).toFixed(1)} s\n`);
process.stdout.write(
  `${table(
    ['share', 'seconds', 'function'],
    top.map(([name, time]) => [`${((time / busy) * 100).toFixed(1)} %`, (time / 1e6).toFixed(2), name]),
  )}\n`,
);
