import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeliveryDriver } from '#src/delivery/crew/delivery-driver.js';
import { DeliveryModule, DeliveryRuns } from '#src/delivery/index.js';
import { LedgerRepository } from '#src/delivery/ledger/ledger.repository.js';
import type { Settlement } from '#src/delivery/ledger/steps.js';
import { PROVIDERS } from '#src/domain/delivery/provider.js';
import { Lanes } from '#src/delivery/lanes/lanes.js';
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
  urlOf: (relayUrl: string) => string = (relayUrl) => relayUrl,
) {
  const relay = await startFaultSmtp();
  const api = await anApiApp(modules, {
    SMTP_URL: urlOf(relay.url),
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
    ledger: aLedger(api.app),
    runs: api.app.get(RunRepository),
    work: (editionId: string) => api.app.get(DeliveryDriver).work(editionId),
    report: async (editionId: string) => (await api.app.get(DeliveryRuns).find(editionId))!,
    rows: (editionId: string): Promise<LedgerRow[]> =>
      query(`SELECT * FROM delivery WHERE edition_id = $1 ORDER BY id`, [editionId]),
    /** An empty world with so many subscribers and one run over them. */
    async aRunOver(count: number, plan: FaultPlan = () => undefined) {
      relay.use(plan);
      api.app.get(Lanes).forget();
      await query(
        `TRUNCATE lane, lane_bucket, delivery, delivery_claim, delivery_slice, delivery_progress, delivery_variant, delivery_run, subscriber, consent_event, suppression CASCADE`,
      );
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

/** The ledger one step at a time, as a line of one's own would use it. */
export function aLedger(app: INestApplication) {
  const ledger = app.get(LedgerRepository, { strict: false });
  const at = (id: string, token: string) => ({ id, token });
  return {
    claim: (editionId: string, size: number, token: string, leaseSeconds: number) =>
      ledger.claim(editionId, {
        token,
        leaseSeconds,
        lookSeconds: leaseSeconds,
        size,
        caps: new Map(PROVIDERS.map((provider) => [provider, size])),
      }),
    handOff: async (id: string, token: string, leaseSeconds: number, relay = 'r', isTracked = false) =>
      (await ledger.advance([{ ...at(id, token), relay, isTracked }], [], leaseSeconds)).isOpen(id),
    settle: async (id: string, token: string, settlement: Settlement) =>
      (await ledger.advance([], [{ ...at(id, token), ...settlement }], 0)).stateOf({ id, ...settlement }),
    release: (ids: string[], token: string) => ledger.release(ids, token, 0),
    endClaims: (token: string) => ledger.endClaims(token),
    /** As if so much time had passed that every lease is over. */
    endLeases: () =>
      app
        .get(DataSource)
        .query(
          `UPDATE delivery SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL; UPDATE delivery_claim SET look_at = now()`,
        ),
    sweep: () => ledger.sweep(),
  };
}

/** A token for claims that a test makes by hand; the last digits tell them apart. */
export const aToken = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
