import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { bearer } from '../support/api-app.js';
import { eventually } from '../support/eventually.js';
import { tell } from './report.js';
import { aRunUnderFire, LINES } from './run-under-fire.js';
import { FAULTLESS, judgeRun, seed, seeded } from './wire-oracle.js';

const READERS = 1_500;
const WORKERS = 2;
const PAUSES = 4;

describe('an operator who pauses, resumes and cancels while workers elsewhere send', () => {
  it('is obeyed by all of them: a second after the answer nothing is sent but what was in flight', async () => {
    const random = seeded(seed);
    const fire = await aRunUnderFire(READERS, {}, [DeliveryApiModule]);
    const command = async (name: string, body: object = {}) => {
      const path = `/api/admin/runs/${fire.editionId}/${name}`;
      await request(fire.api.app.getHttpServer()).post(path).set(bearer).send(body).expect(200);
      return fire.relay.arrived.length;
    };
    /** Mails after the answer, and mails more than a second after it. */
    const sentAfter = async (answered: number) => {
      await pause(1_000);
      const soon = fire.relay.arrived.length;
      await pause(500);
      return { inFlight: soon - answered, late: fire.relay.arrived.length - soon };
    };
    const struckAt: number[] = [];
    const strike = async (name: string, number: number, body?: object) => {
      await fire.untilArrived(Math.ceil(((number + random()) * READERS) / (PAUSES + 2)));
      await pause(random() * 60);
      const answered = await command(name, body);
      struckAt.push(answered);
      return sentAfter(answered);
    };
    try {
      await fire.startScheduler();
      await Promise.all(Array.from({ length: WORKERS }, () => fire.startWorker()));
      const outcomes = [];
      for (let number = 0; number < PAUSES; number += 1) {
        outcomes.push(await strike('pause', number, { reason: 'at random' }));
        await command('resume');
      }
      outcomes.push(await strike('cancel', PAUSES));
      const rows = await eventually(
        20,
        async () => {
          const { finishedAt } = await fire.report();
          return finishedAt === null
            ? undefined
            : fire.query(`SELECT * FROM delivery WHERE edition_id = '${fire.editionId}'`);
        },
        'the end of what waited',
      );

      const verdict = judgeRun(rows, fire.relay.arrived);
      const fault = `paused and resumed ${PAUSES} times, then cancelled, at random`;
      tell({ row: 35, fault, mails: READERS, uncertain: 0, ...verdict });
      expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
      expect({ seed, late: outcomes.map(({ late }) => late) }).toEqual({ seed, late: outcomes.map(() => 0) });
      expect(Math.max(...outcomes.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(WORKERS * LINES);
      // Every command hit a run in full flight.
      expect(Math.max(...struckAt)).toBeLessThan(READERS);
      expect(new Set(struckAt).size).toBe(PAUSES + 1);
      const states = rows.map(({ state }: { state: string }) => state);
      expect(new Set(states)).toEqual(new Set(['accepted', 'cancelled']));
      expect(states.filter((state: string) => state === 'accepted')).toHaveLength(fire.relay.arrived.length);
    } finally {
      await fire.close();
    }
  }, 120_000);
});
