import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { Unsubscriber } from '#src/feedback/index.js';
import { FeedbackRetention } from '#src/feedback/retention/feedback-retention.js';
import { RefusalIntake } from '#src/feedback/events/refusal-intake.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { bearer } from '../../support/api-app.js';
import { aFeedbackBench, aReport, DAY, type FeedbackBench } from './feedback-bench.js';

let bench: FeedbackBench;
beforeAll(async () => {
  bench = await aFeedbackBench();
});
afterAll(() => bench.close());

const report = (editionId: string) =>
  request(bench.api.app.getHttpServer()).get(`/api/admin/editions/${editionId}/report`).set(bearer);

describe('the report of an edition', () => {
  it('counts the ledger and what came back, by provider, and adds up', async () => {
    const { editionId } = await bench.aRunOver(8, ({ phase, count }) =>
      phase === 'rcpt' && count < 2 ? '550 5.1.1 no such user' : undefined,
    );
    await bench.query(
      `UPDATE delivery SET provider = 'qq' WHERE id IN (SELECT id FROM delivery ORDER BY id DESC LIMIT 3)`,
    );
    await bench.work(editionId);
    await bench.api.app.get(RefusalIntake).run();
    const accepted = (await bench.rows(editionId)).filter(({ state }) => state === 'accepted');
    await bench.book.take([
      aReport({ kind: 'soft', deliveryId: accepted[0]!.id }),
      aReport({ kind: 'complaint', deliveryId: accepted[1]!.id }),
      aReport({ kind: 'delivered', deliveryId: accepted[2]!.id }),
      aReport({ kind: 'unsubscribe', deliveryId: accepted[3]!.id }),
    ]);
    const unsubscriber = bench.api.app.get(Unsubscriber);
    for (let n = 0; n < 2; n += 1) await unsubscriber.leave(accepted[4]!.subscriber_id, 'one-click', accepted[4]!.id);
    const { body } = await report(editionId).expect(200);
    expect(body.total).toEqual({
      mails: 8,
      delivered: 5,
      confirmed: 1,
      bounced: { hard: 0, soft: 1, block: 0 },
      failed: { hard: 2, soft: 0, block: 0, other: 0 },
      uncertain: 0,
      suppressed: 0,
      cancelled: 0,
      open: 0,
      complaints: 1,
      unsubscribes: 2,
    });
    expect(body.providers.map(({ provider, mails }: { provider: string; mails: number }) => [provider, mails])).toEqual(
      [
        ['other', 5],
        ['qq', 3],
      ],
    );
    expect(await bench.query(`SELECT source FROM consent_event ORDER BY source`)).toEqual([
      { source: 'one-click' },
      { source: 'provider' },
    ]);
  });

  it('is not found for an edition that was never started, and not shown to strangers', async () => {
    await report(randomUUID()).expect(404);
    await request(bench.api.app.getHttpServer()).get(`/api/admin/editions/${randomUUID()}/report`).expect(401);
  });
});

describe('leaving by the link of a mail', () => {
  it('many times at once is one event, and coming back and leaving again works', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const { id, subscriber_id: reader } = edition![0]!;
    const unsubscriber = bench.api.app.get(Unsubscriber);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => unsubscriber.leave(reader, 'one-click', id)));
    expect(outcomes.filter((outcome) => outcome === 'left')).toHaveLength(1);
    await unsubscriber.comeBack(reader);
    expect(await unsubscriber.leave(reader, 'page', id)).toBe('left');
    expect(await bench.events()).toHaveLength(1);
  });
});

describe('the retention of feedback', () => {
  it('forgets what was never matched after 90 days, all of it after 13 months, and no suppression', async () => {
    const [edition] = await bench.mailed(2, [1]);
    await bench.book.take([aReport({ deliveryId: edition![0]!.id }), aReport({ kind: 'soft' })]);
    await bench.query(`INSERT INTO webhook_token VALUES ('mailgun', 'a', 'b')`);
    const clock = bench.api.app.get(Clock);
    const inDays = async (days: number) => {
      const now = new Date(Date.now() + days * DAY);
      const spy = jest.spyOn(clock, 'now').mockReturnValue(now);
      await bench.api.app.get(FeedbackRetention).run();
      spy.mockRestore();
      return (await bench.events()).map(({ kind }: { kind: string }) => kind).sort();
    };
    expect(await inDays(1)).toEqual(['hard', 'soft']);
    expect(await bench.query(`SELECT * FROM webhook_token`)).toHaveLength(1);
    expect(await inDays(89)).toEqual(['hard', 'soft']);
    expect(await inDays(91)).toEqual(['hard']);
    expect(await bench.query(`SELECT * FROM webhook_token`)).toEqual([]);
    expect(await inDays(390)).toEqual(['hard']);
    expect(await inDays(400)).toEqual([]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });
});
