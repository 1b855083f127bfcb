import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { DoubtSettler } from '#src/feedback/events/doubt-settler.js';
import { TrackingRetention } from '#src/feedback/tracking/tracking-retention.js';
import { TrackingRollUp } from '#src/feedback/tracking/tracking-roll-up.js';
import { Clock } from '#src/foundation/clock/clock.js';
import { PersonalData, SubscriberDesk } from '#src/subscribers/index.js';
import { someSubscribers } from '../../support/builders.js';
import { aToken } from '../delivery/delivery-bench.js';
import { aTrackingBench, type TrackingBench } from './tracking-bench.js';

const DAY = 86_400_000;
const URLS = [1, 2, 3, 4, 5].map((n) => `https://a.example/${n}`);

let bench: TrackingBench;
beforeAll(async () => {
  bench = await aTrackingBench();
});
afterAll(() => bench.close());

const tracking = async (editionId: string) =>
  (await bench.admin(`editions/${editionId}/report`).expect(200)).body.tracking;
const counted = (readers: number, total: number) => ({ readers, total });
const NONE = { human: counted(0, 0), machine: counted(0, 0) };
const rules = async () => (await bench.events()).map(({ rule }: { rule: string }) => rule).sort();

describe('the figures of an edition', () => {
  it('keep people and machines apart, each reader once and every time, by link', async () => {
    const { editionId, links, picture } = await bench.aTrackedMail(URLS);
    await bench.click(picture);
    await bench.click(picture, 'Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)');
    await bench.click(picture, 'Mozilla/5.0');
    await bench.click(links[0]!);
    await bench.click(links[0]!);
    await bench.click(links[1]!).set('Sec-Purpose', 'prefetch');
    await bench.http().head(links[1]!).redirects(0);
    await bench.click(links[2]!, 'curl/8.5.0');
    expect(await tracking(editionId)).toMatchObject({ mails: 1, opens: NONE, clicks: NONE, scanned: 0 });
    expect(await bench.rollUp()).toBe(8);
    const report = await tracking(editionId);
    expect(report).toMatchObject({
      mails: 1,
      opens: { human: counted(1, 2), machine: counted(1, 1) },
      clicks: { human: counted(1, 2), machine: counted(1, 3) },
      scanned: 0,
    });
    expect(report.links.map(({ url, human, machine }: Record<string, unknown>) => ({ url, human, machine }))).toEqual([
      { url: URLS[0], human: counted(1, 2), machine: counted(0, 0) },
      { url: URLS[1], human: counted(0, 0), machine: counted(1, 2) },
      { url: URLS[2], human: counted(0, 0), machine: counted(1, 1) },
      { url: URLS[3], ...NONE },
      { url: URLS[4], ...NONE },
    ]);
    expect(await rules()).toEqual([
      'agent',
      'head',
      'image-proxy',
      'person',
      'person',
      'person',
      'prefetch',
      'privacy-proxy',
    ]);
  });

  it('say what a spreadsheet can read, without a formula in it', async () => {
    const { editionId, links } = await bench.aTrackedMail(['https://a.example/?a=1,2&b="x"']);
    await bench.click(links[0]!);
    await bench.rollUp();
    await bench.query(`UPDATE tracked_link SET place = '=1+1' WHERE place <> 'canary'`);
    const { text, headers } = await bench.admin(`editions/${editionId}/links.csv`).expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text).toBe(
      `place,url,human_readers,human_total,machine_readers,machine_total\r\n'=1+1,"https://a.example/?a=1,2&b=""x""",1,1,0,0\r\n`,
    );
    await bench.admin(`editions/${randomUUID()}/links.csv`).expect(404);
    await bench.http().get(`/api/admin/editions/${editionId}/links.csv`).expect(401);
  });

  it('know nothing of readers who allow no tracking', async () => {
    const { editionId } = await bench.anEdition({ urls: URLS, readers: 3, tracked: 1 });
    await bench.work(editionId);
    expect(await tracking(editionId)).toMatchObject({ mails: 1 });
  });
});

