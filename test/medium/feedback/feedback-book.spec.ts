import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { SubscriberDesk, SuppressionDesk } from '#src/subscribers/index.js';
import { bearer } from '../../support/api-app.js';
import { aFeedbackBench, aReport, daysAgo, type FeedbackBench } from './feedback-bench.js';

let bench: FeedbackBench;
beforeAll(async () => {
  bench = await aFeedbackBench();
});
afterAll(() => bench.close());

const http = () => request(bench.api.app.getHttpServer());
const get = (path: string) => http().get(`/api/admin/feedback${path}`).set(bearer);
const undo = (id: string) => http().post(`/api/admin/feedback/${id}/undo`).set(bearer);
const about = (mail: { id: string } | undefined) => ({ deliveryId: mail!.id });

describe('the book of feedback', () => {
  it('suppresses a reader whose address is gone, and nobody else', async () => {
    const [edition] = await bench.mailed(3, [1]);
    const [taken] = await bench.book.take([
      aReport({ ...about(edition![0]), status: '5.1.1', reply: '550 5.1.1 <li@canary.example> unknown' }),
    ]);
    expect(taken).toMatchObject({ action: 'suppressed', report: { matchedBy: 'message-id' } });
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
    expect(await bench.events()).toEqual([
      expect.objectContaining({
        kind: 'hard',
        subscriber_id: edition![0]!.subscriber_id,
        provider: 'google',
        reply: '550 5.1.1 <<address>> unknown',
      }),
    ]);
  });

  it('takes one event told twenty times at once by ids of its own once', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const told = Array.from({ length: 20 }, () => bench.book.take([aReport(about(edition![0]))]));
    const taken = (await Promise.all(told)).flat();
    expect(taken.filter(({ eventId }) => eventId !== null)).toHaveLength(1);
    expect(await bench.events()).toHaveLength(1);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });

  it('takes one event under one id once, also when it is about no mail of ours', async () => {
    await bench.mailed(1, []);
    const report = aReport({ externalId: 'event-1' });
    const taken = await Promise.all(Array.from({ length: 20 }, () => bench.book.take([report, report])));
    expect(taken.flat().filter(({ eventId }) => eventId !== null)).toHaveLength(1);
    expect(await bench.events()).toHaveLength(1);
  });

  it('counts what twenty writers tell at once about one reader, and overlapping batches do not lock each other out', async () => {
    const editions = await bench.mailed(
      4,
      Array.from({ length: 20 }, (_, n) => 1 + n / 10),
    );
    const reports = editions.map((mails) =>
      mails.map((mail) => aReport({ ...about(mail), kind: 'soft', at: daysAgo(1) })),
    );
    await Promise.all(reports.map((batch, n) => bench.book.take(n % 2 === 0 ? batch : batch.toReversed())));
    expect(await bench.suppressions()).toEqual(Array.from({ length: 4 }, () => 'hard-bounce'));
  });

  it.each(['block', 'delayed', 'delivered', 'auto-reply', 'auth-report'] as const)(
    'records %s and leaves the reader alone',
    async (kind) => {
      const editions = await bench.mailed(1, [1, 2, 3, 4, 5, 6]);
      for (const [mail] of editions) await bench.book.take([aReport({ ...about(mail), kind })]);
      expect(await bench.suppressions()).toEqual([]);
      expect(await bench.events()).toHaveLength(6);
    },
  );

  it('lets a reader leave who tells the provider so, with the consent event', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const [taken] = await bench.book.take([aReport({ ...about(edition![0]), kind: 'unsubscribe' })]);
    expect(taken!.action).toBe('left');
    expect(await bench.query(`SELECT status FROM subscriber`)).toEqual([{ status: 'unsubscribed' }]);
    expect(await bench.query(`SELECT action, source FROM consent_event`)).toEqual([
      { action: 'unsubscribed', source: 'provider' },
    ]);
    await undo(taken!.eventId!).expect(409);
  });

  it('keeps the clocks of strangers within reason', async () => {
    const [edition] = await bench.mailed(2, [1]);
    await bench.book.take([
      aReport({ ...about(edition![0]), at: new Date('2199-01-01') }),
      aReport({ ...about(edition![1]), at: new Date(Number.NaN) }),
    ]);
    for (const { occurred_at } of await bench.events())
      expect(Date.now() - occurred_at.getTime()).toBeLessThan(600_000);
  });

  it('stores whatever text a server may say', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const reply = `550 \u0000 \uD800 ${'邮'.repeat(5_000)}`;
    await bench.book.take([
      aReport({ ...about(edition![0]), reply, externalId: `<x@y.example>${'z'.repeat(999)}\uDC00` }),
    ]);
    expect((await bench.events())[0].reply).toMatch(/^550/);
  });
});

