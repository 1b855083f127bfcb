import type { DataSource } from 'typeorm';
import type { Config } from '../foundation/config/config.js';
import { connect } from '../foundation/database/data-source.js';
import { startEmbeddedPostgres } from '../foundation/database/embedded-postgres.js';
import type { Log } from '../foundation/logging/logger.js';

/** Runs `work` on the configured database, or on the embedded one, which is stopped again afterwards. */
export async function withDatabase<T>(
  config: Config,
  log: Log,
  work: (dataSource: DataSource, url: string) => Promise<T>,
): Promise<T> {
  const embedded = config.DATABASE_URL === undefined ? await startEmbeddedPostgres(config.DATA_DIR) : undefined;
  const url = embedded?.url ?? config.DATABASE_URL ?? '';
  try {
    const dataSource = await connect({ ...config, DATABASE_URL: url }, log);
    try {
      return await work(dataSource, url);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await embedded?.stop();
  }
}
