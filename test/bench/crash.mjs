// npm run bench:crash [-- --kills 20] [--seed 1] [--quick]: a worker is killed with SIGKILL in full flight, again and again. How many mails
// does a kill leave uncertain, and is any lost or doubled? Judged by the sink, which counts a mail at its final dot. In the end one more
// worker finishes the run, as far as it gets in its time (not with --quick, since claims of the dead hold for two minutes).
import { setTimeout as pause } from 'node:timers/promises';
import { disagreement, faultsOf } from './lib/measure.mjs';
import { aSmallMail, seeded } from './lib/messages.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { run, until } from './lib/processes.mjs';
import { Report, count, progress, ratio } from './lib/report.mjs';
import { options, workerSettings } from './lib/settings.mjs';
import { environment, openOffice, startRole } from './lib/tradewind.mjs';
import { startDiscardSink } from './sinks/sinks.mjs';

const chosen = options({ kills: 20, seed: 20_261_126, readers: 0, quick: false });
const KILLS = chosen.quick ? 3 : chosen.kills;
const READERS = chosen.readers || 20_000 * (KILLS + 1);
const OPEN = ['pending', 'claimed', 'handing', 'deferred'];
const LONGEST_FLIGHT_SECONDS = 2;
const FINISH_SECONDS = chosen.quick ? 0 : 240;

async function main() {
  const [postgres, sink] = [await startPostgres(), await startDiscardSink()];
  const compiled = aSmallMail();
  const settings = workerSettings('crash');
  const database = await postgres.withReaders(READERS, compiled.locale);
  const office = await openOffice(database.url, sink);
  const start = (role) => startRole(role, environment(database.url, sink, { ...settings, SWEEP_SECONDS: '1' }));
  const report = new Report('crash');
  try {
    await start('scheduler');
    await sink.reset();
    const { editionId } = await office.freeze(compiled);
    const bench = { office, sink, editionId, start, random: seeded(chosen.seed) };
    const kills = [];
    for (let number = 1; number <= KILLS; number += 1) kills.push(await kill(number, bench, kills));
    await finish(bench);
    const end = await endOf(bench);
    figures(report, kills, Number(settings.SMTP_CONNECTIONS), end);
  } finally {
    await office.close();
  }
  return report.end({ seed: chosen.seed });
}

/** One worker at a time, so that every row in flight is its own. It is struck some moments after its first mails. */
async function kill(number, { office, sink, editionId, start, random }, before) {
  const { messages: atStart } = await sink.stats();
  const worker = await start('worker');
  await office.wake(editionId);
  const flying = await until(
    60,
    `mails of worker ${number}`,
    async () => ((await sink.stats()).messages > atStart + 50 ? true : undefined),
    5,
  );
  await pause(flying && random() * LONGEST_FLIGHT_SECONDS * 1_000);
  await worker.stop('SIGKILL');
  await untilQuiet(office);
  const known = new Set(before.flatMap(({ ids }) => ids));
  const rows = await office.query(
    `SELECT id FROM delivery WHERE edition_id = $1 AND state IN ('handing', 'uncertain')`,
    [editionId],
  );
  const ids = rows.map(({ id }) => id).filter((id) => !known.has(id));
  const { messages } = await sink.stats();
  progress(`kill ${number} of ${KILLS}: after ${count(messages - atStart)} mails, ${ids.length} in flight`);
  return { ids, sent: messages - atStart };
}

/** The statements of the dead worker may still be running on the server. */
async function untilQuiet(office) {
  await until(10, "the end of the dead worker's statements", async () => {
    const [{ busy }] = await office.query(
      `SELECT count(*)::int AS busy FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query ILIKE '%delivery%'`,
    );
    return busy === 0 ? true : undefined;
  });
}

/** A last worker takes what is left. Then the run is held, and what was in flight is swept. */
async function finish({ office, sink, editionId, start }) {
  const worker = FINISH_SECONDS > 0 ? await start('worker') : undefined;
  const open = async (states) => {
    const [row] = await office.query(
      `SELECT count(*)::int AS open FROM delivery WHERE edition_id = $1 AND state = ANY ($2::text[])`,
      [editionId, states],
    );
    return row.open;
  };
  for (const end = Date.now() + FINISH_SECONDS * 1_000; Date.now() < end && (await open(OPEN)) > 0;) {
    progress(`the last worker: ${count((await sink.stats()).messages)} of ${count(READERS)} on the wire`);
    await pause(5_000);
  }
  await office.query(
    `UPDATE delivery_run SET state = 'paused', paused_reason = 'bench' WHERE edition_id = $1 AND state = 'sending'`,
    [editionId],
  );
  await worker?.stop('SIGTERM', 30_000);
  await until(
    60,
    'the sweep of what was in flight',
    async () => ((await open(['handing'])) === 0 ? true : undefined),
    250,
  );
}

/** What the ledger says in the end, and what the wire says about it. */
async function endOf({ office, sink, editionId }) {
  const rows = await office.query(
    `SELECT state, count(*)::int AS count FROM delivery WHERE edition_id = $1 GROUP BY state`,
    [editionId],
  );
  const states = Object.fromEntries(rows.map((row) => [row.state, row.count]));
  const { messages } = await sink.stats();
  return { states, messages, faults: await disagreement(office, sink, editionId) };
}

function figures(report, kills, connections, { states, faults, messages }) {
  const each = kills.map(({ ids }) => ids.length);
  const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
  report.figure({
    figure: `uncertain after a kill -9, most of ${kills.length}`,
    bar: connections,
    value: Math.max(...each),
    isMet: (value, bar) => value <= bar,
    measured: `mean ${ratio(mean)}, each ${each.join(' ')}`,
    baseline: `${connections} connections`,
    show: count,
  });
  const left = OPEN.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const told = `${count(states.accepted ?? 0)} accepted, ${count(states.uncertain ?? 0)} uncertain, ${left === 0 ? 'none' : count(left)} waiting`;
  for (const [name, value] of Object.entries(faults)) {
    report.figure({
      figure: `mails ${name}`,
      bar: 0,
      value,
      isMet: (a, b) => a === b,
      measured: `of ${count(messages)} on the wire`,
      baseline: told,
      show: count,
    });
  }
  for (const fault of faultsOf('after the kills', faults)) report.fault(fault);
}

await run(main);