describe('soft bounces', () => {
  const soft = (mail: { id: string } | undefined, ago: number) =>
    aReport({ ...about(mail), kind: 'soft', at: daysAgo(ago) });

  it('suppress after five editions in thirty days, in whatever order they are told', async () => {
    const days = [27, 20, 13, 6, 1];
    const editions = await bench.mailed(1, days);
    for (const n of [3, 0, 4, 1]) await bench.book.take([soft(editions[n]![0], days[n]!)]);
    expect(await bench.suppressions()).toEqual([]);
    const [taken] = await bench.book.take([soft(editions[2]![0], days[2]!)]);
    expect(taken!.action).toBe('suppressed');
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });

  it('count one edition once', async () => {
    const [edition] = await bench.mailed(1, [1]);
    for (const source of ['ses', 'sendgrid', 'mailgun', 'postmark', 'generic', 'smtp']) {
      await bench.book.take([{ ...soft(edition![0], 1), source }]);
    }
    expect(await bench.suppressions()).toEqual([]);
    expect(await bench.events()).toHaveLength(1);
  });

  it('start anew after an edition that was accepted in between and never came back', async () => {
    const days = [27, 24, 21, 18, 15, 12];
    const editions = await bench.mailed(1, days);
    for (const n of [0, 1, 2, 4, 5]) await bench.book.take([soft(editions[n]![0], days[n]!)]);
    expect(await bench.suppressions()).toEqual([]);
  });

  it('do not start anew after one that a relay has taken only just now', async () => {
    const days = [5, 4, 3, 2, 1, 0.5];
    const editions = await bench.mailed(1, days);
    for (const n of [0, 1, 2, 4, 5]) await bench.book.take([soft(editions[n]![0], days[n]! - 0.4)]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });

  it('start anew when the provider says that a mail has arrived, also when it says so afterwards', async () => {
    const days = [2.5, 2, 1.5, 1, 0.5, 0.2];
    const editions = await bench.mailed(1, days);
    for (const n of [0, 1, 2, 4, 5]) await bench.book.take([soft(editions[n]![0], days[n]!)]);
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
    await bench.book.take([aReport({ ...about(editions[3]![0]), kind: 'delivered', at: daysAgo(days[3]!) })]);
    expect(await bench.suppressions()).toEqual([]);
  });

  it('are not reset by a delivery that came back after all', async () => {
    const days = [2.5, 2, 1.5, 1, 0.5];
    const editions = await bench.mailed(1, days);
    for (const n of [0, 1, 2, 3, 4]) {
      await bench.book.take([aReport({ ...about(editions[n]![0]), kind: 'delivered', at: daysAgo(days[n]!) })]);
      await bench.book.take([soft(editions[n]![0], days[n]! - 0.1)]);
    }
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
  });
});

describe('a report without our Message-ID', () => {
  it('is matched by the provider’s id when an earlier event has told both', async () => {
    const [edition] = await bench.mailed(1, [1]);
    await bench.book.take([aReport({ ...about(edition![0]), kind: 'delivered', providerMessageId: 'p-1' })]);
    const [taken] = await bench.book.take([aReport({ kind: 'soft', providerMessageId: 'p-1' })]);
    expect(taken!.report).toMatchObject({ matchedBy: 'provider-id', delivery: { id: edition![0]!.id } });
  });

  it.each(['hard', 'complaint', 'unsubscribe'] as const)(
    'about a person (%s) is matched by the address',
    async (kind) => {
      await bench.mailed(1, []);
      const [{ email }] = await bench.query(`SELECT email FROM subscriber`);
      const [taken] = await bench.book.take([aReport({ kind, recipient: email.toUpperCase() })]);
      expect(taken!.report.matchedBy).toBe('address');
      expect(taken!.action).not.toBe('none');
    },
  );

  it.each([
    [{ kind: 'soft' }, 'of another class'],
    [{ kind: 'complaint', isForeign: true }, 'that names a mail of another system'],
    [{ kind: 'complaint', deliveryId: '018f0000-0000-7000-8000-0000000000ff' }, 'that names a delivery there is not'],
  ] as const)('%j: one %s touches nobody, and is kept and shown', async (given, _what) => {
    await bench.mailed(1, []);
    const [{ email }] = await bench.query(`SELECT email FROM subscriber`);
    await bench.book.take([aReport({ ...given, recipient: email })]);
    expect(await bench.suppressions()).toEqual([]);
    const { body } = await get('?matched=no').expect(200);
    expect(body.items).toEqual([expect.objectContaining({ class: given.kind, matchedBy: 'none', subscriberId: null })]);
    expect((await get('?matched=yes').expect(200)).body.items).toEqual([]);
  });
});

describe('an operator', () => {
  it('finds events by class, edition, provider, reader and action, page by page', async () => {
    const [one, two] = await bench.mailed(2, [1, 2]);
    await bench.book.take([
      aReport(about(one![0])),
      aReport({ ...about(one![1]), kind: 'block' }),
      aReport({ ...about(two![0]), kind: 'soft' }),
    ]);
    const classes = async (search: string) =>
      (await get(search).expect(200)).body.items.map((item: { class: string }) => item.class).sort();
    expect(await classes('')).toEqual(['block', 'hard', 'soft']);
    expect(await classes('?class=block')).toEqual(['block']);
    expect(await classes(`?editionId=${one![0]!.edition_id}`)).toEqual(['block', 'hard']);
    expect(await classes(`?subscriberId=${one![0]!.subscriber_id}`)).toEqual(['hard', 'soft']);
    expect(await classes('?provider=qq')).toEqual([]);
    expect(await classes('?action=suppressed')).toEqual(['hard']);
    const first = (await get('?limit=2').expect(200)).body;
    expect(await classes(`?limit=2&cursor=${first.nextCursor}`)).toHaveLength(1);
    expect((await get('?class=nonsense').expect(400)).body.errors[0].field).toBe('class');
    await http().get('/api/admin/feedback').expect(401);
  });

  it('reads the rules', async () => {
    const { body } = await get('/rules').expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ class: 'soft', editions: 5, days: 30, action: 'suppress' }),
    );
  });

  it('takes a bounce back, and the reader is mailed again', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const [taken] = await bench.book.take([aReport(about(edition![0]))]);
    expect((await get(`/${taken!.eventId}`).expect(200)).body).toMatchObject({
      action: 'suppressed',
      suppression: 'hard-bounce',
    });
    for (let n = 0; n < 2; n += 1) {
      const { body } = await undo(taken!.eventId!).expect(200);
      expect(body).toMatchObject({ undoneBy: 'admin-token', suppression: null });
    }
    expect(await bench.suppressions()).toEqual([]);
    expect(
      await bench.query(`SELECT detail FROM audit_event WHERE action = 'feedback.undone' AND subject_id = $1`, [
        taken!.eventId,
      ]),
    ).toHaveLength(1);
    await bench.book.take([aReport(about(edition![0]))]);
    expect(await bench.suppressions()).toEqual([]);
    await undo(randomUUID()).expect(404);
  });

  it('cannot lift what another event asks for as well', async () => {
    const editions = await bench.mailed(1, [1, 2]);
    const taken = await bench.book.take([
      aReport({ ...about(editions[0]![0]), kind: 'complaint' }),
      aReport(about(editions[1]![0])),
    ]);
    expect((await undo(taken[0]!.eventId!).expect(200)).body.suppression).toBe('hard-bounce');
    expect((await undo(taken[1]!.eventId!).expect(200)).body.suppression).toBeNull();
  });

  it('lifts a suppression by one of the five events it rests on', async () => {
    const days = [20, 15, 10, 5, 1];
    const editions = await bench.mailed(1, days);
    const taken = await bench.book.take(
      editions.map(([mail], n) => aReport({ ...about(mail), kind: 'soft', at: daysAgo(days[n]!) })),
    );
    expect(await bench.suppressions()).toEqual(['hard-bounce']);
    expect((await undo(taken[2]!.eventId!).expect(200)).body.suppression).toBeNull();
  });

  it('keeps their own suppression when a complaint over it is taken back', async () => {
    const [edition] = await bench.mailed(1, [1]);
    const [{ email }] = await bench.query(`SELECT email FROM subscriber`);
    await bench.api.app.get(SuppressionDesk).suppress(email, 'test');
    const [taken] = await bench.book.take([aReport({ ...about(edition![0]), kind: 'complaint' })]);
    expect(await bench.suppressions()).toEqual(['complaint']);
    expect((await undo(taken!.eventId!).expect(200)).body.suppression).toBe('manual');
  });
});

