import type { DynamicModule, Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryModule, DeliveryRuns } from '#src/delivery/index.js';
import { RunDesk } from '#src/delivery/runs/run.desk.js';
import { anApiApp } from '../support/api-app.js';
import { aRun, someSubscribers } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { startFaultSmtp } from '../support/fault-smtp.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import type { JudgedRow } from './wire-oracle.js';

/** Connections of one worker: what a killed one can have in flight. */
export const LINES = 4;

/**
 * A run over `readers` with a relay that is slow enough to be interrupted. The worker roles are the built program; `startWorker` and
 * `startScheduler` start as many as wanted.
 */
export async function aRunUnderFire(
  readers: number,
  settings: Record<string, string> = {},
  modules: (Type | DynamicModule)[] = [],
) {
  const relay = await startFaultSmtp((at) => ({ delayMs: at.phase === 'dot' ? 25 : 1 }));
  const api = await anApiApp([DeliveryModule, ...modules], { SMTP_URL: relay.url, ...settings });
  const database = api.app.get(DataSource);
  const environment = roleEnvironment(api.url, {
    SMTP_URL: relay.url,
    SMTP_CONNECTIONS: String(LINES),
    SMTP_TIMEOUT_SECONDS: '5',
    SMTP_FINAL_TIMEOUT_SECONDS: '5',
    DELIVERY_LEASE_SECONDS: '6',
    DELIVERY_CLAIM_SECONDS: '6',
    DELIVERY_CLAIM_SIZE: '10',
    DELIVERY_RETRY_SECONDS: '1',
    ...settings,
  });
  const processes: RoleProcess[] = [];
  const start = async (role: string, own: Record<string, string> = {}): Promise<RoleProcess> => {
    const running = await startRole(role, { ...environment, ...own });
    processes.push(running);
    return running;
  };
  await someSubscribers(api.app, readers);
  const { editionId, frozenCount } = await aRun(api.app);

  return {
    relay,
    frozenCount,
    startScheduler: (own?: Record<string, string>) => start('scheduler', own),
    startWorker: (own?: Record<string, string>) => start('worker', own),
    api,
    databaseUrl: api.url,
    query: (sql: string) => database.query(sql),
    resume: () => api.app.get(RunDesk).resume(editionId, 'ana'),
    report: async () => (await api.app.get(DeliveryRuns).find(editionId))!,
    editionId,
    /** Waits until so many mails have arrived. */
    untilArrived: (count: number) =>
      eventually(120, () => Promise.resolve(relay.arrived.length >= count ? true : undefined), `mail ${count}`),
    async untilFinished(): Promise<JudgedRow[]> {
      await eventually(
        120,
        async () => {
          // A database that is away says nothing about the run.
          const rows = await database
            .query(`SELECT state FROM delivery_run WHERE edition_id = $1`, [editionId])
            .catch(() => []);
          return rows[0]?.state === 'finished' ? true : undefined;
        },
        'the end of the run',
      );
      return database.query(`SELECT * FROM delivery WHERE edition_id = $1`, [editionId]);
    },
    async close(): Promise<void> {
      await Promise.all(processes.map((running) => running.stop('SIGKILL')));
      await api.close();
      await relay.close();
    },
  };
}
