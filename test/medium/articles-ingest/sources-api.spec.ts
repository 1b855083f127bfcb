import { IngestBench, rss } from '../../support/ingest.js';
import { PAGES, PARAGRAPHS } from '../../support/pages.js';

let bench: IngestBench;
beforeAll(async () => {
  bench = await IngestBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const FEED = () =>
  rss([{ title: '平台调整规则', guid: 'g', link: bench.url('/1'), html: `<p>${PARAGRAPHS.join('</p><p>')}</p>` }]);
const serveFeed = (path = '/feed.xml') => bench.site.page(path, FEED(), { 'content-type': 'text/xml' });
const actions = () => bench.rows<{ action: string }>(`SELECT action FROM audit_event ORDER BY id`);

describe('a source', () => {
  it('is added by the address of its feed, with what the feed says of itself', async () => {
    serveFeed();
    const { body } = await bench
      .post('sources', { url: bench.url('/feed.xml#top'), tier: 'official', intervalMinutes: 30 })
      .expect(201);
    expect(body).toMatchObject({
      url: bench.url('/feed.xml'),
      kind: 'feed',
      title: '跨境观察',
      publisher: null,
      tier: 'official',
      zone: 'Asia/Shanghai',
      language: 'zh-CN',
      intervalMinutes: 30,
      state: 'active',
      identityPolicy: null,
      health: { failures: 0, lastOutcome: null, lastVisitAt: null },
    });
    expect(await actions()).toEqual([{ action: 'source.add' }]);
    expect((await bench.get('sources').expect(200)).body).toEqual({ items: [body], nextCursor: null });
  });

  it.each([
    [
      'the page says where',
      () =>
        bench.site.page(
          '/',
          '<html><head><link rel="alternate" type="application/rss+xml" href="/hidden.xml"></head><body></body></html>',
        ),
      '/hidden.xml',
    ],
    ['it is where feeds usually are', () => bench.site.page('/', PAGES.article), '/rss.xml'],
  ])('is added by the address of its site: %s', async (_, serveSite, path) => {
    serveSite();
    serveFeed(path);
    expect((await bench.post('sources', { url: bench.url('/') }).expect(201)).body.url).toBe(bench.url(path));
  });

  it('is added once', async () => {
    serveFeed();
    const { body } = await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201);
    const again = await bench.post('sources', { url: bench.url('/feed.xml') }).expect(409);
    expect(again.body).toMatchObject({ code: 'source.exists', sourceId: body.id, errors: [{ field: 'url' }] });
  });

  it('is added once for one Idempotency-Key, with the same answer', async () => {
    serveFeed();
    const add = () => bench.post('sources', { url: bench.url('/feed.xml') }, { 'Idempotency-Key': 'k1' }).expect(201);
    expect((await add()).body.id).toBe((await add()).body.id);
  });

  it.each([
    [{ url: 'ftp://one.example/' }, 'url'],
    [{ url: 'http://user:secret@one.example/' }, 'url'],
    [{ url: 'feed' }, 'url'],
    [{}, 'url'],
    [{ zone: 'Shanghai' }, 'zone'],
    [{ tier: 'gold' }, 'tier'],
    [{ intervalMinutes: 5 }, 'intervalMinutes'],
    [{ kind: 'mail' }, 'kind'],
    [{ language: 'fr' }, 'language'],
    [{ title: 'a\u0000b' }, 'title'],
  ])('is not added with %j, and the fault names %s', async (fault, field) => {
    const url = 'url' in fault || Object.keys(fault).length === 0 ? {} : { url: bench.url('/feed.xml') };
    const { body } = await bench.post('sources', { ...url, ...fault }).expect(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it.each([
    ['a private address', () => 'http://10.0.0.1/feed', 'fetch.address'],
    ['a name that leads to one', () => 'http://private.example/feed', 'fetch.address'],
    ['a number that is one', () => `http://2130706434:${bench.site.port}/`, 'fetch.address'],
    ['another port', () => 'http://one.example:6379/', 'fetch.port'],
    ['a redirect to one', () => bench.url('/out'), 'fetch.address'],
    ['a feed link to one', () => bench.url('/lure'), 'feed.not-a-feed'],
    ['an unknown name', () => 'http://nowhere.invalid/', 'fetch.name'],
    ['nothing there', () => bench.url('/none'), 'http.404'],
    ['no feed', () => bench.url('/page'), 'feed.not-a-feed'],
  ])('is not added at %s, and says why', async (_, url, reason) => {
    bench.site.redirect('/out', 'http://169.254.169.254/latest/meta-data/').page('/page', PAGES.article);
    bench.site.page(
      '/lure',
      '<html><head><link rel="alternate" type="application/rss+xml" href="http://127.0.0.2/feed"></head><body></body></html>',
    );
    const { body } = await bench.post('sources', { url: url() }).expect(422);
    expect(body).toMatchObject({ code: 'source.unusable', reason, errors: [{ field: 'url' }] });
    expect(await bench.rows(`SELECT 1 FROM source`)).toEqual([]);
  });

  it('of the kind api is never fetched', async () => {
    const { body } = await bench
      .post('sources', { url: 'https://partner.example/', kind: 'api', title: '合作方' })
      .expect(201);
    await bench.settle();
    expect(bench.site.requests).toEqual([]);
    expect(body.health.nextVisitAt).toBeNull();
    expect((await bench.post(`sources/${body.id}/fetch`).expect(409)).body.code).toBe('source.not-visited');
  });

  it('can be looked at before, and nothing is stored', async () => {
    serveFeed();
    const { body } = await bench
      .post('sources/preview', { url: bench.url('/feed.xml'), zone: 'Asia/Shanghai' })
      .expect(200);
    expect(body).toMatchObject({
      kind: 'feed',
      title: '跨境观察',
      identityPolicy: 'guid',
      charset: 'utf-8',
      items: [{ title: '平台调整规则', needsPage: false, dateSource: 'fetched' }],
    });
    bench.site.page('/policy', PAGES.article);
    expect(
      (await bench.post('sources/preview', { url: bench.url('/policy'), kind: 'page' }).expect(200)).body.items[0]
        .characters,
    ).toBeGreaterThan(300);
    expect(await bench.rows(`SELECT 1 FROM source`)).toEqual([]);
    expect(await bench.rows(`SELECT 1 FROM article`)).toEqual([]);
  });

  it('is paused with its items, resumed, visited at once, changed and removed, each with an audit line', async () => {
    serveFeed();
    const { id } = (await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201)).body;
    bench.site.requests.length = 0;
    expect((await bench.post(`sources/${id}/pause`).expect(200)).body).toMatchObject({
      state: 'paused',
      health: { nextVisitAt: null },
    });
    await bench.settle();
    expect(bench.site.requests).toEqual([]);
    await bench.post(`sources/${id}/pause`).expect(200);
    expect((await bench.post(`sources/${id}/fetch`).expect(409)).body.code).toBe('source.not-visited');
    await bench.post(`sources/${id}/resume`).expect(200);
    await bench.settle();
    await bench.post(`sources/${id}/fetch`).expect(202);
    await bench.settle();
    expect(bench.site.hits('/feed.xml')).toBe(2);
    const { body } = await bench
      .patch(`sources/${id}`, { title: '新名', publisher: '某网', language: null, zone: 'UTC', intervalMinutes: 120 })
      .expect(200);
    expect(body).toMatchObject({ title: '新名', publisher: '某网', language: null, zone: 'UTC', intervalMinutes: 120 });
    await bench.delete(`sources/${id}`).expect(204);
    await bench.get(`sources/${id}`).expect(404);
    expect(await bench.rows(`SELECT 1 FROM article`)).toHaveLength(1);
    expect((await actions()).map(({ action }) => action).filter((action) => action.startsWith('source.'))).toEqual([
      'source.add', 'source.pause', 'source.resume', 'source.fetch', 'source.patch', 'source.remove',
    ]); // prettier-ignore
  });

  it('starts afresh at a new address, and not at that of another', async () => {
    serveFeed().page('/b.xml', FEED(), { 'content-type': 'text/xml', etag: '"b"' });
    const { id } = (await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201)).body;
    await bench.settle();
    await bench.patch(`sources/${id}`, { url: bench.url('/b.xml') }).expect(200);
    await bench.settle();
    expect(bench.site.requests.at(-1)).toMatchObject({ path: '/b.xml' });
    expect(await bench.rows(`SELECT 1 FROM article`)).toHaveLength(1);
    await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201);
    expect((await bench.patch(`sources/${id}`, { url: bench.url('/feed.xml') }).expect(409)).body.code).toBe(
      'source.exists',
    );
  });

  it.each(['', '/health', '/pause', '/resume', '/fetch'])('that is not there is a 404 at %s', async (path) => {
    const unknown = `sources/018f0000-0000-7000-8000-000000000000${path}`;
    await (path === '' || path === '/health' ? bench.get(unknown) : bench.post(unknown)).expect(404);
  });

  it('comes and goes in a list of OPML', async () => {
    const opml = `<opml version="2.0"><body><outline text="组"><outline text="甲 &amp; 乙" type="rss" xmlUrl="https://a.example/f?x=1&amp;y=2"/>
      <outline text="again" xmlUrl="https://a.example/f?x=1&amp;y=2"/><outline text="bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>`;
    expect((await bench.post('sources/opml', { opml }).expect(200)).body).toEqual({
      added: 1,
      known: 1,
      rejected: [{ url: 'file:///etc/passwd', reason: expect.any(String) }],
    });
    const { text } = await bench.get('sources/opml').buffer(true).expect(200);
    expect(text).toContain('xmlUrl="https://a.example/f?x=1&amp;y=2"');
    expect((await bench.post('sources/opml', { opml: '<html></html>' }).expect(400)).body.errors[0].field).toBe('opml');
  });
});
