// npm run bench:import [-- --rows 500000] [--quick] [--sql] [--prof]: how many rows of a CSV file a worker brings into an empty list a second, and how many it
// looks through when everybody is there; against one upsert a row over one connection, in transactions of 1,000 rows and without. The file
// goes up over HTTP to an api process, a worker process imports it; the time is that between start and end in the table.
import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, withClient } from './lib/postgres.mjs';
import { cpuSeconds, peakMegabytes, run, treeCpuSeconds, until } from './lib/processes.mjs';
import { Report, count, progress, ratio, table } from './lib/report.mjs';
import { options } from './lib/settings.mjs';
import { environment, now, startRole } from './lib/tradewind.mjs';

const chosen = options({ rows: 500_000, quick: false, sql: false, prof: false });
const ROWS = chosen.quick ? 50_000 : chosen.rows;
const BASELINE_ROWS = chosen.quick ? 2_000 : 10_000;
const BAR = 25_000;
// Garbage included: V8 takes its time while there is room.
const MEGABYTES = 400;
const TOKEN = 'bench-admin-token-of-some-length';

async function main() {
  const postgres = await startPostgres({ statements: chosen.sql });
  const database = await postgres.withReaders(0, 'zh-CN');
  const report = new Report('import');
  const baseline = await rowByRow(await postgres.clone(database), 1_000);
  const alone = await rowByRow(await postgres.clone(database), 1);
  const profile = chosen.prof ? mkdtempSync(join(tmpdir(), 'tradewind-profile-')) : undefined;
  const settings = { ...environment(database.url, { port: 1 }), IMPORT_MAX_MB: '1000' };
  const [api, worker] = [await startRole('api', settings), await startRole('worker', settings, profile)];
  const url = `http://127.0.0.1:${/"port":(\d+)/.exec(api.output())[1]}/api/admin/subscribers/imports`;
  const bench = { database, postgres, worker, url };
  const idle = peakMegabytes(worker.pid);
  const fresh = await importAll(bench, 'everybody is new', { added: ROWS });
  const again = await importAll(bench, 'everybody is there', { unchanged: ROWS });
  for (const { figure, rate, isRight, ...costs } of [fresh, again]) {
    report.figure({
      figure: `rows a second, ${figure}`,
      bar: BAR,
      value: rate,
      measured: `${count(costs.worker)} + ${count(costs.postgres)} µs CPU a row (worker + PostgreSQL)`,
      baseline: `row by row ${count(baseline)}/s; a commit each ${count(alone)}/s`,
      show: count,
    });
    if (!isRight) report.fault(`${figure}: the counts of the import are wrong`);
  }
  report.figure({
    figure: 'of row by row (1,000 a transaction)',
    value: fresh.rate / baseline,
    measured: `${count(fresh.rate)}/s`,
    baseline: `${count(baseline)}/s`,
    show: ratio,
  });
  report.figure({
    figure: `peak memory of the worker, ${count(ROWS)} rows`,
    bar: MEGABYTES,
    value: peakMegabytes(worker.pid),
    isMet: (value, bar) => value < bar,
    measured: `${count(peakMegabytes(worker.pid))} MB`,
    baseline: `${count(idle)} MB before the first import`,
    show: count,
  });
  await worker.stop();
  if (profile !== undefined) process.stdout.write(`profiles: node test/bench/hot-spots.mjs ${profile}\n`);
  return report.end({ rows: ROWS });
}

/** A file as a spreadsheet writes it, made while it is sent. */
async function* file() {
  yield Buffer.from('email,name,locale,time_zone\r\n');
  for (let from = 0; from < ROWS; from += 2_000) {
    const lines = Array.from({ length: Math.min(2_000, ROWS - from) }, (_, at) => aLine(from + at));
    yield Buffer.from(lines.join(''));
  }
}

function aLine(number) {
  return `reader${number}@mail${number % 500}.bench.example,"读者, ${number}",zh-CN,Asia/Shanghai\r\n`;
}

