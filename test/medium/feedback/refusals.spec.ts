import { DoubtSettler } from '#src/feedback/events/doubt-settler.js';
import { RefusalIntake } from '#src/feedback/events/refusal-intake.js';
import { Refusals } from '#src/delivery/index.js';
import type { FaultPlan } from '../../support/fault-smtp.js';
import { aRun } from '../../support/builders.js';
import { aFeedbackBench, aReport, type FeedbackBench } from './feedback-bench.js';

let bench: FeedbackBench;
beforeAll(async () => {
  bench = await aFeedbackBench();
});
afterAll(() => bench.close());
beforeEach(() => bench.query(`TRUNCATE feedback_event, delivery_refusal`));

const intake = () => bench.api.app.get(RefusalIntake);
const waiting = async () => (await bench.query(`SELECT count(*)::int AS n FROM delivery_refusal`))[0].n as number;
const kinds = async () => (await bench.events()).map(({ kind }: { kind: string }) => kind).sort();

/** Every reader's own refusal, in turn. */
const inTurn =
  (...refusals: (`${number} ${string}` | undefined)[]): FaultPlan =>
  ({ phase, count }) =>
    phase === 'rcpt' ? refusals[count % refusals.length] : undefined;

describe('what a relay refuses at once', () => {
  it('becomes an event of its class, once, and suppresses whose address is gone', async () => {
    const plan = inTurn('550 5.1.1 no such user', '552 5.2.2 mailbox full', '554 5.7.1 refused by policy', undefined);
    const { editionId } = await bench.aRunOver(8, plan);
    await bench.work(editionId);
    const failed = (await bench.rows(editionId)).filter(({ state }) => state === 'failed').length;
    expect(await waiting()).toBe(failed);
    const runs = await Promise.all([intake().run(), intake().run(), intake().run()]);
    expect(runs.reduce((sum, n) => sum + n, 0)).toBe(failed);
    expect(await kinds()).toEqual(['block', 'block', 'hard', 'hard', 'soft', 'soft']);
    expect(await bench.suppressions()).toEqual(['hard-bounce', 'hard-bounce']);
    expect(await bench.events()).toContainEqual(
      expect.objectContaining({
        kind: 'hard',
        source: 'smtp',
        matched_by: 'ledger',
        status: '5.1.1',
        action: 'suppressed',
      }),
    );
    expect(await intake().run()).toBe(0);
  });

  it('of 5 % at RCPT, and of others at the final dot, suppresses exactly those who are gone, once', async () => {
    const plan: FaultPlan = ({ phase, count, to }) => {
      if (phase === 'rcpt' && count % 20 === 0) return '550 5.1.1 no such user';
      const place = Number.parseInt(/-([0-9a-f])/.exec(to ?? '')?.[1] ?? '0', 16);
      if (phase !== 'dot' || place > 7) return undefined;
      return place % 2 === 0 ? '552 5.2.2 mailbox full' : '554 5.6.0 content is not wanted';
    };
    const { editionId } = await bench.aRunOver(120, plan);
    await bench.work(editionId);
    await intake().run();
    const failed = (await bench.rows(editionId)).filter(({ state }) => state === 'failed');
    const gone = failed.filter(({ reply }) => reply?.startsWith('550') === true);
    expect(gone).toHaveLength(6);
    expect(await bench.suppressions()).toEqual(gone.map(() => 'hard-bounce'));
    const suppressed = await bench.query(`SELECT s.id FROM subscriber s JOIN suppression USING (address_hash)`);
    expect(suppressed.map(({ id }: { id: string }) => id).sort()).toEqual(
      gone.map(({ subscriber_id }) => subscriber_id).sort(),
    );
    expect(await bench.events()).toHaveLength(failed.length);
  });

  it('keeps its reader out of the next edition', async () => {
    const { editionId } = await bench.aRunOver(2, inTurn('550 5.1.1 no such user', undefined));
    await bench.work(editionId);
    await intake().run();
    bench.relay.use(() => undefined);
    const next = await aRun(bench.api.app);
    expect(next.frozenCount).toBe(1);
  });

  it('is told again when the process ends before it has been written', async () => {
    const { editionId } = await bench.aRunOver(2, inTurn('550 5.1.1 no such user'));
    await bench.work(editionId);
    const refusals = bench.api.app.get(Refusals);
    const broken = bench.api.app.get(RefusalIntake);
    const spy = jest.spyOn(refusals, 'take').mockImplementationOnce(async (manager) => {
      await manager.query(`DELETE FROM delivery_refusal`);
      throw new Error('the process ends here');
    });
    await expect(broken.run()).rejects.toThrow('ends here');
    spy.mockRestore();
    expect(await waiting()).toBe(2);
    expect(await intake().run()).toBe(2);
  });

  it('is the last word of a relay that put a reader off until the run was over', async () => {
    const { editionId } = await bench.aRunOver(2, inTurn('452 4.2.2 mailbox full'));
    await bench.work(editionId);
    await bench.query(`UPDATE delivery_run SET expires_at = now() - interval '1 second'`);
    await bench.runs.closeWaiting();
    await intake().run();
    expect(await kinds()).toEqual(['soft', 'soft']);
    expect(await bench.suppressions()).toEqual([]);
  });

  it('says nothing about readers who were never tried', async () => {
    await bench.aRunOver(3);
    await bench.query(`UPDATE delivery_run SET expires_at = now() - interval '1 second'`);
    await bench.runs.closeWaiting();
    expect(await waiting()).toBe(0);
  });

  it('is forgotten with a delivery that is gone', async () => {
    await bench.query(`INSERT INTO delivery_refusal VALUES (gen_random_uuid())`);
    expect(await intake().run()).toBe(0);
    expect(await waiting()).toBe(0);
  });
});

describe('a mail that is called uncertain after its evidence has come', () => {
  it('is settled by it', async () => {
    const [edition] = await bench.mailed(2, [1]);
    await bench.book.take([aReport({ kind: 'delivered', deliveryId: edition![0]!.id })]);
    await bench.query(`UPDATE delivery SET state = 'uncertain', uncertain_at = now()`);
    expect(await bench.api.app.get(DoubtSettler).run()).toBe(1);
    expect(await bench.query(`SELECT state FROM delivery ORDER BY state`)).toEqual([
      { state: 'accepted' },
      { state: 'uncertain' },
    ]);
  });
});
