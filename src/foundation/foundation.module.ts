import { Module, type DynamicModule } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from './clock/clock.js';
import { CONFIG, type Config } from './config/config.js';
import { dataSourceOptions } from './database/data-source.js';
import { PreparedStatements } from './database/prepared-statements.js';
import { Fetcher } from './fetcher/fetch-outcome.js';
import { GuardedFetcher } from './fetcher/guarded-fetcher.js';
import { NameResolver, SystemResolver } from './fetcher/name-resolver.js';
import { Idempotency } from './http/idempotency.js';
import { Log } from './logging/logger.js';
import { Metrics } from './metrics/metrics.js';
import type { QueueBackend } from './queue/queue-backend.js';
import { QueueErrorLog } from './queue/queue-error-log.js';
import { QUEUES } from './queue/queue-names.js';
import { Tokens } from './tokens/tokens.js';

export type Foundation = { config: Config & { DATABASE_URL: string }; log: Log; queue: QueueBackend };

const queues = Object.values(QUEUES).map((name) => ({
  name,
  defaultJobOptions: {
    removeOnComplete: 500,
    removeOnFail: 1_000,
    attempts: 3,
    backoff: { type: 'exponential', delay: 1_000 },
  },
}));

/** What every role stands on, visible everywhere: CONFIG, Log, Clock, Tokens, Metrics, Idempotency, Fetcher, PreparedStatements, the DataSource and the queues. */
@Module({})
export class FoundationModule {
  static with({ config, log, queue }: Foundation): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Log, useValue: log },
      { provide: Clock, useClass: SystemClock },
      { provide: Tokens, useValue: new Tokens(config.TOKEN_KEYS) },
      Metrics,
      Idempotency,
      PreparedStatements,
      QueueErrorLog,
      { provide: NameResolver, useClass: SystemResolver },
      { provide: Fetcher, useClass: GuardedFetcher },
    ];
    return {
      module: FoundationModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config, log),
          autoLoadEntities: true,
          retryAttempts: 3,
          retryDelay: 1_000,
        }),
        BullModule.forRoot({ connection: queue.connection }),
        BullModule.registerQueue(...queues),
        DiscoveryModule,
      ],
      providers,
      exports: [CONFIG, Log, Clock, Tokens, Metrics, Idempotency, Fetcher, PreparedStatements, BullModule],
    };
  }
}
