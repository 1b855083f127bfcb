import type { DynamicModule, Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryLane } from '#src/delivery/delivery-lane.js';
import { DeliveryModule, DeliveryRuns } from '#src/delivery/index.js';
import { LedgerRepository } from '#src/delivery/ledger/ledger.repository.js';
import { RunRepository } from '#src/delivery/runs/run.repository.js';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import { anApiApp } from '../../support/api-app.js';
import { aRun, someSubscribers } from '../../support/builders.js';
import { startFaultSmtp, type FaultPlan } from '../../support/fault-smtp.js';

export type LedgerRow = {
  id: string;
  subscriber_id: string;
  state: DeliveryState;
  attempt: number;
  claim_token: string | null;
  lease_until: Date | null;
  next_attempt_at: Date | null;
  smtp_code: number | null;
  reply: string | null;
  phase: string | null;
  resolution: string | null;
  resolved_by: string | null;
};

/** The delivery area on a database of its own, and a relay that misbehaves by plan. */
export async function aDeliveryBench(
  settings: Record<string, string> = {},
  modules: (Type | DynamicModule)[] = [DeliveryModule],
) {
  const relay = await startFaultSmtp();
  const api = await anApiApp(modules, {
    SMTP_URL: relay.url,
    SMTP_TIMEOUT_SECONDS: '2',
    SMTP_FINAL_TIMEOUT_SECONDS: '2',
    SMTP_CONNECTIONS: '4',
    ...settings,
  });
  const database = api.app.get(DataSource);
  const query = (sql: string, parameters: unknown[] = []) => database.query(sql, parameters);

  return {
    api,
    relay,
    query,
    ledger: api.app.get(LedgerRepository),
    runs: api.app.get(RunRepository),
    work: (editionId: string) => api.app.get(DeliveryLane).work(editionId),
    report: async (editionId: string) => (await api.app.get(DeliveryRuns).find(editionId))!,
    rows: (editionId: string): Promise<LedgerRow[]> =>
      query(`SELECT * FROM delivery WHERE edition_id = $1 ORDER BY id`, [editionId]),
    /** An empty world with so many subscribers and one run over them. */
    async aRunOver(count: number, plan: FaultPlan = () => undefined) {
      relay.use(plan);
      await query(`TRUNCATE delivery, delivery_variant, delivery_run, subscriber, consent_event, suppression`);
      const readers = await someSubscribers(api.app, count);
      return { readers, ...(await aRun(api.app)) };
    },
    async close() {
      await api.close();
      await relay.close();
    },
  };
}
export type DeliveryBench = Awaited<ReturnType<typeof aDeliveryBench>>;

/** A token for claims that a test makes by hand; the last digits tell them apart. */
export const aToken = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