describe('a scanner’s walk', () => {
  it('is known by the canary: all that is fetched around it is a machine’s', async () => {
    const { editionId, links, canary, picture } = await bench.aTrackedMail(URLS.slice(0, 2));
    await bench.click(links[0]!);
    await bench.earlier(600);
    await bench.click(picture);
    await bench.click(links[0]!);
    const { headers } = await bench.click(canary).expect(302);
    expect(headers['location']).toBe('https://news.example/subscribe');
    await bench.rollUp();
    expect(await tracking(editionId)).toMatchObject({
      opens: { human: counted(0, 0), machine: counted(1, 1) },
      clicks: { human: counted(1, 1), machine: counted(1, 1) },
      scanned: 1,
    });
    expect(await rules()).toEqual(['canary', 'near-canary', 'near-canary', 'person']);
  });

  it('is known by its pace', async () => {
    const { editionId, links } = await bench.aTrackedMail(URLS);
    await Promise.all(links.map((path) => bench.click(path)));
    await bench.rollUp();
    expect(await tracking(editionId)).toMatchObject({ clicks: { human: counted(0, 0), machine: counted(1, 5) } });
  });

  it('is known by coming as soon as the mail was taken', async () => {
    const { links, picture } = await bench.aTrackedMail(URLS);
    await bench.query(`UPDATE delivery SET accepted_at = now(), handed_at = now()`);
    await bench.click(links[0]!);
    await bench.click(picture);
    await bench.rollUp();
    expect(await rules()).toEqual(['too-soon', 'too-soon']);
  });

  it('that shows itself only later takes back what was counted', async () => {
    const { editionId, links, canary, picture } = await bench.aTrackedMail(URLS.slice(0, 2));
    await bench.click(picture);
    await bench.click(links[0]!);
    await bench.rollUp();
    expect(await tracking(editionId)).toMatchObject({
      opens: { human: counted(1, 1) },
      clicks: { human: counted(1, 1) },
    });
    await bench.click(canary);
    expect(await bench.rollUp()).toBe(3);
    expect(await tracking(editionId)).toMatchObject({
      opens: { human: counted(0, 0), machine: counted(1, 1) },
      clicks: { human: counted(0, 0), machine: counted(1, 1) },
      scanned: 1,
    });
  });
});

/** So many mails with fetches that nobody has judged; 3 links, some with a canary. */
async function manyFetches(mails: number) {
  const { editionId } = await bench.anEdition({ urls: URLS.slice(0, 3), readers: mails });
  await bench.query(
    `INSERT INTO tracking_event (delivery_id, edition_id, subscriber_id, link_id, agent, is_head, is_prefetch, at)
     SELECT d.id, d.edition_id, d.subscriber_id, l.id, CASE n % 3 WHEN 0 THEN 'scanner' ELSE 'other' END, false, false,
       now() - make_interval(secs => 600 + 10 * n + row_number() OVER ())
     FROM delivery d, generate_series(1, 3) n, tracked_link l
     WHERE l.place <> 'canary' OR d.id::text ~ '[0-3]$'`,
  );
  return editionId;
}

describe('the roll-up', () => {
  it('gives the same figures whether it runs at once, in pieces, twice, or side by side', async () => {
    await manyFetches(150);
    const fetches = (await bench.events()).length;
    expect(await bench.rollUp()).toBe(fetches);
    const figures = await bench.figures();
    expect(figures.length).toBeGreaterThan(3);
    expect(await bench.rollUp()).toBe(0);
    expect(await bench.figures()).toEqual(figures);

    const again = async () => {
      await bench.query(`TRUNCATE tracking_count`);
      await bench.query(`UPDATE tracking_event SET verdict = NULL, rule = NULL`);
    };
    await again();
    await Promise.all(Array.from({ length: 4 }, () => bench.rollUp()));
    await bench.rollUp();
    expect(await bench.figures()).toEqual(figures);

    // A process that dies before the commit of any batch leaves it undone as a whole.
    await again();
    const database = bench.api.app.get(DataSource);
    const transaction = database.transaction.bind(database);
    let batches = 0;
    const spy = jest.spyOn(database, 'transaction').mockImplementation((work: unknown) => {
      batches += 1;
      const dies = batches % 2 === 0;
      return transaction(async (manager) => {
        const result: unknown = await (work as (m: unknown) => Promise<unknown>)(manager);
        if (dies) throw new Error('killed');
        return result as never;
      });
    });
    let runs = 0;
    for (let written = 1; written > 0 && runs < 100; runs += 1) written = await bench.rollUp().catch(() => 1);
    spy.mockRestore();
    expect(runs).toBeGreaterThan(2);
    expect(await bench.figures()).toEqual(figures);
  });

  it('neither waits for fetches that are just being forgotten, nor counts them', async () => {
    const { reader, links, picture } = await bench.aTrackedMail();
    await bench.click(links[0]!);
    await bench.click(picture);
    await bench.api.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`UPDATE subscriber SET allows_tracking = false WHERE id = $1`, [reader.id]);
      expect(await bench.rollUp()).toBe(0);
      expect(await bench.api.app.get(TrackingRetention).run()).toBe(0);
    });
    expect(await bench.rollUp()).toBe(0);
    expect(await bench.figures()).toEqual([]);
  });

  it('lets a walk come to its end before it judges', async () => {
    const { links } = await bench.aTrackedMail();
    await bench.click(links[0]!);
    const rollUp = bench.api.app.get(TrackingRollUp);
    expect(await rollUp.run()).toBe(0);
    await bench.earlier(100);
    expect(await rollUp.run()).toBe(1);
  });
});

