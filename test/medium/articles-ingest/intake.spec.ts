import { zipSync } from './zip.js';
import request from 'supertest';
import { bearer } from '../../support/api-app.js';
import { IngestBench, rss } from '../../support/ingest.js';
import { HEADLINE, PAGES, PARAGRAPHS } from '../../support/pages.js';

let bench: IngestBench;
beforeAll(async () => {
  bench = await IngestBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.forget());

const server = () => request(bench.api.app.getHttpServer());
const upload = (fileName: string, body: Buffer | string, query = '') =>
  server()
    .post(`/api/admin/articles/from-file?fileName=${encodeURIComponent(fileName)}${query}`)
    .set(bearer)
    .set('Content-Type', 'application/octet-stream')
    .send(body);
const TEXT = PARAGRAPHS.join('\n');
const GBK_HEAD = Buffer.from('c6bdcca8d0fbb2bcb5f7d5fbd3b6bdf0a3acc2f4bcd2d0e8d2aad7a2d2e2a1a3', 'hex');

describe('an article by its URL', () => {
  it('is fetched, read and kept, after robots.txt was asked', async () => {
    bench.site.redirect('/short', '/news/1').page('/news/1', PAGES.weChat);
    const { body } = await bench
      .post('articles/from-url', { url: bench.url('/short#x'), zone: 'Asia/Shanghai' })
      .expect(201);
    expect(body).toMatchObject({
      title: HEADLINE,
      publisher: '跨境观察',
      sourceUrl: bench.url('/news/1'),
      publishedAt: '2026-11-20T01:30:00.000Z',
    });
    expect(body.text).toContain(PARAGRAPHS[5]);
    expect(bench.site.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/short', '/news/1']);
  });

  it.each([
    [
      'robots.txt forbids it',
      '/news/1',
      () => bench.site.page('/robots.txt', 'User-agent: *\nDisallow: /', { 'content-type': 'text/plain' }),
      'robots',
    ],
    ['there is nothing', '/none', () => undefined, 'http.404'],
    ['there is no article', '/foot', () => bench.site.page('/foot', PAGES.footerOnly), 'page.no-article'],
    [
      'it is a picture',
      '/a.png',
      () => bench.site.page('/a.png', 'PNG', { 'content-type': 'image/png' }),
      'fetch.type',
    ],
    [
      'it leads into our network',
      '/out',
      () => bench.site.redirect('/out', 'http://169.254.169.254/'),
      'fetch.address',
    ],
  ])('is refused with the reason when %s', async (_, path, serve, reason) => {
    serve();
    const { body } = await bench.post('articles/from-url', { url: bench.url(path) }).expect(422);
    expect(body).toMatchObject({ code: 'article.unreadable', reason, errors: [{ field: 'url' }] });
    expect(await bench.rows(`SELECT 1 FROM article`)).toEqual([]);
  });

  it.each([
    'http://10.0.0.1/',
    'http://private.example/',
    'http://[::1]/',
    'http://0x7f000002/',
    'http://one.example:25/',
  ])('is not fetched from %s', async (url) => {
    const { body } = await bench.post('articles/from-url', { url }).expect(422);
    expect(body.reason).toMatch(/^fetch\.(address|port)$/);
    expect(bench.site.requests).toEqual([]);
  });

  it.each([
    [{ url: 'file:///etc/passwd' }],
    [{ url: 'gopher://one.example/' }],
    [{ url: 'http://a:b@one.example/' }],
    [{}],
  ])('is a fault of the field in %j', async (body) => {
    expect((await bench.post('articles/from-url', body).expect(400)).body.errors[0].field).toBe('url');
  });
});

describe('an article in a file', () => {
  it.each([
    ['note.txt', TEXT, 'note', 201],
    [
      'note.md',
      `# ${HEADLINE}\n\n**${PARAGRAPHS[0]}**\n\n- ${PARAGRAPHS[1]}\n\n${PARAGRAPHS.slice(2).join('\n\n')}`,
      HEADLINE,
      201,
    ],
    ['page.html', PAGES.article, HEADLINE, 201],
  ])('%s is read', async (name, content, title, status) => {
    const { body } = await upload(name, content).expect(status);
    expect(body.title).toBe(title);
    for (const paragraph of PARAGRAPHS) expect(body.text).toContain(paragraph);
    expect(body.text).not.toMatch(/[*#]|ICP备/);
    await upload(name, content).expect(200);
  });

  it('may be in GBK', async () => {
    const { body } = await upload('a.txt', GBK_HEAD, '&language=zh-CN').expect(201);
    expect(body.text).toBe('平台宣布调整佣金，卖家需要注意。');
  });

  it('may be a document of Word', async () => {
    const paragraphs = PARAGRAPHS.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('');
    const docx = zipSync({
      '[Content_Types].xml':
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      '_rels/.rels':
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`,
    });
    const { body } = await upload('文档.docx', docx, `&title=${encodeURIComponent('标题')}`).expect(201);
    expect(body).toMatchObject({ title: '标题', text: TEXT });
  });

  it.each([
    ['a bomb', 'a.docx', () => zipSync({ 'word/document.xml': Buffer.alloc(80_000_000) }), 422, 'article.unreadable'],
    ['a ZIP that is no document', 'a.docx', () => zipSync({ 'x.txt': 'x' }), 422, 'article.unreadable'],
    ['a torn ZIP', 'a.docx', () => zipSync({ 'word/document.xml': 'x' }).subarray(0, 40), 422, 'article.unreadable'],
    ['a ZIP under another name', 'a.txt', () => zipSync({ 'x.txt': 'x' }), 415, 'article.file-kind'],
    ['another kind', 'a.pdf', () => Buffer.from('%PDF'), 415, 'article.file-kind'],
    ['no words', 'a.txt', () => Buffer.from('\n\n'), 400, 'request.invalid'],
    [
      'noise',
      'a.txt',
      () => Buffer.from([0xef, 0xbb, 0xbf, ...Array.from({ length: 3_000 }, (_, at) => 0x80 | at)]),
      422,
      'article.unreadable',
    ],
  ])('is refused when it is %s', async (_, name, content, status, code) => {
    const { body } = await upload(name, content()).expect(status);
    expect(body.code).toBe(code);
    expect(await bench.rows(`SELECT 1 FROM article`)).toEqual([]);
  });

  it('is refused when it is too large, or a form', async () => {
    expect((await upload('a.txt', Buffer.alloc(11_000_000, 0x61)).expect(413)).body.code).toBe('article.too-large');
    const form = await server()
      .post('/api/admin/articles/from-file?fileName=a.txt')
      .set(bearer)
      .send({ a: 1 })
      .expect(415);
    expect(form.body.code).toBe('article.not-a-file');
  });
});

describe('a bookmarklet', () => {
  const clip = (token: string, more: object) =>
    server()
      .post('/clip')
      .set('Content-Type', 'text/plain')
      .set('Accept-Language', 'zh-TW')
      .send(`clip=${JSON.stringify({ token, url: bench.url('/news/1'), ...more })}\r\n`);

  it('brings what is selected, answers a person, and can do nothing else', async () => {
    const { body } = await bench.post('bookmarklets', { label: '小林' }).expect(201);
    expect(body.snippet).toMatch(/^javascript:/);
    expect(decodeURIComponent(body.snippet)).toContain(body.token);
    const selection = `<p onclick="x()">${PARAGRAPHS[0]}<a href="../more">更多</a></p><script>alert(1)</script>`;
    const answer = await clip(body.token, { title: HEADLINE, html: selection }).expect(201);
    expect(answer.text).toContain('已收錄。');
    const [article] = await bench.rows<{ title: string; html: string; source_url: string }>(
      `SELECT r.title, r.html, a.source_url FROM article a JOIN article_revision r ON r.article_id = a.id`,
    );
    expect(article).toMatchObject({ title: HEADLINE, source_url: bench.url('/news/1') });
    expect(article?.html).not.toMatch(/script|onclick/);
    expect(article?.html).toContain(`href="${bench.url('/more')}"`);
    await server().get('/api/admin/articles').set('Authorization', `Bearer ${body.token}`).expect(401);
    expect((await bench.get('bookmarklets').expect(200)).body.items).toMatchObject([
      { label: '小林', lastUsedAt: expect.any(String) },
    ]);
  });

  it('lets the page be fetched when nothing is selected', async () => {
    bench.site.page('/news/1', PAGES.article);
    const { token } = (await bench.post('bookmarklets', { label: 'x' }).expect(201)).body;
    await clip(token, {}).expect(201);
    expect(bench.site.hits('/news/1')).toBe(1);
  });

  it('is nothing any more once it is revoked, nor when it is forged', async () => {
    const { id, token } = (await bench.post('bookmarklets', { label: 'x' }).expect(201)).body;
    await clip(`${token}x`, { text: TEXT, title: 'T' }).expect(401);
    await bench.delete(`bookmarklets/${id}`).expect(204);
    await clip(token, { text: TEXT, title: 'T' }).expect(401);
    await server().post('/clip').set('Content-Type', 'text/plain').send('clip=nonsense').expect(400);
    await server().get('/clip').expect(404);
    expect(await bench.rows(`SELECT 1 FROM article`)).toEqual([]);
  });

  it('may not make us fetch from our own network', async () => {
    const { token } = (await bench.post('bookmarklets', { label: 'x' }).expect(201)).body;
    expect((await clip(token, { url: 'http://169.254.169.254/' }).expect(422)).text).toContain('未能收錄');
  });
});

describe('an item of a feed', () => {
  it('leads nowhere private by its link, its pictures or a redirect', async () => {
    const items = ['http://10.0.0.1/a', 'http://private.example/b', bench.url('/out'), 'http://0177.0.0.2/c'].map(
      (link, at) => ({
        title: `平台调整第${at}号规则`,
        guid: `g${at}`,
        link,
        summary: `摘要${at}：平台宣布调整佣金。<img src="http://127.0.0.1:${bench.site.port}/canary.png">`,
      }),
    );
    bench.site
      .redirect('/out', `http://127.0.0.2:${bench.site.port}/canary`)
      .page('/feed.xml', rss(items), { 'content-type': 'text/xml' });
    await bench.post('sources', { url: bench.url('/feed.xml') }).expect(201);
    await bench.settle();
    expect(await bench.rows(`SELECT 1 FROM article WHERE extraction_quality = 'summary_only'`)).toHaveLength(4);
    expect(new Set(bench.site.requests.map(({ path }) => path))).toEqual(new Set(['/feed.xml', '/robots.txt', '/out']));
  });
});
