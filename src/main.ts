import 'reflect-metadata';
import { Command, InvalidArgumentError } from 'commander';
import { loadConfig, type Config } from './foundation/config/config.js';
import { createLog, type Log } from './foundation/logging/logger.js';

/**
 * Picks the role; the only file that exits the process. A role is loaded when it is chosen, so that `tradewind extract` does not wait for
 * the HTTP framework.
 */
function program(finish: (code: number) => void): Command {
  const tradewind = new Command('tradewind').description(
    'Newsletters of strategy shifts for people who sell across borders.',
  );
  const role = (name: string, description: string, run: (config: Config, log: Log) => Promise<number>) =>
    tradewind
      .command(name, name === 'all' ? { isDefault: true } : {})
      .description(description)
      .action(async () => {
        const config = loadConfig();
        finish(await run(config, createLog(config.LOG_LEVEL)));
      });

  for (const [name, description] of [
    ['all', 'everything in one process (the default)'],
    ['api', 'HTTP: admin API, reader pages, docs, queue board'],
    ['worker', 'extracts shifts and sends mail'],
    ['scheduler', 'timers: due editions, sweeper, reconcilers'],
  ] as const) {
    role(name, description, async (config, log) => (await import('./roles/serve.js')).serve(name, config, log));
  }
  role('migrate', 'bring the database up to date', async (config, log) =>
    (await import('./roles/migrate.js')).migrateRole(config, log),
  );
  role('check', 'prove that settings, database, schema and queue fit', async (config, log) =>
    (await import('./roles/check.js')).check(config, log),
  );

  tradewind
    .command('demo')
    .description('a whole edition on this machine, from article to inbox')
    .option('--once', 'end when every mail was accepted (exit 0) or not (exit 1)')
    .option('--article <file>', 'use this text file (UTF-8, first line is the title) instead of the sample articles')
    .option(
      '--locale <locale>',
      'language of that file: zh-CN, zh-TW or en (else it is detected)',
      oneOf('zh-CN', 'zh-TW', 'en'),
    )
    .action(async (options: { once?: true; article?: string; locale?: 'zh-CN' | 'zh-TW' | 'en' }) => {
      finish(await (await import('./roles/demo.js')).demo(options));
    });

  tradewind
    .command('extract <file>')
    .description('print the strategy shifts of a text file; needs no database')
    .option('--json', 'as a JSON array')
    .option('--published <day>', 'publication day (2025-12-12), against which relative dates are resolved')
    .option('--title <title>', 'the title, when it does not stand on the first line')
    .action(async (file: string, options: { json?: true; published?: string; title?: string }) => {
      finish(await (await import('./roles/extract.js')).extractCommand(file, options));
    });

  tradewind
    .command('eval-shifts')
    .description('score the extractor on an article against a gold file')
    .requiredOption('--article <file>', 'the text')
    .requiredOption('--gold <file>', 'what is in it, as JSON')
    .action(async (options: { article: string; gold: string }) => {
      finish(await (await import('./roles/eval-shifts.js')).evalShifts(options));
    });

  tradewind
    .command('eval-content')
    .description('score the extractor on the annotated articles, probe sentences and tables of this repository')
    .option('--fixtures <folder>', 'where they are', 'test/fixtures/shifts')
    .option('--misses', 'name what was missed')
    .option('--article <file>', 'score this text too, against --gold')
    .option('--gold <file>', 'what is in that text, as JSON')
    .action(async (options: { fixtures: string; misses?: true; article?: string; gold?: string }) => {
      finish(await (await import('./roles/eval-content.js')).evalContent(options));
    });

  tradewind
    .command('eval-summary')
    .description('compare the summaries of an article with the one in its gold file')
    .requiredOption('--article <file>', 'the text')
    .requiredOption('--gold <file>', 'JSON with goldSummary_zh')
    .option('--published <day>', 'the day of publication')
    .action(async (options: { article: string; gold: string; published?: string }) => {
      finish(await (await import('./roles/eval-summary.js')).evalSummary(options));
    });

  const bounces = tradewind.command('bounces').description('mail that came back');
  bounces
    .command('classify <path...>')
    .description('say who failed in mail files, or in folders of them, and why; needs no database')
    .option('--json', 'one JSON line per file')
    .action(async (paths: string[], options: { json?: boolean }) => {
      finish(await (await import('./roles/bounces.js')).classifyBounces(paths, options));
    });
  bounces
    .command('rules')
    .description('print the rules that read refusals, in their order; the first that fits decides')
    .action(async () => {
      finish((await import('./roles/bounces.js')).printRules());
    });

  tradewind
    .command('eval-bounces')
    .description('score the classifier of bounces on mail files against a table')
    .requiredOption('--dir <folder>', 'where the mail files are')
    .requiredOption('--expected <file>', 'CSV with the columns file, address, class; no address and class: no bounce')
    .option('--json', 'as JSON')
    .action(async (options: { dir: string; expected: string; json?: boolean }) => {
      finish(await (await import('./roles/eval-bounces.js')).evalBounces(options));
    });

  tradewind
    .command('dkim')
    .description('keys that sign mail')
    .command('new')
    .description('make an RSA-2048 and an Ed25519 key and print their DNS records')
    .requiredOption('--domain <domain>', 'domain of the From address, or a parent of it')
    .option('--selector <selector>', 'name of the keys in the DNS', 'tw1')
    .option('--out <folder>', 'where the keys are written', 'dkim')
    .action(async (options: { domain: string; selector: string; out: string }) => {
      finish((await import('./roles/dkim.js')).dkimNew(options));
    });

  tradewind
    .command('docs')
    .description('write .env.example and docs/configuration.md from the settings schema')
    .action(async () => {
      (await import('./roles/docs.js')).writeDocs();
      finish(0);
    });
  return tradewind;
}

function oneOf<T extends string>(...values: T[]) {
  return (given: string): T => {
    const value = values.find((candidate) => candidate === given);
    if (value === undefined) throw new InvalidArgumentError(`one of ${values.join(', ')}`);
    return value;
  };
}

async function main(): Promise<number> {
  let code = 0;
  try {
    await program((result) => {
      code = result;
    }).parseAsync();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  return code;
}

process.exit(await main());
