import { checkRelays } from '#src/delivery/index.js';
import type { Config } from '../foundation/config/config.js';
import { assertSchema } from '../foundation/database/schema.js';
import type { Log } from '../foundation/logging/logger.js';
import { openQueueBackend } from '../foundation/queue/queue-backend.js';
import { withDatabase } from './with-database.js';

/** Proves that settings, relays, database, schema and queue server fit this program, without starting anything. */
export async function check(config: Config, log: Log): Promise<number> {
  checkRelays(config);
  await withDatabase(config, log, async (dataSource, url) => {
    await assertSchema(dataSource, url);
    const queue = await openQueueBackend({ QUEUE_URL: config.QUEUE_URL, DATABASE_URL: url }, log);
    await queue.close();
    console.log(`Settings, database, schema and queue (${queue.kind}) fit.`);
  });
  return 0;
}
