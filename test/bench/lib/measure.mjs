import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, peakMegabytes, start, treeCpuSeconds, until } from './processes.mjs';
import { count, table } from './report.mjs';
import { environment, now, openOffice, startRole } from './tradewind.mjs';

const here = import.meta.dirname;
const STATEMENTS = `SELECT calls::int, rows::int, total_exec_time AS ms, shared_blks_hit + shared_blks_read AS blocks, query FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY total_exec_time DESC LIMIT 15`;

/** Messages a second between the first and the last one on the wire. */
export function rateOf({ messages, firstAt, lastAt }) {
  return messages < 2 ? Number.NaN : (messages - 1) / (lastAt - firstAt);
}

/** A baseline client in a process of its own against the sink. */
export async function measureClient(name, sink, given) {
  await sink.reset();
  const sinkCpu = cpuSeconds(sink.pid);
  const client = start(process.execPath, [
    join(here, `../senders/${name}.mjs`),
    JSON.stringify({ port: sink.port, ...given }),
  ]);
  const [code] = await client.exited;
  const stats = await sink.stats();
  const said = client.output().trim().split('\n').at(-1);
  if (code !== 0 || !said.startsWith('{')) throw new Error(`${name} failed: ${client.output().slice(-1_000)}`);
  const { cpuSeconds: cpu } = JSON.parse(said);
  return {
    rate: rateOf(stats),
    cpuMicros: (cpu / stats.messages) * 1e6,
    sinkMicros: ((cpuSeconds(sink.pid) - sinkCpu) / stats.messages) * 1e6,
    stats,
  };
}

/**
 * One run of Tradewind over a database with readers: worker processes first, then freeze and wake, then the wire is watched until every
 * reader has his mail or `seconds` have passed since the first one did. Gives rate, CPU and memory, and what ledger and wire disagree about.
 */
export async function measureRun({
  postgres,
  database,
  sink,
  compiled,
  settings,
  seconds,
  workers = 1,
  profile,
  onProgress = () => undefined,
}) {
  const office = await openOffice(database.url, sink);
  const running = [];
  try {
    const one = () => startRole('worker', environment(database.url, sink, settings), profile);
    running.push(...(await Promise.all(Array.from({ length: workers }, one))));
    await sink.reset();
    const unfrozenLog = await logBytes(office);
    const frozen = await office.freeze(compiled);
    const frozenLog = await logBytes(office);
    if (postgres.statements) await office.query('SELECT pg_stat_statements_reset()');
    const before = usage(running, sink, postgres);
    await office.wake(frozen.editionId);
    const stats = await watch(office, sink, frozen, seconds, onProgress);
    const after = usage(running, sink, postgres);
    const sentLog = await logBytes(office);
    if (postgres.statements) printStatements(await office.query(STATEMENTS), stats.messages);
    const peak = Math.max(...running.map(({ pid }) => peakMegabytes(pid)));
    const drained = now();
    await Promise.all(running.map((worker) => worker.stop('SIGTERM', 20_000)));
    const drainSeconds = now() - drained;
    const micros = (what) => ((after[what] - before[what]) / stats.messages) * 1e6;
    return {
      rate: rateOf(stats),
      stats,
      ...frozen,
      toFirst: stats.firstAt - frozen.begun,
      cpuMicros: micros('workers'),
      postgresMicros: micros('postgres'),
      sinkMicros: micros('sink'),
      busy: busyness(before, after),
      peakMegabytes: peak,
      drainSeconds,
      logBytes: {
        freeze: (frozenLog - unfrozenLog) / frozen.frozenCount,
        mail: (sentLog - frozenLog) / stats.messages,
      },
      isWhole: stats.messages >= frozen.frozenCount,
      faults: await disagreement(office, sink, frozen.editionId),
    };
  } finally {
    await Promise.all(running.map((worker) => worker.stop('SIGKILL')));
    await office.close();
  }
}

/** Bytes of write-ahead log that the database has written so far. */
async function logBytes(office) {
  const [{ bytes }] = await office.query(`SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS bytes`);
  return bytes;
}

