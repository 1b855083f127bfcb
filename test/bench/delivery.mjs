// npm run bench:delivery [-- --quick] [--prof] [--sql] [--only digest|small] [--seconds 10]: Tradewind's worker against clients without a
// ledger, on the same machine in the same run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf, measureClient, measureRun, samplesOf } from './lib/measure.mjs';
import { aDigest, aSmallMail, sizeOf } from './lib/messages.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { atTheEnd, run } from './lib/processes.mjs';
import { Report, count, progress } from './lib/report.mjs';
import { options, workerSettings } from './lib/settings.mjs';
import { aDkimFolder } from './lib/tradewind.mjs';
import { startDiscardSink, startPostfixSink } from './sinks/sinks.mjs';

const chosen = options({ quick: false, prof: false, sql: false, only: '', seconds: 0 });
const SECONDS = chosen.seconds || (chosen.quick ? 2 : 10);
const READERS = SECONDS * 15_000;

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-files-'));
  const profile = chosen.prof ? mkdtempSync(join(tmpdir(), 'tradewind-profile-')) : undefined;
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  const [postgres, sink, postfix] = [
    await startPostgres({ statements: chosen.sql }),
    await startDiscardSink(),
    await startPostfixSink(),
  ];
  const lab = { postgres, folder, profile, dkim: aDkimFolder(), report: new Report('delivery') };
  const sinks = [sink, ...(postfix === undefined ? [] : [postfix])];
  if (wants('digest')) await digestRows(lab, sink, sinks);
  if (wants('small')) await smallRow(lab, sink);
  if (profile !== undefined) process.stdout.write(`profiles: node test/bench/hot-spots.mjs ${profile}\n`);
  return lab.report.end();
}

const wants = (part) => chosen.only === '' || chosen.only === part;

async function digestRows({ postgres, folder, profile, dkim, report }, sink, sinks) {
  const compiled = aDigest();
  const settings = workerSettings('digest');
  const connections = Number(settings.SMTP_CONNECTIONS);
  const messages = await samplesOf({ postgres, sink, compiled, settings, folder, name: 'digest' });
  const digest = join(folder, 'digest.json');
  writeFileSync(digest, JSON.stringify(compiled));
  progress(`digest: ${count(sizeOf(compiled))} bytes of html and text, ${connections} connections`);
  const client = (name, to, given) =>
    measured(name, () =>
      measureClient(name, to, { connections, count: 1e6, seconds: SECONDS, messages, digest, ...given }),
    );
  const readers = await postgres.withReaders(READERS, compiled.locale);
  const tradewind = async (name, to, given = {}) => {
    const database = await postgres.clone(readers);
    const result = await measured(name, () =>
      measureRun({ postgres, database, sink: to, compiled, settings, seconds: SECONDS, profile, ...given }),
    );
    await database.drop();
    for (const fault of faultsOf(name, result.faults)) report.fault(fault);
    return result;
  };

  const raw = await client('raw-client', sink);
  const one = await tradewind(`unsigned, ${sink.name}`, sink);
  compare(report, { figure: `digest unsigned ÷ raw client, ${sink.name}`, bar: 0.55, one, baseline: raw });
  const personal = await client('raw-client', sink, { personal: true });
  compare(report, { figure: 'the same ÷ raw client that makes links and tokens', one, baseline: personal });
  const rawSigned = await client('raw-client', sink, { key: dkim.key });
  const signed = await tradewind('RSA-2048', sink, { settings: { ...settings, DKIM_KEYS: dkim.folder } });
  compare(report, { figure: 'digest RSA-2048 ÷ raw client + async RSA', bar: 0.85, one: signed, baseline: rawSigned });
  const mailer = await client('nodemailer-client', sink);
  compare(report, { figure: 'digest unsigned ÷ nodemailer sendMail', bar: 12, one, baseline: mailer });
  const mailerSigned = await client('nodemailer-client', sink, { key: dkim.key });
  compare(report, {
    figure: 'digest RSA-2048 ÷ nodemailer sendMail + DKIM',
    bar: 8,
    one: signed,
    baseline: mailerSigned,
  });
  for (const to of sinks) {
    if (to !== sink && chosen.quick) continue;
    const single = to === sink ? one : await tradewind(`unsigned, ${to.name}`, to);
    if (to !== sink)
      compare(report, {
        figure: `digest unsigned ÷ raw client, ${to.name}`,
        one: single,
        baseline: await client('raw-client', to),
      });
    const two = await tradewind(`two workers, ${to.name}`, to, { workers: 2 });
    compare(report, {
      figure: `two workers ÷ one, ${to.name}`,
      bar: 1.6,
      one: two,
      baseline: single,
      note: limitOf(two),
    });
  }
}

async function smallRow({ postgres, folder, profile, report }, sink) {
  const compiled = aSmallMail();
  const settings = workerSettings('small');
  const connections = Number(settings.SMTP_CONNECTIONS);
  const messages = await samplesOf({ postgres, sink, compiled, settings, folder, name: 'small' });
  progress(`small: ${count(sizeOf(compiled))} bytes of html and text, ${connections} connections`);
  const raw = await measured('raw client, small', () =>
    measureClient('raw-client', sink, { connections, count: 1e6, seconds: SECONDS, messages }),
  );
  const database = await postgres.withReaders(READERS, compiled.locale);
  const one = await measured('small', () =>
    measureRun({ postgres, database, sink, compiled, settings, seconds: SECONDS, profile }),
  );
  await database.drop();
  for (const fault of faultsOf('small', one.faults)) report.fault(fault);
  compare(report, { figure: `small unsigned ÷ raw client, ${connections} connections`, one, baseline: raw });
}

async function measured(name, work) {
  const result = await work();
  progress(`${name}: ${words(result)}; sink ${count(result.sinkMicros)} µs/msg`);
  return result;
}

function words({ rate, cpuMicros, postgresMicros }) {
  const database = postgresMicros === undefined ? '' : ` + PostgreSQL ${count(postgresMicros)}`;
  return `${count(rate)}/s, ${count(cpuMicros)}${database} µs CPU/msg`;
}

function compare(report, { figure, bar, one, baseline, note }) {
  report.figure({
    figure,
    bar,
    value: one.rate / baseline.rate,
    measured: words(one),
    baseline: words(baseline),
    note: note ?? memoryOf(one),
  });
}

const memoryOf = ({ peakMegabytes }) => `peak ${count(peakMegabytes)} MB`;

/** What a run with two workers was limited by: a part that keeps a core busy by itself, or the machine. */
function limitOf({ busy }) {
  const cores = cpus().length;
  const used = busy.worker + busy.postgres + busy.sink;
  const parts = `busy cores: workers ${busy.worker}, PostgreSQL ${busy.postgres}, sink ${busy.sink}`;
  if (busy.sink > 0.9) return `limited by the sink (${parts})`;
  return used > 0.8 * cores ? `limited by ${cores} cores (${parts})` : parts;
}

await run(main);
