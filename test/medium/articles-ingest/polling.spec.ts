import type { SourceHealth } from '#src/articles/sources/source.dto.js';
import { IngestBench, rss, type RssItem } from '../../support/ingest.js';
import { HEADLINE, PAGES, PARAGRAPHS } from '../../support/pages.js';

let bench: IngestBench;
beforeAll(async () => {
  bench = await IngestBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const WHOLE = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');
const anItem = (number: number, more: Partial<RssItem> = {}): RssItem => ({
  title: `平台调整第${number}号规则的通知`,
  link: bench.url(`/news/${number}`),
  guid: `guid-${number}`,
  date: `2026-11-${String((number % 20) + 1).padStart(2, '0')} 08:00:00`,
  html: `<p>第${number}号。</p>${WHOLE}`,
  ...more,
});
const serve = (items: RssItem[], headers: Record<string, string> = {}, path = '/feed.xml') =>
  bench.site.page(path, rss(items), { 'content-type': 'application/rss+xml; charset=utf-8', ...headers });

async function aSource(more: object = {}): Promise<string> {
  const { body } = await bench.post('sources', { url: bench.url('/feed.xml'), ...more }).expect(201);
  bench.site.requests.length = 0;
  return body.id;
}
async function healthOf(id: string): Promise<SourceHealth> {
  return (await bench.get(`sources/${id}/health`).expect(200)).body;
}
const articles = () =>
  bench.rows<{
    id: string;
    title: string;
    sourceUrl: string | null;
    revisions: number;
    quality: string;
    at: Date;
    body: string;
    dateSource: string;
    publisher: string;
  }>(
    `SELECT a.id, r.title, a.source_url AS "sourceUrl", r.number AS revisions, a.extraction_quality AS quality, a.published_at AS at, r.body,
       a.date_source AS "dateSource", a.publisher
     FROM article a JOIN article_revision r ON r.id = a.current_revision_id ORDER BY a.id`,
  );

describe('a visit to a feed', () => {
  it('makes an article of each item that carries its words, without fetching its page', async () => {
    serve([anItem(1), anItem(2)]);
    const id = await aSource();
    await bench.settle();
    expect(await articles()).toMatchObject([
      { title: '平台调整第1号规则的通知', quality: 'full', revisions: 1, dateSource: 'feed', publisher: '跨境观察' },
      { title: '平台调整第2号规则的通知', sourceUrl: bench.url('/news/2') },
    ]);
    // No zone is written: the source's own, by its language, counts.
    expect((await articles())[0]?.at.toISOString()).toBe('2026-11-02T00:00:00.000Z');
    expect(bench.site.requests.map(({ path }) => path)).toEqual(['/feed.xml']);
    const { visits, source } = await healthOf(id);
    expect(visits).toMatchObject([
      {
        outcome: 'fresh',
        status: 200,
        charset: 'utf-8',
        charsetWhy: 'valid-utf-8',
        warnings: [],
        items: { new: 2, updated: 0, known: 0 },
        articles: { new: 2, updated: 0, duplicate: 0, failed: 0 },
      },
    ]);
    expect(visits[0]?.bytes).toBeGreaterThan(500);
    expect(source).toMatchObject({
      zone: 'Asia/Shanghai',
      language: 'zh-CN',
      identityPolicy: 'guid',
      health: { itemsDone: 2, failures: 0 },
    });
  });

  it('brings nothing twice, and a changed item as a revision', async () => {
    serve([anItem(1), anItem(2)]);
    const id = await aSource();
    await bench.settle();
    serve([anItem(1), anItem(2, { html: `<p>更正。</p>${WHOLE}` }), anItem(3)]);
    await bench.visitAgain(id);
    expect((await articles()).map(({ revisions }) => revisions)).toEqual([1, 2, 1]);
    expect((await healthOf(id)).visits[0]).toMatchObject({
      items: { new: 1, updated: 1, known: 1 },
      articles: { new: 1, updated: 1, duplicate: 0, failed: 0 },
    });
  });

  it('fetches the page of an item that is only announced, once robots.txt allows it', async () => {
    serve([anItem(1, { html: undefined, summary: '平台宣布调整，阅读全文' })]);
    bench.site.page('/news/1', PAGES.article);
    await aSource();
    await bench.settle();
    expect(bench.site.requests.map(({ path }) => path)).toEqual(['/feed.xml', '/robots.txt', '/news/1']);
    expect(await articles()).toMatchObject([
      { title: '平台调整第1号规则的通知', quality: 'full', body: expect.stringContaining(PARAGRAPHS[5] ?? '-') },
    ]);
  });

  it('keeps away from pages that robots.txt forbids, and keeps what the feed says', async () => {
    serve([anItem(1, { html: undefined, summary: '平台宣布调整佣金。' })]);
    bench.site.page('/robots.txt', 'User-agent: *\nDisallow: /news/', { 'content-type': 'text/plain' });
    await aSource();
    await bench.settle();
    expect(bench.site.hits('/news/1')).toBe(0);
    expect(await articles()).toMatchObject([{ quality: 'summary_only', body: '平台宣布调整佣金。' }]);
  });

  it('fetches nothing from a host whose robots.txt cannot be had, and asks again later', async () => {
    serve([anItem(1, { html: undefined, summary: '平台宣布调整佣金。' })]);
    bench.site.on('/robots.txt', (_request, response) => response.writeHead(503).end());
    const id = await aSource();
    await bench.settle();
    expect(bench.site.hits('/news/1')).toBe(0);
    expect((await healthOf(id)).troubledItems).toMatchObject([
      { state: 'waiting', code: 'robots-unreachable', tries: 1 },
    ]);
  });

  it('takes the title of the page where the feed gives a bare URL', async () => {
    serve([anItem(1, { title: bench.url('/news/1') })]);
    bench.site.page('/news/1', PAGES.weChat);
    await aSource();
    await bench.settle();
    expect(await articles()).toMatchObject([{ title: HEADLINE }]);
  });

  it('shows an item that has neither words nor a page', async () => {
    serve([anItem(1, { html: undefined })]);
    bench.site.page('/news/1', PAGES.footerOnly);
    const id = await aSource();
    await bench.settle();
    expect(await articles()).toEqual([]);
    const { troubledItems, visits } = await healthOf(id);
    expect(troubledItems).toMatchObject([{ state: 'failed', code: 'page.no-article' }]);
    expect(visits[0]?.articles.failed).toBe(1);
  });

  it('tries a page again that does not answer, and then keeps what the feed says', async () => {
    serve([anItem(1, { html: undefined, summary: '平台宣布调整佣金。' })]);
    bench.site.on('/news/1', (_request, response) => response.writeHead(502).end());
    const id = await aSource();
    for (let round = 0; round < 6; round += 1) {
      await bench.settle();
      await bench.rows(`UPDATE source_item SET next_at = now() RETURNING 1`);
    }
    expect(bench.site.hits('/news/1')).toBe(4);
    expect(await articles()).toMatchObject([{ quality: 'summary_only' }]);
    expect((await healthOf(id)).visits[0]?.articles.new).toBe(1);
  });

  it.each([undefined, '/all'])(
    'keeps items that share a guid and a link (%s, case 10), and stays by that',
    async (path) => {
      const link = path === undefined ? undefined : bench.url(path);
      const items = [1, 2, 3].map((number) => anItem(number, { guid: 'same', link }));
      serve(items);
      const id = await aSource();
      await bench.settle();
      expect((await articles()).map(({ revisions }) => revisions)).toEqual([1, 1, 1]);
      serve([anItem(4, { guid: 'same', link }), ...items]);
      await bench.visitAgain(id);
      expect((await articles()).map(({ revisions }) => revisions)).toEqual([1, 1, 1, 1]);
    },
  );

  it('knows its items again when the feed writes other guids (case 11), and back', async () => {
    serve([anItem(1), anItem(2)]);
    const id = await aSource();
    await bench.settle();
    for (const suffix of ['?x', '', '#2']) {
      serve([anItem(1, { guid: `guid-1${suffix}` }), anItem(2, { guid: `guid-2${suffix}` })], { etag: `"${suffix}"` });
      await bench.visitAgain(id);
      expect((await healthOf(id)).visits[0]).toMatchObject({
        outcome: expect.stringMatching(/fresh|same/),
        items: { new: 0, updated: 0 },
      });
    }
    expect((await articles()).map(({ revisions }) => revisions)).toEqual([1, 1]);
  });

  it('makes a revision of an item without a guid that is served again with other words (case 12)', async () => {
    serve([anItem(1, { guid: undefined })]);
    const id = await aSource();
    await bench.settle();
    serve([anItem(1, { guid: undefined, html: `<p>新的一段。</p>${WHOLE}` })]);
    await bench.visitAgain(id);
    expect((await articles()).map(({ revisions }) => revisions)).toEqual([2]);
    expect((await healthOf(id)).source.identityPolicy).toBe('link');
  });

  it('brings the newest of an archive and only remembers the rest', async () => {
    serve(
      Array.from({ length: 45 }, (_, at) =>
        anItem(at, { date: new Date(Date.UTC(2026, 9, 1) - at * 86_400_000).toUTCString() }),
      ),
    );
    const id = await aSource();
    await bench.settle();
    expect(await articles()).toHaveLength(30);
    expect(bench.site.hits('/feed.xml')).toBe(1);
    const again = Array.from({ length: 45 }, (_, at) =>
      anItem(at, { date: new Date(Date.UTC(2026, 9, 1) - at * 86_400_000).toUTCString() }),
    );
    serve([anItem(99), ...again]);
    await bench.visitAgain(id);
    expect(await articles()).toHaveLength(31);
  });

  it('does not add what another source has brought in full', async () => {
    serve([anItem(1)]);
    serve([anItem(1, { html: undefined, summary: '摘要。', guid: 'other' })], {}, '/second.xml');
    bench.site.page('/news/1', PAGES.article);
    await aSource();
    await bench.settle();
    const second = (await bench.post('sources', { url: bench.url('/second.xml') }).expect(201)).body.id;
    await bench.settle();
    expect((await articles()).map(({ revisions }) => revisions)).toEqual([1]);
    expect((await healthOf(second)).visits[0]?.articles).toMatchObject({ new: 0, duplicate: 1 });
    expect(bench.site.hits('/news/1')).toBe(0);
  });

  it('goes on where a killed worker stopped, and doubles nothing', async () => {
    serve([anItem(1), anItem(2), anItem(3)]);
    const id = await aSource();
    // As it stands after a crash: articles 1 and 2 are written, the item of the second is not settled, a third is claimed and not begun.
    await bench.settle();
    await bench.rows(`DELETE FROM article WHERE source_url = $1 RETURNING 1`, [bench.url('/news/3')]);
    await bench.rows(
      `UPDATE source_item SET state = 'waiting', article_id = NULL, html = $2, lease_token = uuid_v7(), lease_until = now() - interval '1 second'
       WHERE link <> $1 RETURNING 1`,
      [bench.url('/news/1'), `<p>第2号。</p>${WHOLE}`],
    );
    await bench.settle();
    expect((await articles()).map(({ sourceUrl, revisions }) => [sourceUrl, revisions])).toEqual([
      [bench.url('/news/1'), 1],
      [bench.url('/news/2'), 1],
      [bench.url('/news/3'), 1],
    ]);
    // And in the middle of a visit: the lease ends, the next one visits as if nothing had been.
    await bench.rows(
      `UPDATE source SET lease_token = uuid_v7(), lease_until = now() - interval '1 second', body_hash = NULL, validators_of = NULL RETURNING 1`,
    );
    await bench.visitAgain(id);
    expect(await articles()).toHaveLength(3);
  });

  it('gives up an item that ended its worker again and again', async () => {
    serve([anItem(1)]);
    const id = await aSource();
    await bench.settle();
    await bench.rows(
      `UPDATE source_item SET state = 'waiting', tries = 7, lease_token = uuid_v7(), lease_until = now() - interval '1 second' RETURNING 1`,
    );
    await bench.settle();
    expect((await healthOf(id)).troubledItems).toMatchObject([{ state: 'failed', code: 'gave-up' }]);
  });
});

describe('a watched page', () => {
  it('becomes an article, and each change of it a revision', async () => {
    bench.site.page('/policy', PAGES.article);
    const { body } = await bench
      .post('sources', { url: bench.url('/policy'), kind: 'page', tier: 'official' })
      .expect(201);
    await bench.settle();
    expect(await articles()).toMatchObject([
      { title: HEADLINE, sourceUrl: bench.url('/policy'), quality: 'full', revisions: 1 },
    ]);
    await bench.visitAgain(body.id);
    bench.site.page('/policy', PAGES.article.replace('百分之十五', '百分之十四'));
    await bench.visitAgain(body.id);
    expect(await articles()).toMatchObject([{ revisions: 2, body: expect.stringContaining('百分之十四') }]);
    expect((await healthOf(body.id)).visits.map(({ outcome }) => outcome)).toEqual(['fresh', 'same', 'fresh']);
  });
});
