import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { CONFIG } from '../config/config.js';
import { errorCode } from '../error-code.js';
import { Log } from '../logging/logger.js';
import { SteadyClient } from './steady-client.js';

/** Enough for statements that run one after the other, and one at a time each. */
const CONNECTIONS = 4;

/**
 * A few connections of their own for statements that run hundreds of times a second: parsed and planned once per connection, and never
 * waiting behind somebody's report. Their plans are made to find rows by index, since a plan that was made while a table was small is kept
 * when it is large.
 */
@Injectable()
export class PreparedStatements implements OnApplicationShutdown {
  private pool: Pool | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: { DATABASE_URL: string },
    private readonly log: Log,
  ) {}

  /** Rows of one statement in a transaction of its own. `T` is the row type that stands beside the SQL; `name` is unique to the text. */
  async rows<T extends object>(name: string, text: string, values: unknown[]): Promise<T[]> {
    this.pool ??= this.open();
    return (await this.pool.query<T>({ name, text, values })).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  private open(): Pool {
    const pool = new Pool({
      Client: SteadyClient,
      connectionString: this.config.DATABASE_URL,
      application_name: 'tradewind',
      max: CONNECTIONS,
      connectionTimeoutMillis: 10_000,
      query_timeout: 30_000,
      statement_timeout: 25_000,
      idle_in_transaction_session_timeout: 30_000,
      keepAlive: true,
      options:
        '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c plan_cache_mode=force_generic_plan',
    });
    pool.on('error', (error: unknown) => {
      this.log.warn('database.idle-connection-lost', { code: errorCode(error) ?? 'unknown' });
    });
    return pool;
  }
}
