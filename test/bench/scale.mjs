// npm run bench:scale [-- --readers 1000000] [--minutes 20] [--quick] [--sql] [--prof]: does a reader cost the same at every size of the list, and does a
// worker keep its memory? Small mails; the sizes go up by ten to the one that was asked for.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf, measureRun } from './lib/measure.mjs';
import { aSmallMail } from './lib/messages.mjs';
import { startPostgres, withClient } from './lib/postgres.mjs';
import { run } from './lib/processes.mjs';
import { Report, count, progress, ratio } from './lib/report.mjs';
import { options, workerSettings } from './lib/settings.mjs';
import { now } from './lib/tradewind.mjs';
import { startDiscardSink } from './sinks/sinks.mjs';

const chosen = options({ readers: 1_000_000, minutes: 20, quick: false, sql: false, prof: false });
const READERS = chosen.quick ? 30_000 : chosen.readers;
const SECONDS = chosen.quick ? 15 : chosen.minutes * 60;
const FLAT = 1.1;

async function main() {
  const [postgres, sink] = [await startPostgres({ statements: chosen.sql }), await startDiscardSink()];
  const report = new Report('scale');
  const profile = chosen.prof ? mkdtempSync(join(tmpdir(), 'tradewind-profile-')) : undefined;
  const sizes = [10_000, 100_000, 1_000_000].filter((size) => size < READERS).concat(READERS);
  const results = [];
  for (const readers of sizes) results.push(await aSize({ postgres, sink, report, readers, profile }));
  costs(report, results);
  const [largest] = results.slice(-1);
  freeze(report, largest);
  for (const result of [results[0], largest]) firstMail(report, result);
  report.figure({
    figure: `peak memory of the worker, ${count(largest.readers)} readers`,
    bar: 300,
    value: largest.peakMegabytes,
    isMet: (value, bar) => value < bar,
    measured: `${count(largest.peakMegabytes)} MB`,
    show: count,
  });
  if (profile !== undefined) process.stdout.write(`profiles: node test/bench/hot-spots.mjs ${profile}\n`);
  return report.end();
}

async function aSize({ postgres, sink, report, readers, profile }) {
  const compiled = aSmallMail();
  progress(`${count(readers)} readers: filling the list`);
  const database = await postgres.withReaders(readers, compiled.locale);
  const plainSeconds = await withClient(database.url, plainInsert);
  let shownAt = now();
  const onProgress = ({ messages, firstAt }) => {
    if (now() - shownAt < 5) return;
    shownAt = now();
    progress(`${count(messages)} of ${count(readers)}, ${count(messages / (now() - firstAt))}/s`);
  };
  const settings = workerSettings('scale');
  const result = await measureRun({
    postgres,
    database,
    sink,
    compiled,
    settings,
    seconds: SECONDS,
    onProgress,
    profile,
  });
  await database.drop();
  const figure = `${count(readers)} readers`;
  for (const fault of faultsOf(figure, result.faults)) report.fault(fault);
  progress(
    `${figure}: ${count(result.rate)}/s, ${count(result.cpuMicros)} + ${count(result.postgresMicros)} µs CPU, peak ${count(result.peakMegabytes)} MB, log ${count(result.logBytes.freeze)} + ${count(result.logBytes.mail)} bytes`,
  );
  return { ...result, readers, plainSeconds };
}

/** The same rows without a ledger around them: no index, no state, two columns. */
async function plainInsert(client) {
  await client.query('CREATE TABLE plain (edition_id uuid, subscriber_id uuid)');
  const begun = now();
  await client.query(`INSERT INTO plain SELECT gen_random_uuid(), id FROM subscriber WHERE status = 'active'`);
  const seconds = now() - begun;
  await client.query('DROP TABLE plain');
  return seconds;
}

/** CPU and not time, since the machine has other work; worker and PostgreSQL together, since either could hide what the other pays. */
function costs(report, [base, ...larger]) {
  const costOf = ({ cpuMicros, postgresMicros }) => cpuMicros + postgresMicros;
  const words = (result) =>
    `${count(result.cpuMicros)} + PostgreSQL ${count(result.postgresMicros)} µs CPU, ${count(result.rate)}/s${result.isWhole ? '' : `, cut after ${count(result.stats.messages)}`}`;
  for (const result of larger) {
    report.figure({
      figure: `cost per reader, ${count(result.readers)} ÷ ${count(base.readers)}`,
      bar: FLAT,
      value: costOf(result) / costOf(base),
      isMet: (value, bar) => value <= bar,
      measured: words(result),
      baseline: words(base),
    });
  }
}

function freeze(report, { readers, frozenCount, freezeSeconds, plainSeconds }) {
  report.figure({
    figure: `freeze of ${count(readers)}, rows/s in one transaction`,
    bar: 200_000,
    value: frozenCount / freezeSeconds,
    measured: `${freezeSeconds.toFixed(2)} s`,
    baseline: `plain insert … select ${count(readers / plainSeconds)}/s`,
    show: count,
    note: `${ratio(plainSeconds / freezeSeconds)} of plain`,
  });
}

function firstMail(report, { readers, toFirst, freezeSeconds }) {
  report.figure({
    figure: `approve → first mail, ${count(readers)} readers, s`,
    bar: readers > 10_000 ? 10 : 1,
    value: toFirst,
    isMet: (value, bar) => value < bar,
    measured: `${toFirst.toFixed(2)} s`,
    note: `freeze ${freezeSeconds.toFixed(2)} s of it`,
  });
}

await run(main);
