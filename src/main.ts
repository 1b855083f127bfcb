import 'reflect-metadata';
import { loadConfig } from './foundation/config/config.js';
import { createLog } from './foundation/logging/logger.js';
import { check } from './roles/check.js';
import { migrateRole } from './roles/migrate.js';

/** Picks the role by the first argument; the only file that exits the process. */
const roles = { migrate: migrateRole, check } as const;

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !(name in roles)) {
    console.error(`Usage: tradewind <role>, one of: ${Object.keys(roles).join(', ')}`);
    return 2;
  }
  try {
    const config = loadConfig();
    await roles[name as keyof typeof roles](config, createLog(config.LOG_LEVEL));
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

process.exit(await main(process.argv[2]));
