import { DataSource } from 'typeorm';
import { DeliveryModule } from '#src/delivery/index.js';
import { anApiApp, type ApiApp } from '../support/api-app.js';
import { aRun, someSubscribers } from '../support/builders.js';
import { eventually } from '../support/eventually.js';
import { startFaultSmtp } from '../support/fault-smtp.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';

const READERS = 1_000;
const KILLS = 8;

/** A small linear congruential generator: the same seed kills at the same moments. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

type Row = { id: string; state: string; smtp_code: number | null; reply: string | null };

/**
 * The oracle: what the relay saw on the wire against what the ledger says. `kept` are distinct deliveries whose final dot arrived.
 */
function judge(rows: Row[], wire: string[]) {
  const frozen = new Set(rows.map((row) => row.id));
  const kept = new Set(wire);
  const inState = (state: string) => rows.filter((row) => row.state === state);
  const claimed = new Set([...inState('accepted'), ...inState('uncertain')].map((row) => row.id));
  return {
    lost: inState('accepted').filter((row) => !kept.has(row.id)).length,
    unexpected: [...kept].filter((id) => !frozen.has(id)).length,
    duplicated: wire.length - kept.size,
    untold: [...kept].filter((id) => !claimed.has(id)).length,
    acceptedWithoutReply: inState('accepted').filter(
      (row) => row.smtp_code === null || row.smtp_code > 299 || row.reply === null,
    ).length,
    open: rows.filter((row) => !['accepted', 'uncertain'].includes(row.state)).length,
  };
}

describe('a worker that is killed again and again', () => {
  let api: ApiApp;
  let relay: Awaited<ReturnType<typeof startFaultSmtp>>;
  const processes: RoleProcess[] = [];

  beforeAll(async () => {
    relay = await startFaultSmtp((at) => ({ delayMs: at.phase === 'dot' ? 25 : 1 }));
    api = await anApiApp([DeliveryModule], { SMTP_URL: relay.url });
  });
  afterAll(async () => {
    for (const running of processes) await running.stop('SIGKILL');
    await api.close();
    await relay.close();
  });

  it('loses nothing, sends nothing twice, and says of every mail what it knows', async () => {
    const seed = Number(process.env['TEST_SEED'] ?? 20_261_125);
    const random = seeded(seed);
    const environment = roleEnvironment(api.url, {
      SMTP_URL: relay.url,
      SMTP_TIMEOUT_SECONDS: '5',
      SMTP_FINAL_TIMEOUT_SECONDS: '5',
      DELIVERY_LEASE_SECONDS: '6',
      DELIVERY_CLAIM_SIZE: '10',
      DELIVERY_RETRY_SECONDS: '1',
      LOG_LEVEL: 'info',
    });
    const start = async (role: string): Promise<RoleProcess> => {
      const running = await startRole(role, environment);
      processes.push(running);
      return running;
    };
    await someSubscribers(api.app, READERS);
    const { editionId, frozenCount } = await aRun(api.app);
    expect(frozenCount).toBe(READERS);
    await start('scheduler');
    let worker = await start('worker');

    for (let kill = 0; kill < KILLS; kill += 1) {
      // Always in full flight: some mails after the start, and at a random moment of the next one.
      const goal = relay.arrived.length + 15 + Math.floor(random() * 80);
      await eventually(
        60,
        () => Promise.resolve(relay.arrived.length >= goal || undefined),
        `mail ${goal} (seed ${seed})`,
      );
      await new Promise((done) => setTimeout(done, random() * 40));
      await worker.stop('SIGKILL');
      worker = await start('worker');
    }
    const run = await eventually(
      90,
      async () => {
        const [row] = await api.app
          .get(DataSource)
          .query(`SELECT state FROM delivery_run WHERE edition_id = $1`, [editionId]);
        return row.state === 'finished' ? row : undefined;
      },
      `the end of the run (seed ${seed})`,
    );
    expect(run.state).toBe('finished');

    const rows: Row[] = await api.app.get(DataSource).query(`SELECT id, state, smtp_code, reply FROM delivery`);
    const wire = relay.arrived.map((mail) => mail.deliveryId);
    expect({ seed, ...judge(rows, wire) }).toEqual({
      seed,
      lost: 0,
      unexpected: 0,
      duplicated: 0,
      untold: 0,
      acceptedWithoutReply: 0,
      open: 0,
    });
    expect(rows).toHaveLength(READERS);
    // Each kill leaves at most what its lines had in flight.
    const uncertain = rows.filter((row) => row.state === 'uncertain').length;
    expect(uncertain).toBeLessThanOrEqual(KILLS * 4);
    expect(await worker.stop()).toBe(0);
  }, 180_000);
});
