import type { DynamicModule, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AuthApiModule } from '#src/auth/auth-api.module.js';
import { loadConfig, type Config } from '#src/foundation/config/config.js';
import { FoundationModule } from '#src/foundation/foundation.module.js';
import { configureHttp } from '#src/foundation/http/http-app.js';
import { openQueueBackend } from '#src/foundation/queue/queue-backend.js';
import { cloneDatabase, dropDatabase, silentLog } from './database.js';

export const TEST_ADMIN_TOKEN = 'test-admin-token-of-some-length';
export const bearer = { Authorization: `Bearer ${TEST_ADMIN_TOKEN}` };

export type ApiApp = {
  app: NestExpressApplication;
  url: string;
  config: Config & { DATABASE_URL: string };
  close(): Promise<void>;
};

/**
 * A Nest app with the given modules on a database of its own (or on the one that the settings name), set up as the api role does it. Use it with
 * `request(api.app.getHttpServer()).get('/api/admin/…').set(bearer)`.
 */
export async function anApiApp(
  modules: (Type | DynamicModule)[],
  settings: Record<string, string> = {},
): Promise<ApiApp> {
  const given = settings['DATABASE_URL'];
  const url = given ?? (await cloneDatabase());
  const config = testConfig(url, settings);
  const queue = await openQueueBackend(config, silentLog);
  const module = await Test.createTestingModule({
    imports: [FoundationModule.with({ config, log: silentLog, queue }), AuthApiModule, ...modules],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
  configureHttp(app);
  await app.init();
  return {
    app,
    url,
    config,
    close: async () => {
      await app.close();
      await queue.close();
      if (given === undefined) await dropDatabase(url);
    },
  };
}

export function testConfig(url: string, settings: Record<string, string> = {}): Config & { DATABASE_URL: string } {
  const config = loadConfig({
    DATABASE_URL: url,
    DATABASE_POOL_MAX: '8',
    ADMIN_TOKEN: TEST_ADMIN_TOKEN,
    TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
    LOG_LEVEL: 'silent',
    PORT: '0',
    PUBLIC_URL: 'https://news.example',
    MAIL_FROM: 'digest@tradewind.example',
    POSTAL_ADDRESS: '1 Test Street',
    ...settings,
  });
  return { ...config, DATABASE_URL: url };
}
