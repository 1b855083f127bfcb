import { DataSource } from 'typeorm';
import { migrations } from '#migrations/index.js';
import { errorCode } from '../error-code.js';
import { SteadyClient } from './steady-client.js';
import type { Config } from '../config/config.js';
import type { Log } from '../logging/logger.js';

export type DatabaseSettings = Pick<Config, 'DATABASE_POOL_MAX'> & { DATABASE_URL: string };

/**
 * The pool of one process. Every wait has an end: pg itself has no query timeout, and a half-open link would hang for ever.
 * Entities are found by the areas' `TypeOrmModule.forFeature`; the schema is made by migrations only.
 */
export function dataSourceOptions(settings: DatabaseSettings, log: Log) {
  return {
    type: 'postgres' as const,
    url: settings.DATABASE_URL,
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each' as const,
    synchronize: false,
    logging: false,
    poolSize: settings.DATABASE_POOL_MAX,
    poolErrorHandler: (error: unknown) => {
      log.warn('database.idle-connection-lost', { code: errorCode(error) ?? 'unknown' });
    },
    extra: {
      Client: SteadyClient,
      application_name: 'tradewind',
      connectionTimeoutMillis: 10_000,
      query_timeout: 120_000,
      statement_timeout: 110_000,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
    },
  };
}

export async function connect(settings: DatabaseSettings, log: Log): Promise<DataSource> {
  return new DataSource(dataSourceOptions(settings, log)).initialize();
}
