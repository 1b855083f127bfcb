import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadConfig } from '#src/foundation/config/config.js';
import { createLog } from '#src/foundation/logging/logger.js';
import type { Locale } from '#src/domain/locale/locale.js';
import { AdminClient } from './demo/admin-client.js';
import { countTable, Progress } from './demo/progress.js';
import { demoArticles, runDemo } from './demo/run-demo.js';
import { startServer } from './start-server.js';
import { untilStopped } from './until-stopped.js';

export type DemoOptions = { once?: true; article?: string; locale?: Locale };

/** A whole edition on this machine. Stays up until Ctrl-C, or ends by itself with `once`; the log goes to a file beside the data. */
export async function demo(options: DemoOptions): Promise<number> {
  const articles = await demoArticles(options.article, options.locale);
  const config = loadConfig();
  if (config.DATABASE_URL !== undefined || !config.usesInbox) {
    throw new Error(
      'DATABASE_URL, SMTP_URL: the demo writes samples and sends mail, so it runs on its own database and inbox only; unset them',
    );
  }
  const logPath = join(config.DATA_DIR, 'demo.log');
  const logFile = createWriteStream(logPath, { flags: 'a' });
  await once(logFile, 'open');
  const log = createLog(config.LOG_LEVEL, { write: (line) => logFile.write(line) });
  const progress = new Progress();
  progress.show('starting PostgreSQL and the program');
  const stopped = untilStopped();
  const server = await startServer('all', config, log);
  try {
    progress.done(`running in ${config.DATA_DIR} (log: ${logPath})`);
    const run = runDemo(new AdminClient(server.url, config.ADMIN_TOKEN), articles, progress);
    const result = await Promise.race([run, stopped.then(() => undefined)]);
    if (result === undefined) return endedEarly(run);
    console.log(`\nDeliveries of edition ${result.number}:\n${countTable(result.run.counts)}\n`);
    if (options.once === true) return result.isComplete ? 0 : 1;
    console.log(addresses(server.url, config.ADMIN_TOKEN));
    await stopped;
    console.log('\nstopping: what is in flight ends first');
    return 0;
  } finally {
    await server.close();
    logFile.end();
  }
}

/** Ctrl-C before the mails were sent; what the steps at work say once the server is gone interests nobody. */
function endedEarly(run: Promise<unknown>): number {
  run.catch(() => undefined);
  console.log('\nstopped before the end');
  return 130;
}

function addresses(url: string, token: string): string {
  return [
    `  inbox        ${url}/inbox`,
    `  API docs     ${url}/docs`,
    `  queue board  ${url}/admin/queues   (any user name, the token as password)`,
    `  admin token  ${token}`,
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}
