import { Reconciler } from '#src/delivery/runs/reconciler.js';
import type { DeliveryState } from '#src/domain/delivery/delivery-state.js';
import type { FaultPlan } from '../support/fault-smtp.js';
import { eventually } from '../support/eventually.js';
import { aDeliveryBench, type LedgerRow } from '../medium/delivery/delivery-bench.js';
import { tell } from './report.js';
import { judgeRun, seed, type Verdict } from './wire-oracle.js';

export type RunUnderFire = {
  editionId: string;
  rows: LedgerRow[];
  counts: Partial<Record<DeliveryState, number>>;
  /** With the seed, so that a failing test says how to repeat it. */
  verdict: { seed: number } & Verdict;
};

/** A worker in this process, with waits that are short enough for a test, and a relay that misbehaves by plan. */
export async function aRelayUnderFire(urlOf?: (relayUrl: string) => string) {
  const settings = { DELIVERY_RETRY_SECONDS: '1', SMTP_TIMEOUT_SECONDS: '1', SMTP_FINAL_TIMEOUT_SECONDS: '1' };
  const bench = await aDeliveryBench(settings, undefined, urlOf);
  const reconciler = bench.api.app.get(Reconciler);
  const judge = async (editionId: string, row: number, fault: string): Promise<RunUnderFire> => {
    const rows = await bench.rows(editionId);
    const { counts } = await bench.report(editionId);
    const verdict = judgeRun(rows, bench.relay.arrived);
    tell({ row, fault, mails: rows.length, uncertain: counts.uncertain, ...verdict });
    return { editionId, rows, counts: withoutZeros(counts), verdict: { seed, ...verdict } };
  };
  return {
    ...bench,
    judge,
    /** Works on a run until it is finished. */
    toTheEnd: (editionId: string, seconds = 90) =>
      eventually(
        seconds,
        async () => {
          await bench.work(editionId);
          await reconciler.run();
          return (await bench.report(editionId)).state === 'finished' ? true : undefined;
        },
        'the end of the run',
      ),
    /** Until a cancelled run has nothing open. */
    toRest: (editionId: string) =>
      eventually(
        30,
        async () => {
          await reconciler.run();
          return (await bench.report(editionId)).finishedAt === null ? undefined : true;
        },
        'the end of what waited',
      ),
    /** A whole run over `readers` through a relay that follows the plan. */
    async run(row: number, fault: string, readers: number, plan: FaultPlan): Promise<RunUnderFire> {
      const { editionId } = await bench.aRunOver(readers, plan);
      await this.toTheEnd(editionId);
      return judge(editionId, row, fault);
    },
  };
}
export type RelayUnderFire = Awaited<ReturnType<typeof aRelayUnderFire>>;

function withoutZeros(counts: Record<string, number>): Partial<Record<DeliveryState, number>> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
