import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { tell } from './report.js';
import { aRunUnderFire, LINES } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 600;
const LEASE_SECONDS = 3;

/** Deliveries that were taken from a worker whose lease was over, as the scheduler tells it. */
function sweptBy(output: string): number {
  return [...output.matchAll(/\{[^\n]*"event":"delivery\.swept"[^\n]*\}/g)]
    .map(([line]) => JSON.parse(line) as { released: number; uncertain: number })
    .reduce((sum, { released, uncertain }) => sum + released + uncertain, 0);
}

describe('a worker that is stopped until others have taken its claims, and then goes on', () => {
  it('sends none of what is no longer its own', async () => {
    const random = seeded(seed);
    const fire = await aRunUnderFire(READERS, {
      SMTP_TIMEOUT_SECONDS: '2',
      SMTP_FINAL_TIMEOUT_SECONDS: '2',
      DELIVERY_LEASE_SECONDS: String(LEASE_SECONDS),
      DELIVERY_CLAIM_SECONDS: String(LEASE_SECONDS),
      DELIVERY_CLAIM_SIZE: '50',
    });
    try {
      const scheduler = await fire.startScheduler();
      const [zombie] = await Promise.all([fire.startWorker(), fire.startWorker()]);
      await fire.untilArrived(Math.ceil((0.2 + random() * 0.3) * READERS));
      await pause(random() * 60);
      zombie.child.kill('SIGSTOP');
      await eventually(
        30,
        () => Promise.resolve(sweptBy(scheduler.output()) > LINES || undefined),
        'the sweep of its claims',
      );
      zombie.child.kill('SIGCONT');
      const rows = await fire.untilFinished();

      const verdict = judgeRun(rows, fire.relay.arrived);
      const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
      tell({ row: 36, fault: 'a worker stopped until its claims were taken', mails: READERS, uncertain, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(READERS - uncertain);
      // What it had handed over before; a reply that it hears of late ends some of these doubts.
      expect(uncertain).toBeLessThanOrEqual(LINES);
      expect(zombie.child.exitCode).toBeNull();
    } finally {
      await fire.close();
    }
  }, 120_000);
});
