import type { Config } from '../foundation/config/config.js';
import { migrate } from '../foundation/database/schema.js';
import type { Log } from '../foundation/logging/logger.js';
import { withDatabase } from './with-database.js';

/** Brings our tables and the queue's up to date. A second run does nothing. */
export async function migrateRole(config: Config, log: Log): Promise<number> {
  const names = await withDatabase(config, log, migrate);
  console.log(names.length === 0 ? 'Schema is up to date.' : `Migrated: ${names.join(', ')}`);
  return 0;
}
