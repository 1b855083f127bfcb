import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { DeliveryModule, DeliveryPlanner, DeliveryQueue, makeDkimKeys } from '#src/delivery/index.js';
import { loadConfig } from '#src/foundation/config/config.js';
import { FoundationModule } from '#src/foundation/foundation.module.js';
import { createLog } from '#src/foundation/logging/logger.js';
import { openQueueBackend } from '#src/foundation/queue/queue-backend.js';
import { atTheEnd, start, until } from './processes.mjs';

const PROGRAM = join(import.meta.dirname, '../../../dist/src/main.js');
export const now = () => Number(process.hrtime.bigint()) / 1e9;

/** The settings of every process of Tradewind here; those of the worker come on top. */
export function environment(databaseUrl, sink, settings = {}) {
  return {
    DATABASE_URL: databaseUrl,
    ADMIN_TOKEN: 'bench-admin-token-of-some-length',
    TOKEN_KEYS: `k1:${'A'.repeat(43)}`,
    PORT: '0',
    PUBLIC_URL: 'https://news.example',
    MAIL_FROM: 'digest@bench.example',
    POSTAL_ADDRESS: '1 Bench Street',
    SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
    LOG_LEVEL: 'info',
    ...settings,
  };
}

/** A folder with one RSA-2048 key for bench.example, and the path of the key. */
export function aDkimFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-dkim-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  makeDkimKeys(folder, 'bench.example', 'tw1');
  rmSync(join(folder, 'tw1-ed25519.bench.example.pem'));
  return { folder, key: join(folder, 'tw1.bench.example.pem') };
}

class OfficeModule {}
Module({})(OfficeModule);

/** The side that approves: the product's own planner and queue in this process. */
export async function openOffice(databaseUrl, sink) {
  const config = loadConfig(environment(databaseUrl, sink, { LOG_LEVEL: 'silent', DATABASE_POOL_MAX: '4' }));
  const log = createLog('silent');
  const queue = await openQueueBackend({ QUEUE_URL: process.env.QUEUE_URL, DATABASE_URL: databaseUrl }, log);
  const foundation = FoundationModule.with({ config: { ...config, DATABASE_URL: databaseUrl }, log, queue });
  const app = await NestFactory.createApplicationContext(
    { module: OfficeModule, imports: [foundation, DeliveryModule] },
    { logger: false },
  );
  const database = app.get(DataSource);
  const wake = (editionId) => app.get(DeliveryQueue).wake(editionId);
  return {
    query: (sql, parameters) => database.query(sql, parameters),
    wake,
    /** Plans a run for everybody in one transaction; `freezeSeconds` is that transaction. */
    async freeze(compiled) {
      const editionId = randomUUID();
      const variants = [{ locale: compiled.locale, selectionHash: 'all', content: compiled }];
      const plan = { editionId, variants, fallbackLocale: compiled.locale };
      const begun = now();
      const { frozenCount } = await database.transaction((manager) => app.get(DeliveryPlanner).start(manager, plan));
      return { editionId, frozenCount, begun, freezeSeconds: now() - begun };
    },
    async close() {
      await app.close();
      await queue.close();
    },
  };
}

/** Starts a built role and waits until it is up. With `profile`, it writes a .cpuprofile into that folder when it ends. */
export async function startRole(role, settings, profile) {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const running = start(process.execPath, [...flags, PROGRAM, role], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...settings },
  });
  await until(60, `the ${role} role`, () => {
    if (running.hasEnded()) throw new Error(`the ${role} role ended:\n${running.output().slice(-2_000)}`);
    return running.output().includes('role.started') ? true : undefined;
  });
  return running;
}
