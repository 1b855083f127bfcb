import { aFeedbackBench, aReport, type FeedbackBench } from './feedback-bench.js';

let bench: FeedbackBench;
beforeAll(async () => {
  bench = await aFeedbackBench({ OPERATOR_EMAIL: 'operator@test.example' });
});
afterAll(() => bench.close());
beforeEach(() => bench.query(`TRUNCATE lane, transactional_mail`));

const lanes = () => bench.query(`SELECT relay, provider, held_until > now() AS held FROM lane`);
const alerts = () => bench.query(`SELECT template_values FROM transactional_mail`);
const blockedOf = async (provider: string, count: number) => {
  const [edition] = await bench.mailed(12, [1]);
  await bench.query(`UPDATE delivery SET provider = $1, relay = 'main'`, [provider]);
  return edition!
    .slice(0, count)
    .map(({ id }) => aReport({ kind: 'block', deliveryId: id, reply: '550 5.7.1 listed' }));
};

describe('a provider that accepts mails and sends them back as blocked', () => {
  it('is left in peace for a while, and the operator is told once', async () => {
    const reports = await blockedOf('google', 12);
    for (const report of reports) await bench.book.take([report]);
    expect(await lanes()).toEqual([{ relay: 'main', provider: 'google', held: true }]);
    expect(await alerts()).toEqual([
      {
        template_values: expect.objectContaining({
          about: 'blocked',
          reason: expect.stringContaining('blocked by google'),
        }),
      },
    ]);
    expect(await bench.suppressions()).toEqual([]);
  });

  it.each([
    ['google', 9, 'too few to tell'],
    ['other', 12, 'no provider but many'],
  ])('%s with %i: %s', async (provider, count, _why) => {
    await bench.book.take(await blockedOf(provider, count));
    expect(await lanes()).toEqual([]);
    expect(await alerts()).toEqual([]);
  });

  it('is not judged by refusals at once, which the lane has heard itself', async () => {
    const reports = await blockedOf('google', 12);
    await bench.book.take(reports.map((report) => ({ ...report, source: 'smtp' })));
    expect(await lanes()).toEqual([]);
  });
});
