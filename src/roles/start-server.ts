import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { DataSource } from 'typeorm';
import { setUpDocs } from '#src/admin/index.js';
import type { Config } from '#src/foundation/config/config.js';
import { connect } from '#src/foundation/database/data-source.js';
import { startEmbeddedPostgres } from '#src/foundation/database/embedded-postgres.js';
import { assertSchema, migrate } from '#src/foundation/database/schema.js';
import { errorCode } from '#src/foundation/error-code.js';
import { FoundationModule } from '#src/foundation/foundation.module.js';
import { configureHttp } from '#src/foundation/http/http-app.js';
import { NestLog, type Log } from '#src/foundation/logging/logger.js';
import { openQueueBackend } from '#src/foundation/queue/queue-backend.js';
import { Cleanup } from './cleanup.js';
import { modulesOf, type ServerRole } from './role-modules.js';

export type RunningServer = { app: NestExpressApplication; url: string; close(): Promise<void> };

/** A server that could not start, in one line for a person. */
export class StartError extends Error {
  readonly code = 'role.start';
}

/** Longest wait for requests in flight at shutdown. */
const DRAIN_SECONDS = 20;

@Module({})
class RoleModule {}

/**
 * Starts one role: database, schema check, queue, then HTTP. An embedded database belongs to this process alone and is migrated here; any
 * other must have been migrated before. What was opened is closed again in the opposite order, also when the start fails half way.
 */
export async function startServer(role: ServerRole, config: Config, log: Log): Promise<RunningServer> {
  const cleanup = new Cleanup();
  try {
    return await open(role, config, log, cleanup);
  } catch (error) {
    // What went wrong first is what a person must read.
    await cleanup.run().catch(() => undefined);
    throw error;
  }
}

async function open(role: ServerRole, config: Config, log: Log, cleanup: Cleanup): Promise<RunningServer> {
  const url = await openDatabase(config, log, cleanup);
  const queue = await openQueueBackend({ QUEUE_URL: config.QUEUE_URL, DATABASE_URL: url }, log);
  cleanup.add(() => queue.close());

  const foundation = FoundationModule.with({ config: { ...config, DATABASE_URL: url }, log, queue });
  const root = { module: RoleModule, imports: [foundation, ...modulesOf(role, config)] };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  cleanup.add(() => drain(app));
  configureHttp(app);
  if (role === 'api' || role === 'all') setUpDocs(app);
  await listen(app, config);
  log.info('role.started', { role, port: portOf(app), queue: queue.kind });
  return { app, url: `http://${config.HOST}:${portOf(app)}`, close: () => cleanup.run() };
}

async function openDatabase(config: Config, log: Log, cleanup: Cleanup): Promise<string> {
  const embedded = config.DATABASE_URL === undefined ? await startEmbeddedPostgres(config.DATA_DIR) : undefined;
  if (embedded !== undefined) cleanup.add(() => embedded.stop());
  const url = embedded?.url ?? config.DATABASE_URL ?? '';
  const dataSource: DataSource = await connect({ ...config, DATABASE_URL: url }, log);
  try {
    if (embedded !== undefined) await migrate(dataSource, url);
    await assertSchema(dataSource, url);
  } finally {
    await dataSource.destroy();
  }
  return url;
}

async function listen(app: NestExpressApplication, config: Config): Promise<void> {
  try {
    await app.listen(config.PORT, config.HOST);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE')
      throw new StartError(`PORT: ${config.PORT} is in use already; set PORT to another one`, { cause: error });
    if (code === 'EACCES') throw new StartError(`PORT: this user may not listen on ${config.PORT}`, { cause: error });
    throw error;
  }
}

/** Requests at work may end; who still holds a connection after that is cut off. */
async function drain(app: NestExpressApplication): Promise<void> {
  const server = app.getHttpServer();
  const deadline = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_SECONDS * 1_000);
  try {
    await app.close();
  } finally {
    clearTimeout(deadline);
  }
}

function portOf(app: NestExpressApplication): number {
  const address = (app.getHttpServer() as { address(): { port: number } | null }).address();
  return address?.port ?? 0;
}