function printStatements(rows, messages) {
  const lines = rows.map(({ calls, rows: found, ms, blocks, query }) => [
    count((ms / messages) * 1_000),
    (ms / calls).toFixed(2),
    count(calls),
    (found / calls).toFixed(1),
    count(blocks / calls),
    query.replaceAll(/\s+/g, ' ').slice(0, 100),
  ]);
  process.stderr.write(`${table(['µs/mail', 'ms/call', 'calls', 'rows/call', 'blocks/call', 'statement'], lines)}\n`);
}

function usage(workers, sink, postgres) {
  return {
    at: now(),
    workers: workers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
    postgres: treeCpuSeconds(postgres.pid),
    sink: cpuSeconds(sink.pid),
  };
}

/** Cores kept busy by each part while the run was on. */
function busyness(before, after) {
  const share = (what) => Number(((after[what] - before[what]) / (after.at - before.at)).toFixed(2));
  return { worker: share('workers'), postgres: share('postgres'), sink: share('sink') };
}

async function watch(office, sink, { editionId, frozenCount }, seconds, onProgress) {
  let last = { messages: 0, firstAt: 0 };
  let movedAt = now();
  await until(60, 'the first mail', async () => ((await sink.stats()).messages > 0 ? true : undefined));
  for (;;) {
    const stats = await sink.stats();
    if (stats.messages > last.messages) movedAt = now();
    last = stats;
    onProgress(stats, frozenCount);
    if (stats.messages >= frozenCount || now() - stats.firstAt > seconds) return stats;
    // In production the scheduler does this.
    if (now() - movedAt > 3) await office.wake(editionId);
    if (now() - movedAt > 60) throw new Error(`the run stands still at ${stats.messages} of ${frozenCount}`);
    await pause(50);
  }
}

/** What must not be: mail that the ledger calls accepted and that never arrived, mail that arrived twice or that nobody accounts for. */
export async function disagreement(office, sink, editionId) {
  const rows = await office.query(
    `SELECT d.state, substring(s.email FROM 2 FOR position('@' IN s.email) - 2)::int AS number
     FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id
     WHERE d.edition_id = $1 AND d.state IN ('accepted', 'uncertain', 'handing')`,
    [editionId],
  );
  if (!sink.countsReaders) {
    const { messages } = await sink.stats();
    const accepted = rows.filter(({ state }) => state === 'accepted').length;
    return { lost: Math.max(0, accepted - messages), doubled: Math.max(0, messages - rows.length), untold: 0 };
  }
  const arrivals = await sink.arrivals();
  const told = new Uint8Array(arrivals.length);
  let lost = 0;
  for (const { state, number } of rows) {
    if (number < told.length) told[number] = 1;
    if (state === 'accepted' && !(arrivals[number] > 0)) lost += 1;
  }
  let doubled = 0;
  let untold = 0;
  for (let number = 0; number < arrivals.length; number += 1) {
    if (arrivals[number] > 1) doubled += 1;
    if (arrivals[number] > 0 && told[number] === 0) untold += 1;
  }
  return { lost, doubled, untold };
}

/** The counts that must be zero, as sentences. */
export function faultsOf(figure, { lost, doubled, untold }) {
  return [
    [lost, 'accepted, but never on the wire'],
    [doubled, 'on the wire more than once'],
    [untold, 'on the wire, but neither accepted nor uncertain'],
  ].flatMap(([count, words]) => (count === 0 ? [] : [`${figure}: ${count} ${words}`]));
}

/** Sends two mails to find out which bytes Tradewind puts on the wire; the files that hold them. */
export async function samplesOf({ postgres, sink, compiled, settings, folder, name }) {
  const database = await postgres.withReaders(2, compiled.locale);
  await measureRun({ postgres, database, sink, compiled, settings, seconds: 5 });
  await database.drop();
  return (await sink.samples()).map((message, index) => {
    const path = join(folder, `${name}-${index}.eml`);
    writeFileSync(path, message);
    return path;
  });
}
