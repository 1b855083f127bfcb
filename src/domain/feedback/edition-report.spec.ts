import { editionReport } from './edition-report.js';

describe('the report of an edition', () => {
  it('adds up: what was taken and came back is no longer delivered, and failures have their class', () => {
    const { total, providers } = editionReport(
      [
        { provider: 'qq', state: 'accepted', count: 10 },
        { provider: 'google', state: 'accepted', count: 80 },
        { provider: 'google', state: 'failed', count: 9 },
        { provider: 'google', state: 'uncertain', count: 2 },
        { provider: 'google', state: 'deferred', count: 3 },
        { provider: 'google', state: 'pending', count: 4 },
        { provider: 'google', state: 'suppressed', count: 5 },
        { provider: 'google', state: 'cancelled', count: 6 },
      ],
      [
        { provider: 'google', class: 'hard', isRefusal: true, count: 4 },
        { provider: 'google', class: 'block', isRefusal: true, count: 2 },
        { provider: 'google', class: 'soft', isRefusal: false, count: 3 },
        { provider: 'google', class: 'delivered', isRefusal: false, count: 70 },
        { provider: 'google', class: 'complaint', isRefusal: false, count: 1 },
        { provider: 'qq', class: 'unsubscribe', isRefusal: true, count: 1 },
        { provider: 'qq', class: 'unsubscribe', isRefusal: false, count: 2 },
      ],
    );
    expect(providers.map(({ provider }) => provider)).toEqual(['google', 'qq']);
    expect(providers[0]).toEqual({
      provider: 'google',
      mails: 109,
      delivered: 77,
      confirmed: 70,
      bounced: { hard: 0, soft: 3, block: 0 },
      failed: { hard: 4, soft: 0, block: 2, other: 3 },
      uncertain: 2,
      suppressed: 5,
      cancelled: 6,
      open: 7,
      complaints: 1,
      unsubscribes: 0,
    });
    expect(total).toMatchObject({ mails: 119, delivered: 87, complaints: 1, unsubscribes: 3 });
  });

  it('of nothing is all zeros', () => {
    expect(editionReport([], [])).toMatchObject({ total: { mails: 0, delivered: 0 }, providers: [] });
  });
});