describe('evidence', () => {
  it.each(['delivered', 'hard', 'auto-reply'] as const)('of %s settles a doubt', async (kind) => {
    const [edition] = await bench.mailed(1, [1]);
    await bench.query(`UPDATE delivery SET state = 'uncertain', uncertain_at = now()`);
    await bench.book.take([aReport({ ...about(edition![0]), kind })]);
    expect(await bench.query(`SELECT state, resolution, resolved_by FROM delivery`)).toEqual([
      { state: 'accepted', resolution: 'proved', resolved_by: 'feedback' },
    ]);
  });
});

describe('erasure', () => {
  it('leaves a count, and nothing of the person', async () => {
    const [edition] = await bench.mailed(1, [1]);
    await bench.book.take([aReport({ ...about(edition![0]), reply: '550 no li lei here' })]);
    await bench.api.app.get(SubscriberDesk).erase(edition![0]!.subscriber_id, 'test');
    await bench.book.take([aReport({ ...about(edition![0]), kind: 'soft', reply: '550 no li lei here' })]);
    expect(await bench.events()).toEqual([
      expect.objectContaining({ kind: 'hard', reply: null, subscriber_id: null }),
      expect.objectContaining({ kind: 'soft', reply: null, subscriber_id: null }),
    ]);
  });
});

