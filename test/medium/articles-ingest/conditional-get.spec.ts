import { IngestBench, rss } from '../../support/ingest.js';
import { PARAGRAPHS } from '../../support/pages.js';

let bench: IngestBench;
let id: string;
beforeAll(async () => {
  bench = await IngestBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const FEED = (number = 1) =>
  rss([
    {
      title: `平台调整第${number}号规则`,
      guid: `g${number}`,
      link: bench.url(`/${number}`),
      html: PARAGRAPHS.map((text) => `<p>${text}</p>`).join(''),
    },
  ]);
const serve = (headers: Record<string, string>, number = 1) =>
  bench.site.page('/feed.xml', FEED(number), { 'content-type': 'application/rss+xml', ...headers });
const answer = (status: number, headers: Record<string, string> = {}) =>
  bench.site.on('/feed.xml', (_request, response) => response.writeHead(status, headers).end());
async function aSource(): Promise<void> {
  id = (await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201)).body.id;
  await bench.settle();
  bench.site.requests.length = 0;
}
async function source() {
  return (await bench.get(`sources/${id}/health`).expect(200)).body;
}
const asked = () => bench.site.requests.at(-1)?.headers ?? {};
const outcomes = async () => (await source()).visits.map(({ outcome }: { outcome: string }) => outcome);
/** Seconds until the next visit. */
async function wait(): Promise<number> {
  const [row] = await bench.rows<{ s: number }>(
    `SELECT extract(epoch FROM next_due_at - now())::float AS s FROM source`,
  );
  return row?.s ?? 0;
}

describe('a source that is visited again', () => {
  it('is asked for what is new, with its validators as it wrote them, and a 304 ends the visit', async () => {
    serve({ etag: 'W/"x-gzip"', 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' });
    await aSource();
    answer(304, { etag: 'W/"y"' });
    await bench.visitAgain(id);
    expect(asked()).toMatchObject({
      'if-none-match': 'W/"x-gzip"',
      'if-modified-since': 'Fri, 20 Nov 2026 08:00:00 GMT',
    });
    await bench.visitAgain(id);
    expect(asked()).toMatchObject({ 'if-none-match': 'W/"y"', 'if-modified-since': 'Fri, 20 Nov 2026 08:00:00 GMT' });
    expect(await outcomes()).toEqual(['unchanged', 'unchanged', 'fresh']);
  });

  it('may send the same bytes under new validators, which are kept', async () => {
    serve({ 'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT' });
    await aSource();
    serve({ 'last-modified': 'Sat, 21 Nov 2026 08:00:00 GMT' });
    await bench.visitAgain(id);
    await bench.visitAgain(id);
    expect(asked()['if-modified-since']).toBe('Sat, 21 Nov 2026 08:00:00 GMT');
    expect(await outcomes()).toEqual(['same', 'same', 'fresh']);
  });

  it('is asked without conditions when its validators belong to where it redirected to', async () => {
    bench.site
      .redirect('/feed.xml', '/real.xml')
      .page('/real.xml', FEED(), { 'content-type': 'text/xml', etag: '"1"' });
    await aSource();
    await bench.visitAgain(id);
    expect(bench.site.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, undefined]);
    expect(await outcomes()).toEqual(['same', 'fresh']);
  });

  it('gets its new address after three permanent redirects in a row, and an audit line', async () => {
    serve({});
    await aSource();
    bench.site
      .redirect('/feed.xml', bench.url('/new.xml', 'two.example'), 301)
      .page('/new.xml', FEED(), { 'content-type': 'text/xml' });
    for (let visit = 1; visit <= 3; visit += 1) {
      expect((await source()).source.url).toBe(bench.url('/feed.xml'));
      await bench.visitAgain(id);
    }
    expect((await source()).source.url).toBe(bench.url('/new.xml', 'two.example'));
    expect(await bench.rows(`SELECT action FROM audit_event WHERE action = 'source.moved'`)).toHaveLength(1);
    expect(await bench.rows(`SELECT 1 FROM article`)).toHaveLength(1);
  });

  it('does not move to another source of ours', async () => {
    serve({});
    bench.site.page('/new.xml', FEED(2), { 'content-type': 'text/xml' });
    await aSource();
    await bench.post('sources', { url: bench.url('/new.xml') }).expect(201);
    bench.site.redirect('/feed.xml', '/new.xml', 301);
    for (let visit = 1; visit <= 4; visit += 1) await bench.visitAgain(id);
    expect((await source()).source.url).toBe(bench.url('/feed.xml'));
  });

  it('is left alone when it is gone, until somebody resumes it', async () => {
    serve({});
    await aSource();
    answer(410);
    await bench.visitAgain(id);
    expect((await source()).source).toMatchObject({ state: 'gone', health: { code: 'http.410', nextVisitAt: null } });
    await bench.visitAgain(id);
    expect(bench.site.requests).toHaveLength(1);
    serve({}, 2);
    await bench.post(`sources/${id}/resume`).expect(200);
    await bench.visitAgain(id);
    expect((await source()).source).toMatchObject({ state: 'active', health: { failures: 0, code: null } });
  });

  it('is visited when it says, after a 429, and its host with it', async () => {
    serve({});
    await aSource();
    answer(429, { 'retry-after': '7200' });
    await bench.rows(`UPDATE source SET next_due_at = now() RETURNING 1`);
    await bench.rows(`UPDATE fetch_host SET next_at = now() RETURNING 1`);
    await bench.driver.work();
    expect(await wait()).toBeGreaterThan(7_190);
    expect((await source()).source).toMatchObject({ state: 'active', health: { failures: 0, lastOutcome: 'later' } });
    const [host] = await bench.rows<{ s: number }>(
      `SELECT extract(epoch FROM next_at - now())::float AS s FROM fetch_host`,
    );
    expect(host?.s).toBeGreaterThan(7_000);
  });

  it.each([
    ['an error', () => answer(500), 'http.500'],
    ['a page', () => bench.site.page('/feed.xml', '<html><title>Just a moment...</title></html>'), 'feed.not-a-feed'],
    ['a cut line', () => bench.site.on('/feed.xml', (_request, response) => response.destroy()), 'fetch.reset'],
    [
      'a way into our network',
      () => bench.site.redirect('/feed.xml', 'http://169.254.169.254/latest/'),
      'fetch.address',
    ],
    [
      'noise',
      () =>
        bench.site.page(
          '/feed.xml',
          Buffer.from([0xef, 0xbb, 0xbf, ...Array.from({ length: 900 }, (_, at) => 0x80 | at)]),
        ),
      'feed.unreadable',
    ],
  ])(
    'is visited less often with each failure (%s), is shown as failing, and never forgotten',
    async (_, fail, code) => {
      serve({ etag: '"1"' });
      await aSource();
      fail();
      const waits: number[] = [];
      for (let visit = 0; visit < 3; visit += 1) {
        await bench.visitAgain(id);
        waits.push(await wait());
      }
      expect(waits[0]).toBeGreaterThan(7_000);
      expect(waits[2]).toBeGreaterThan(28_000);
      expect((await source()).source).toMatchObject({
        state: 'failing',
        health: { failures: 3, code, lastOutcome: 'failed' },
      });
      serve({ etag: '"2"' }, 2);
      await bench.visitAgain(id);
      expect((await source()).source).toMatchObject({ state: 'active', health: { failures: 0, code: null } });
      expect(await bench.rows(`SELECT 1 FROM article`)).toHaveLength(2);
    },
  );
});

describe('a host', () => {
  it('has one visitor at a time, and a pause after each', async () => {
    let inside = 0;
    let most = 0;
    for (const path of ['/a.xml', '/b.xml', '/c.xml']) {
      bench.site.on(path, (_request, response) => {
        inside += 1;
        most = Math.max(most, inside);
        setTimeout(() => {
          inside -= 1;
          response.writeHead(200, { 'content-type': 'text/xml' }).end(FEED());
        }, 80);
      });
      await bench.post('sources', { url: bench.url(path) }).expect(201);
    }
    bench.site.requests.length = 0;
    most = 0;
    await bench.driver.work();
    // The pause of ten minutes is not over, so the others wait.
    expect(bench.site.requests).toHaveLength(1);
    await bench.settle();
    expect(bench.site.requests.map(({ path }) => path).sort()).toEqual(['/a.xml', '/b.xml', '/c.xml']);
    expect(most).toBe(1);
  });

  it('keeps nobody from another host', async () => {
    serve({});
    for (const host of ['one.example', 'two.example'])
      await bench.post('sources', { url: bench.url('/feed.xml', host) }).expect(201);
    bench.site.requests.length = 0;
    await bench.driver.work();
    expect(bench.site.requests.map(({ host }) => host.split(':')[0]).sort()).toEqual(['one.example', 'two.example']);
  });
});

describe('the record of visits', () => {
  it('is forgotten after a while, but for the newest', async () => {
    const { IngestSweeper } = await import('#src/articles/sources/ingest-sweeper.js');
    serve({});
    await aSource();
    await bench.visitAgain(id);
    await bench.rows(`UPDATE source_fetch SET created_at = now() - interval '90 days' RETURNING 1`);
    await new IngestSweeper({ INGEST_KEEP_DAYS: 30 }, bench.dataSource).run();
    expect(await outcomes()).toEqual(['same']);
  });
});