describe('what is forgotten', () => {
  it('are fetches after thirteen months, and no figure', async () => {
    const editionId = await manyFetches(5);
    await bench.rollUp();
    const figures = await bench.figures();
    const clock = bench.api.app.get(Clock);
    const leftAfter = async (days: number) => {
      const spy = jest.spyOn(clock, 'now').mockReturnValue(new Date(Date.now() + days * DAY));
      await bench.api.app.get(TrackingRetention).run();
      spy.mockRestore();
      return (await bench.events()).length;
    };
    const all = (await bench.events()).length;
    expect(await leftAfter(0)).toBe(all);
    expect(await leftAfter(390)).toBe(all);
    expect(await leftAfter(400)).toBe(0);
    expect(await bench.rollUp()).toBe(0);
    expect(await bench.figures()).toEqual(figures);
    expect((await tracking(editionId)).links).toHaveLength(3);
  });

  it.each([
    ['are erased', (id: string) => bench.api.app.get(SubscriberDesk).erase(id, 'test')],
    ['take their consent back', (id: string) => bench.allow([id], false)],
  ])('are the fetches of readers who %s, and of nobody else; the figures stay', async (_, act) => {
    await manyFetches(4);
    await bench.rollUp();
    const figures = await bench.figures();
    const [{ subscriber_id: reader }] = await bench.query(`SELECT subscriber_id FROM tracking_event LIMIT 1`);
    const others = await bench.query(`SELECT id FROM tracking_event WHERE subscriber_id <> $1 ORDER BY id`, [reader]);
    await act(reader);
    expect((await bench.events()).map(({ id }: { id: string }) => ({ id }))).toEqual(others);
    await bench.rollUp();
    expect(await bench.figures()).toEqual(figures);
  });

  it('leaves no trace of an erased reader in any table of tracking', async () => {
    const { reader, links, picture } = await bench.aTrackedMail();
    await bench.click(links[0]!);
    await bench.click(picture);
    await bench.rollUp();
    await bench.api.app.get(SubscriberDesk).erase(reader.id, 'test');
    for (const table of ['tracking_event', 'tracking_count', 'tracked_link'])
      expect(JSON.stringify(await bench.query(`SELECT * FROM ${table}`))).not.toMatch(
        new RegExp(`${reader.id}|${reader.email}`),
      );
  });
});

describe('what a reader is told about themselves', () => {
  it('has everything that they fetched, and nothing of others', async () => {
    const { editionId, reader, links, picture } = await bench.aTrackedMail(URLS.slice(0, 1));
    await bench.click(picture);
    await bench.click(links[0]!);
    await bench.rollUp();
    const database = bench.api.app.get(DataSource);
    const told = (id: string) => bench.api.app.get(PersonalData).of(database, id);
    expect(await told(reader.id)).toMatchObject({
      opensAndClicks: [
        { editionId, what: 'click', url: URLS[0], agent: 'other', verdict: 'human', at: expect.any(Date) },
        { editionId, what: 'open', url: null, agent: 'other', verdict: 'human' },
      ],
    });
    const [stranger] = await someSubscribers(bench.api.app, 1);
    expect(await told(stranger!.id)).toMatchObject({ opensAndClicks: [] });
  });
});

describe('a mail in doubt', () => {
  it.each([
    ['a person', 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0'],
    ['a machine', 'curl/8.5.0'],
  ])('has arrived when %s fetches what it links to', async (_, agent) => {
    const { editionId } = await bench.anEdition({ urls: URLS });
    const { claimed } = await bench.ledger.claim(editionId, 1, aToken(1), 900);
    const { id } = claimed[0]!;
    await bench.ledger.handOff(id, aToken(1), 900, 'r', true);
    await bench.ledger.endLeases();
    await bench.ledger.sweep();
    expect(await bench.rows(editionId)).toMatchObject([{ state: 'uncertain' }]);
    expect(await bench.api.app.get(DoubtSettler).run()).toBe(0);
    const [link] = await bench.query(`SELECT id FROM tracked_link WHERE place = 'source:1'`);
    await bench.click(`/l/${bench.tokens.signNumbered('click', id, [link.id])[0]}`, agent).expect(302);
    expect(await bench.api.app.get(DoubtSettler).run()).toBe(1);
    expect(await bench.rows(editionId)).toMatchObject([
      { state: 'accepted', resolution: 'proved', resolved_by: 'feedback' },
    ]);
    expect(await tracking(editionId)).toMatchObject({ mails: 1 });
  });
});