async function call(url, method, body, headers = {}) {
  const init = { method, headers: { Authorization: `Bearer ${TOKEN}`, ...headers }, duplex: 'half' };
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(answer)}`);
  return answer;
}

async function importAll({ database, postgres, worker, url }, figure, expected) {
  progress(`${figure}: ${count(ROWS)} rows go up`);
  const { id } = await call(url, 'POST', file(), { 'Content-Type': 'text/csv' });
  return withClient(database.url, async (client) => {
    if (chosen.sql) await client.query('SELECT pg_stat_statements_reset()');
    const before = { worker: cpuSeconds(worker.pid), postgres: treeCpuSeconds(postgres.pid) };
    const settings = { locale: 'en', consent: { confirmedBy: 'Bench', basis: 'Nobody of them exists.' } };
    await call(`${url}/${id}/start`, 'POST', JSON.stringify(settings), { 'Content-Type': 'application/json' });
    let shownAt = now();
    const row = await until(
      1_200,
      'the end of the import',
      async () => {
        const { rows } = await client.query(
          `SELECT state, counts, failure, rows_read, extract(epoch FROM ended_at - started_at)::float AS seconds FROM subscriber_import WHERE id = $1`,
          [id],
        );
        if (now() - shownAt > 5) {
          shownAt = now();
          progress(`${figure}: ${count(rows[0].rows_read)} rows`);
        }
        return rows[0].state === 'running' ? undefined : rows[0];
      },
      100,
    );
    const micros = (what, after) => ((after - before[what]) / ROWS) * 1e6;
    const costs = {
      worker: micros('worker', cpuSeconds(worker.pid)),
      postgres: micros('postgres', treeCpuSeconds(postgres.pid)),
    };
    if (chosen.sql) await printStatements(client);
    const isRight =
      row.state === 'finished' && Object.entries(expected).every(([word, rows]) => row.counts[word] === rows);
    if (!isRight) progress(JSON.stringify(row));
    progress(`${figure}: ${count(ROWS / row.seconds)} rows a second`);
    return { figure, rate: ROWS / row.seconds, isRight, ...costs };
  });
}

async function printStatements(client) {
  const { rows } = await client.query(
    `SELECT calls::int, total_exec_time AS ms, query FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY total_exec_time DESC LIMIT 10`,
  );
  const lines = rows.map(({ calls, ms, query }) => [
    count((ms / ROWS) * 1_000),
    count(calls),
    query.replaceAll(/\s+/g, ' ').slice(0, 100),
  ]);
  process.stderr.write(`${table(['µs/row', 'calls', 'statement'], lines)}\n`);
}

/** What the import does, a row at a time: rows a second. Reading the file and the address is not counted against it. */
async function rowByRow(database, rowsPerTransaction) {
  const statement = {
    name: 'upsert',
    text: `WITH person AS (
        INSERT INTO subscriber (address_hash, email, name, locale, time_zone, status, source) VALUES ($1, $2, $3, 'zh-CN', 'Asia/Shanghai', 'active', 'import')
        ON CONFLICT (address_hash) DO UPDATE SET name = excluded.name RETURNING id)
      INSERT INTO consent_event (subscriber_id, action, source) SELECT id, 'subscribed', 'import' FROM person`,
  };
  const rate = await withClient(database.url, async (client) => {
    const begun = now();
    for (let number = 0; number < BASELINE_ROWS; number += 1) {
      if (number % rowsPerTransaction === 0) await client.query('BEGIN');
      const email = `reader${number}@mail${number % 500}.bench.example`;
      const values = [createHash('sha256').update(email).digest(), email, `读者, ${number}`];
      await client.query({ ...statement, values });
      if ((number + 1) % rowsPerTransaction === 0) await client.query('COMMIT');
    }
    return BASELINE_ROWS / (now() - begun);
  });
  await database.drop();
  progress(`row by row, ${count(rowsPerTransaction)} a transaction: ${count(rate)} rows a second`);
  return rate;
}

await run(main);
