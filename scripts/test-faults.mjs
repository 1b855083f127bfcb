// npm run test:faults [-- --seeds 3] [--nightly] [--only NAME]: the fault suite once for each seed (30 with --nightly), and a table of what came
// of it. A seed that failed is repeated by TEST_SEED=… npx jest test/faults/….
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const FIRST_SEED = 20_261_125;
const { values: given } = parseArgs({
  options: { seeds: { type: 'string' }, nightly: { type: 'boolean' }, only: { type: 'string' } },
});
const seeds = Number(given.seeds ?? (given.nightly ? 30 : 3));
if (!Number.isInteger(seeds) || seeds < 1) throw new Error(`--seeds: ${given.seeds} is no number of seeds`);

const folder = mkdtempSync(join(tmpdir(), 'tradewind-faults-'));
const report = join(folder, 'report.jsonl');
const failed = [];
for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed += 1) {
  const { status } = spawnSync('npx', ['jest', `test/faults/${given.only ?? ''}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, TEST_SEED: String(seed), FAULT_REPORT: report },
  });
  console.log(`seed ${seed}: ${status === 0 ? 'passed' : 'FAILED'}`);
  if (status !== 0) failed.push(seed);
}
console.log(`\n${tableOf(existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [])}`);
console.log(
  `\n${seeds - failed.length} seeds passed, ${failed.length} failed${failed.length > 0 ? `: ${failed}` : ''}`,
);
process.exitCode = failed.length > 0 ? 1 : 0;

/** One line for each fault, over all seeds. */
function tableOf(lines) {
  const faults = new Map();
  for (const { row, fault, mails, uncertain, lost, duplicated } of lines.map((line) => JSON.parse(line))) {
    const sums = faults.get(fault) ?? { row, runs: 0, mails: 0, uncertain: 0, lost: 0, duplicated: 0 };
    faults.set(fault, {
      row,
      runs: sums.runs + 1,
      mails: sums.mails + mails,
      uncertain: sums.uncertain + uncertain,
      lost: sums.lost + lost,
      duplicated: sums.duplicated + duplicated,
    });
  }
  const rows = [...faults].sort(([, one], [, other]) => one.row - other.row);
  return [
    '| # | fault | runs | mails | lost | doubled | uncertain |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ([fault, { row, runs, mails, lost, duplicated, uncertain }]) =>
        `| ${row} | ${fault} | ${runs} | ${mails.toLocaleString('en')} | ${lost} | ${duplicated} | ${uncertain} |`,
    ),
  ].join('\n');
}