describe('the order in which events are told', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed + 1))('changes nothing (seed %i)', async (seed) => {
    let state = seed * 7_919;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const days = Array.from({ length: 9 }, (_, n) => 36 - 4 * n);
    const kindOf = days.map(() => (random() < 0.75 ? 'soft' : random() < 0.6 ? 'delivered' : 'hard'));
    const outcomes: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      const editions = await bench.mailed(1, days);
      // As if relays had taken them only just now: what they took long ago counts as arrived until it comes back.
      await bench.query(`UPDATE delivery SET accepted_at = now()`);
      const reports = editions.map(([mail], n) =>
        aReport({
          ...about(mail),
          kind: kindOf[n]!,
          status: kindOf[n] === 'hard' ? '5.2.1' : null,
          at: daysAgo(days[n]!),
        }),
      );
      const order = reports.map((report) => ({ report, key: random() })).sort((one, other) => one.key - other.key);
      for (const { report } of order) await bench.book.take([report]);
      outcomes.push((await bench.suppressions()).join());
    }
    expect(new Set(outcomes).size).toBe(1);
  });
});

describe('a reader who has moved to another address', () => {
  const move = (id: string) =>
    bench.query(
      `UPDATE subscriber SET email = 'new@test.example', address_hash = decode(repeat('ab', 32), 'hex') WHERE id = $1`,
      [id],
    );

  it('is not suppressed for a late bounce of the old one, nor for what was counted of it', async () => {
    const editions = await bench.mailed(1, [6, 5, 4, 3, 2]);
    for (const [mail] of editions.slice(1)) await bench.book.take([aReport({ ...about(mail), kind: 'soft' })]);
    await move(editions[0]![0]!.subscriber_id);
    await bench.book.take([aReport(about(editions[0]![0]))]);
    await bench.book.take([aReport({ ...about(editions[0]![0]), kind: 'soft' })]);
    expect(await bench.suppressions()).toEqual([]);
    expect(await bench.events()).toHaveLength(6);
    expect(
      new Set((await bench.events()).map(({ subscriber_id }: { subscriber_id: string }) => subscriber_id)),
    ).toEqual(new Set([null]));
  });

  it('is suppressed for a bounce of the new one, and for a complaint about either', async () => {
    const [edition] = await bench.mailed(2, [1]);
    for (const mail of edition!)
      await bench.query(`UPDATE subscriber SET address_since = now() - interval '2 days' WHERE id = $1`, [
        mail.subscriber_id,
      ]);
    await bench.book.take([aReport(about(edition![0]))]);
    await bench.query(`UPDATE subscriber SET address_since = now() WHERE id = $1`, [edition![1]!.subscriber_id]);
    await bench.book.take([aReport({ ...about(edition![1]), kind: 'complaint' })]);
    expect(await bench.suppressions()).toEqual(['complaint', 'hard-bounce']);
  });
});
