import PostalMime from 'postal-mime';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DeliveryApiModule, DeliveryModule } from '#src/delivery/index.js';
import { DigestsApiModule } from '#src/digests/index.js';
import { FeedbackApiModule, FeedbackModule } from '#src/feedback/index.js';
import { TrackingRollUp } from '#src/feedback/tracking/tracking-roll-up.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { SiteModule } from '#src/site/index.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { someSubscribers } from '../../support/builders.js';
import { anEditor, QUOTES } from '../../support/editorial.js';
import { aDeliveryBench, type DeliveryBench } from '../delivery/delivery-bench.js';
import { parseHtml } from '../rendering/parse-html.js';

const SOURCE = 'https://source.example/商品/a%2Fb?a=1&b=2#c';
const TIMES = 100;

let bench: DeliveryBench;
let editor: ReturnType<typeof anEditor>;
beforeAll(async () => {
  const editorial = [ArticlesApiModule, ShiftsApiModule, SubscribersApiModule, DigestsApiModule];
  const sending = [DeliveryModule, DeliveryApiModule, FeedbackModule, FeedbackApiModule, SiteModule];
  bench = await aDeliveryBench({}, [...editorial, ...sending]);
  editor = anEditor(bench.api);
});
afterAll(() => bench.close());

/** One mail to a reader who allows tracking and one to a reader who does not, by the way that editors and workers go. */
async function mailsOfAnEdition() {
  const [tracked, plain] = await someSubscribers(bench.api.app, 2);
  await bench.query(`UPDATE subscriber SET allows_tracking = true WHERE id = $1`, [tracked!.id]);
  await bench.query(
    `INSERT INTO subscriber_preference (subscriber_id, rhythm, local_hour, topics, platforms, markets, actors)
     SELECT id, 'daily', 8, '{}', '{}', '{}', '{}' FROM subscriber`,
  );
  const { id: articleId } = await editor.addArticle({ sourceUrl: SOURCE });
  const shifts = [
    await editor.proposeShift(articleId),
    await editor.proposeShift(articleId, {
      ...{ quotes: [QUOTES.invest], kind: 'invest', from: null, to: null, object: '数据中心' },
    }),
  ];
  for (const { id } of shifts) await editor.confirmShift(id);
  const items = shifts.map(({ id }) => ({ shiftId: id }));
  const edition = (await editor.post('editions', { title: '第一期', items }).expect(201)).body;
  await editor.post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200);
  await editor.post(`editions/${edition.id}/send`).expect(202);
  await bench.work(edition.id);
  await bench.query(
    `UPDATE delivery SET handed_at = now() - interval '1 hour', accepted_at = now() - interval '1 hour'`,
  );
  return {
    editionId: edition.id as string,
    tracked: await read(tracked!.email),
    plain: await read(plain!.email),
  };
}

/** Everything in a mail that can be fetched, in all its parts and headers. */
async function read(address: string) {
  const { raw } = bench.relay.arrived.find(({ to }) => to === address)!;
  const { html = '', text = '', headers } = await PostalMime.parse(Buffer.from(raw, 'latin1'));
  const { elements } = parseHtml(html);
  const hrefs = elements.flatMap(({ attributes }) => attributes['href'] ?? attributes['src'] ?? []);
  const header = headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const inText = text.match(/https?:\/\/\S+/g) ?? [];
  const urls = [...hrefs, ...inText, ...(header.match(/https?:[^>]+/g) ?? [])];
  return { html, elements, urls: [...new Set(urls.map((url) => url.replaceAll('&amp;', '&')))] };
}

const isOurs = (url: string) => url.startsWith('https://news.example/');

/** Every row of every table but those of fetches and their figures, and what workers tell of their speed each second. */
async function everything(): Promise<Record<string, string>> {
  const tables: { name: string }[] = await bench.query(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('tracking_event', 'tracking_count', 'delivery_progress') ORDER BY 1`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await bench.query(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS sum FROM "${name}" t`,
    );
    sums[name] = row.sum;
  }
  return sums;
}

describe('a scanner that walks over every link of a mail', () => {
  it('a hundred times by GET and by HEAD changes nothing about anybody', async () => {
    const { editionId, tracked, plain } = await mailsOfAnEdition();
    expect(plain.urls.filter(isOurs)).toHaveLength(2);
    expect(plain.urls).toContain(SOURCE);
    expect(plain.html).not.toMatch(/\/l\/|\/o\/|<img/);
    // Two sources, the canary, the picture, and the reader's own two pages.
    expect(tracked.urls.filter(isOurs)).toHaveLength(6);

    const before = await everything();
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['subscriber', 'consent_event', 'suppression', 'subscriber_preference', 'delivery']),
    );
    for (const url of [...plain.urls, ...tracked.urls].filter(isOurs)) {
      const path = url.slice('https://news.example'.length);
      const answers = new Set<string>();
      for (let n = 0; n < TIMES; n += 1) {
        const got = await editor.http().get(path).redirects(0);
        const head = await editor.http().head(path).redirects(0);
        answers.add(`${got.status} ${got.headers['location'] ?? ''}`);
        answers.add(`${head.status} ${head.headers['location'] ?? ''}`);
      }
      expect([path.slice(0, 3), answers.size]).toEqual([path.slice(0, 3), 1]);
    }
    expect(await everything()).toEqual(before);

    await bench.api.app.get(TrackingRollUp).run(-1);
    expect(await everything()).toEqual(before);
    const { tracking } = (await editor.get(`editions/${editionId}/report`).expect(200)).body;
    expect(tracking).toMatchObject({
      mails: 1,
      opens: { human: { readers: 0, total: 0 } },
      clicks: { human: { readers: 0, total: 0 } },
    });
    expect(tracking.links).toHaveLength(2);
    expect(tracking.links.map(({ url }: { url: string }) => url)).toEqual([SOURCE, SOURCE]);
    expect(tracking.clicks.machine.total).toBeGreaterThan(300);
  }, 180_000);
});

describe('the hidden link and the picture of a tracked mail', () => {
  it('are nothing to people: no text, no stop of the keyboard, no word for a screen reader', async () => {
    await bench.query(
      `TRUNCATE edition, edition_item, delivery_run, delivery, subscriber, shift, article, article_revision CASCADE`,
    );
    bench.relay.use(() => undefined);
    const { tracked, plain } = await mailsOfAnEdition();
    const hidden = tracked.elements.filter(({ attributes }) => attributes['aria-hidden'] === 'true');
    expect(hidden.filter(({ name }) => name === 'a')).toMatchObject([
      { text: '', attributes: { tabindex: '-1', style: expect.stringContaining('display:none') } },
    ]);
    const pictures = tracked.elements.filter(({ name }) => name === 'img');
    expect(pictures).toMatchObject([{ attributes: { alt: '', width: '1', height: '1' } }]);
    const words = (html: string) => parseHtml(html).text.replace(/\s+/g, ' ');
    expect(words(tracked.html)).toBe(words(plain.html));
    const targets = tracked.elements.filter(({ name, text }) => name === 'a' && text.trim() !== '');
    expect(targets.every(({ attributes }) => isOurs(attributes['href']!))).toBe(true);
  });
});
