import { DataSource } from 'typeorm';
import request from 'supertest';
import { ArticlesApiModule } from '#src/articles/index.js';
import { sha256 } from '#src/foundation/tokens/sha256.js';
import { anApiApp, bearer, type ApiApp } from '../../support/api-app.js';
import { anEditor, ARTICLE_TEXT } from '../../support/editorial.js';

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(() => rows('TRUNCATE article, article_revision CASCADE'));

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
function actionsOf(articleId: string): Promise<{ action: string; detail: object }[]> {
  return rows(`SELECT action, detail FROM audit_event WHERE subject_id = $1 ORDER BY id`, [articleId]);
}
function fieldsOf(answer: { body: { errors: { field: string }[] } }): string[] {
  return answer.body.errors.map((error) => error.field).sort();
}

describe('an article brought in', () => {
  it('becomes its first revision, with its language found and an audit line', async () => {
    const { body } = await editor
      .post('articles', { title: 'Meta换挡', text: ARTICLE_TEXT, publisher: '来源', publishedAt: '2025-12-12' })
      .expect(201);
    expect(body).toMatchObject({
      title: 'Meta换挡',
      language: 'zh-CN',
      publisher: '来源',
      sourceUrl: null,
      publishedAt: '2025-12-12T00:00:00.000Z',
      text: ARTICLE_TEXT,
      revision: { number: 1, extractedWith: null, contentHash: sha256(`Meta换挡\n${ARTICLE_TEXT}`) },
    });
    expect(body.revisions).toEqual([body.revision]);
    expect(await actionsOf(body.id)).toEqual([
      { action: 'article.add', detail: { revisionId: body.revision.id, change: 'new-article' } },
    ]);
  });

  it.each([
    ['zh-TW', '臺灣電商平臺宣布調整開放策略，轉為由賣家自行負責物流與退貨。'],
    ['en', 'Amazon said on Tuesday that it will raise the referral fee for apparel sellers.'],
  ])('is read as %s by its script', async (language, text) => {
    expect((await editor.post('articles', { title: 'T', text }).expect(201)).body.language).toBe(language);
  });

  it('keeps the language it was given', async () => {
    const { body } = await editor.post('articles', { title: 'x', text: '12345', language: 'zh-TW' }).expect(201);
    expect(body.language).toBe('zh-TW');
  });

  it('needs its language named when it cannot be detected', async () => {
    const answer = await editor.post('articles', { title: 'Да', text: 'Компания сообщила о новой стратегии.' });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toEqual(['language']);
  });

  it('is stored with LF line ends, without byte order mark or control characters, and not normalised', async () => {
    const text = '\uFEFFCafe\u0301 opens\r\nSecond\u0000 line\u0007\rThird 😀 line\u2028Fourth';
    const { body } = await editor.post('articles', { title: '\uFEFFT\u0000itle', text, language: 'en' }).expect(201);
    expect(body.title).toBe('Title');
    expect(body.text).toBe('Cafe\u0301 opens\nSecond line\nThird 😀 line\nFourth');
  });

  it.each([
    ['2025-12-12T08:30:00+08:00', '2025-12-12T00:30:00.000Z'],
    ['2025-12-12T08:30:00Z', '2025-12-12T08:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2025-12-12T08:30:00+23:00', '2025-12-11T09:30:00.000Z'],
  ])('published at %s is stored as that instant', async (publishedAt, stored) => {
    const { body } = await editor.post('articles', { title: 'x', text: ARTICLE_TEXT, publishedAt }).expect(201);
    expect(body.publishedAt).toBe(stored);
  });

  it('may be as long as two million characters, and no longer', async () => {
    const text = '战略转向，公司宣布。'.repeat(200_000);
    const { body } = await editor.post('articles', { title: 'x', text }).expect(201);
    expect(body.revision.characters).toBe(2_000_000);
    expect(fieldsOf(await editor.post('articles', { title: 'x', text: `${text}。` }).expect(400))).toEqual(['text']);
    expect(fieldsOf(await editor.post('articles', { title: 'x', html: `${text}。` }).expect(400))).toEqual(['html']);
  });
});

describe('an article in HTML', () => {
  it('loses everything that could act, and keeps its words by paragraph', async () => {
    const html = `<!doctype html><html><head><title>Tab</title><meta charset="utf-8"><script>steal()</script>
      <body onload="x()"><header>Amazon raises fees</header><main><p onclick="x()">First <b>paragraph</b> &amp; more.</p>
      <dl><dt>Term</dt><dd>Meaning</dd></dl><svg onload=x()><text>art</text></svg><img src=x onerror=alert(1)>
      <p><a href="javascript:alert(1)">bad</a> <a href="https://ok.example/?a=1&b=2" onmouseover=x()>good</a><br>next line</p>
      <iframe srcdoc="<script>1</script>"></iframe><p>1 &lt; 2 &lt;script&gt;</p></main><footer>End</footer>`;
    const { body } = await editor
      .post('articles', { title: '<img src=x onerror=alert(1)>', html, language: 'en' })
      .expect(201);
    expect(body.text.split('\n')).toEqual([
      'Amazon raises fees',
      'First paragraph & more.',
      'Term',
      'Meaning',
      'art',
      'bad good',
      'next line',
      '1 < 2 <script>',
      'End',
    ]);
    const { body: revision } = await editor.get(`articles/${body.id}/revisions/1`).expect(200);
    expect(revision.html).not.toMatch(/<(script|svg|img|iframe|header|body)|\son\w+=|javascript:/i);
    expect(revision.html).toContain('<a href="https://ok.example/?a=1&amp;b=2">good</a>');
    expect(revision.text).toBe(body.text);
    expect(body.title).toBe('<img src=x onerror=alert(1)>');
  });

  it('drops characters that an entity smuggles in', async () => {
    const html = '<p>Amazon&#0; raises&#7; fees&#xFEFF;&#xD800; today&#8232;for sellers</p>';
    const { body } = await editor.post('articles', { title: 'x', html, language: 'en' }).expect(201);
    expect(body.text).not.toMatch(/[\u0000-\u0008\ufeff\ud800]/);
    expect(body.text).toContain('raises fees');
  });

  it.each(['<script>alert(1)</script>', '<img src=x>', '<p>…</p>', ' '])(
    'without words is refused: %s',
    async (html) => {
      const answer = await editor.post('articles', { title: 'x', html, language: 'en' }).expect(400);
      expect(fieldsOf(answer)).toEqual(['html']);
    },
  );

  it('is taken in as deep as pages are, and refused when it is nested without end', async () => {
    const deep = `${'<div>'.repeat(3_000)}Amazon raises fees${'<b <'.repeat(2_000)}`;
    await editor.post('articles', { title: 'x', html: deep, language: 'en' }).expect(201);
    const paragraphs = '<p>Amazon raises fees'.repeat(20_000);
    await editor.post('articles', { title: 'y', html: paragraphs, language: 'en' }).expect(201);
    const answer = await editor
      .post('articles', { title: 'x', html: '<div>'.repeat(100_000), language: 'en' })
      .expect(400);
    expect(answer.body.errors).toEqual([{ field: 'html', message: 'is nested too deep' }]);
  });
});

describe('the same article again', () => {
  const given = { title: 'Meta换挡', text: ARTICLE_TEXT, sourceUrl: 'https://source.example/a' };

  it('changes nothing when source and words are the same', async () => {
    const first = (await editor.post('articles', given).expect(201)).body;
    const again = (
      await editor.post('articles', { ...given, text: `\uFEFF${ARTICLE_TEXT.replaceAll('\n', '\r\n')}\n` }).expect(200)
    ).body;
    expect(again).toEqual(first);
    expect(await actionsOf(first.id)).toHaveLength(1);
  });

  it('changes nothing when words without a source are the same, and gets its source when that becomes known', async () => {
    const { sourceUrl, ...unsourced } = given;
    const first = (await editor.post('articles', unsourced).expect(201)).body;
    expect((await editor.post('articles', unsourced).expect(200)).body.id).toBe(first.id);
    const sourced = (await editor.post('articles', given).expect(200)).body;
    expect(sourced).toMatchObject({ id: first.id, sourceUrl: given.sourceUrl });
    expect(sourced.revisions).toHaveLength(1);
    expect((await actionsOf(first.id)).map((event) => event.action)).toEqual(['article.add', 'article.source']);
  });

  it('becomes the next revision when the source says something else', async () => {
    const first = (await editor.post('articles', given).expect(201)).body;
    const next = (await editor.post('articles', { ...given, text: `${ARTICLE_TEXT}\n更正。` }).expect(201)).body;
    expect(next.id).toBe(first.id);
    expect(next.revisions.map((revision: { number: number }) => revision.number)).toEqual([1, 2]);
    expect(next.revision.number).toBe(2);
    expect((await actionsOf(first.id)).map((event) => event.detail)).toMatchObject([
      { change: 'new-article' },
      { change: 'new-revision' },
    ]);
  });

  it('is one article when it comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => editor.post('articles', given)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await rows('SELECT number FROM article_revision')).toEqual([{ number: 1 }]);
  });
});

describe('a correction', () => {
  it('becomes the next revision and leaves the ones before as they were', async () => {
    const { id } = await editor.addArticle();
    const before = (await editor.get(`articles/${id}/revisions/1`).expect(200)).body;
    const { body } = await editor
      .put(`articles/${id}`, { title: 'Meta换挡(更正)', html: '<p>Meta收回了说法。</p><p>第二段。</p>' })
      .expect(200);
    expect(body).toMatchObject({
      title: 'Meta换挡(更正)',
      text: 'Meta收回了说法。\n第二段。',
      revision: { number: 2 },
    });
    expect((await editor.get(`articles/${id}/revisions/1`).expect(200)).body).toEqual(before);
    expect((await editor.get(`articles/${id}/revisions/2`).expect(200)).body.html).toBe(
      '<p>Meta收回了说法。</p><p>第二段。</p>',
    );
  });

  it('keeps the title when none is given, and changes nothing when the words are the same', async () => {
    const { id } = await editor.addArticle();
    const { body } = await editor.put(`articles/${id}`, { text: ARTICLE_TEXT }).expect(200);
    expect(body.revisions).toHaveLength(1);
    expect((await editor.put(`articles/${id}`, { text: '新的内容。' }).expect(200)).body.title).toBe('Meta换挡');
  });

  it('and the source bringing news at the same moment become two revisions in a row', async () => {
    const { id, sourceUrl } = await editor.addArticle();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        n % 2 === 0
          ? editor.put(`articles/${id}`, { text: `更正第${n}版。` })
          : editor.post('articles', { title: 'Meta换挡', text: `来源第${n}版,内容不同。`, sourceUrl }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201, 201, 201, 201]);
    const { body } = await editor.get(`articles/${id}`).expect(200);
    expect(body.revisions.map((revision: { number: number }) => revision.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(body.revision.number).toBe(9);
  });

  it('of an unknown article is a 404', async () => {
    const answer = await editor.put(`articles/${UNKNOWN}`, { text: '新的内容。' }).expect(404);
    expect(answer.body.code).toBe('article.not-found');
  });

  it('has exactly one form', async () => {
    const { id } = await editor.addArticle();
    expect(fieldsOf(await editor.put(`articles/${id}`, { title: 'only' }).expect(400))).toEqual(['text']);
    expect(fieldsOf(await editor.put(`articles/${id}`, { text: 'a', html: 'b' }).expect(400))).toEqual(['text']);
  });
});

describe('the list of articles', () => {
  it('comes newest first in pages', async () => {
    for (const n of [1, 2, 3, 4, 5])
      await editor.addArticle({ title: `第${n}篇`, sourceUrl: `https://source.example/${n}` });
    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = (await editor
        .get(`articles?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
        .expect(200)) as {
        body: { items: { title: string }[]; nextCursor: string | null };
      };
      titles.push(...body.items.map((item) => item.title));
      cursor = body.nextCursor;
    }
    expect(titles).toEqual(['第5篇', '第4篇', '第3篇', '第2篇', '第1篇']);
  });

  it('is filtered by language and by words of the current title, with signs taken literally', async () => {
    await editor.addArticle({ title: '增长100%的秘密', sourceUrl: 'https://source.example/1' });
    await editor.addArticle({
      title: 'Fees_up',
      text: 'Amazon raises fees for sellers.',
      sourceUrl: 'https://source.example/2',
    });
    const found = async (query: string) =>
      (await editor.get(`articles?${query}`).expect(200)).body.items.map((item: { title: string }) => item.title);
    expect(await found('language=en')).toEqual(['Fees_up']);
    expect(await found('q=FEES')).toEqual(['Fees_up']);
    expect(await found(`q=${encodeURIComponent('0%的')}`)).toEqual(['增长100%的秘密']);
    expect(await found('q=s%25up')).toEqual([]);
    expect(await found('q=s_up')).toEqual(['Fees_up']);
    expect(await found(`q=${encodeURIComponent('\\')}`)).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=1', 'cursor'],
    ['language=fr', 'language'],
    ['q=', 'q'],
    ['q=%00', 'q'],
    ['q=a&q=b', 'q'],
    ['colour=red', ''],
  ])('names the fault in ?%s', async (query, field) => {
    expect(fieldsOf(await editor.get(`articles?${query}`).expect(400))).toEqual([field]);
  });
});

describe('one article', () => {
  it.each([
    'articles/x',
    'articles/x/revisions/1',
    `articles/${UNKNOWN}/revisions/0`,
    `articles/${UNKNOWN}/revisions/x`,
    `articles/${UNKNOWN}/revisions/99999999999`,
  ])('has an address of the right form: GET %s is a 400', async (path) => {
    await editor.get(path).expect(400);
  });

  it('that nobody knows is a 404, and so is a revision', async () => {
    expect((await editor.get(`articles/${UNKNOWN}`).expect(404)).body.code).toBe('article.not-found');
    const { id } = await editor.addArticle();
    expect((await editor.get(`articles/${id}/revisions/2`).expect(404)).body.code).toBe('revision.not-found');
  });

  it('is looked through again on demand, with an audit line', async () => {
    const article = await editor.addArticle();
    await rows(`UPDATE article_revision SET extracted_with = 'rules@1'`);
    const { body } = await editor.post(`articles/${article.id}/extract`).expect(202);
    expect(body).toEqual({ revisionId: article.revision.id });
    expect(await rows('SELECT extracted_with FROM article_revision')).toEqual([{ extracted_with: null }]);
    expect((await actionsOf(article.id)).map((event) => event.action)).toEqual(['article.add', 'article.extract']);
    await editor.post(`articles/${UNKNOWN}/extract`).expect(404);
  });
});

describe('a faulty article', () => {
  it.each([
    ['no title', { text: 'words' }, ['title']],
    ['a blank title', { title: ' ', text: 'words' }, ['title']],
    ['a title of control characters', { title: '\u0000\u0001', text: 'words', language: 'en' }, ['title']],
    ['a long title', { title: 'x'.repeat(301), text: 'words' }, ['title']],
    ['neither text nor html', { title: 'x' }, ['text']],
    ['both text and html', { title: 'x', text: 'a', html: 'b' }, ['text']],
    ['an empty text', { title: 'x', text: '' }, ['text']],
    ['a text without words', { title: 'x', text: '…\n——', language: 'en' }, ['text']],
    ['a text that is no text', { title: 'x', text: 7 }, ['text']],
    ['a script as its source', { title: 'x', text: 'words', sourceUrl: 'javascript:alert(1)' }, ['sourceUrl']],
    ['half a URL', { title: 'x', text: 'words', sourceUrl: '/article' }, ['sourceUrl']],
    [
      'a URL with a control character',
      { title: 'x', text: 'words', language: 'en', sourceUrl: 'https://a.example/\u0000' },
      ['sourceUrl'],
    ],
    [
      'a publisher with a control character',
      { title: 'x', text: 'words', language: 'en', publisher: 'a\u0000b' },
      ['publisher'],
    ],
    ['a day that is none', { title: 'x', text: 'words', publishedAt: '2025-02-30' }, ['publishedAt']],
    ['an instant without zone', { title: 'x', text: 'words', publishedAt: '2025-02-01T10:00:00' }, ['publishedAt']],
    [
      'a day before the calendar',
      { title: 'x', text: 'words', language: 'en', publishedAt: '0000-01-01' },
      ['publishedAt'],
    ],
    ['an unknown language', { title: 'x', text: 'words', language: 'fr' }, ['language']],
    ['an unknown field', { title: 'x', text: 'words', colour: 'red' }, ['']],
  ])('with %s is refused by name', async (_, body, fields) => {
    const answer = await editor.post('articles', body).expect(400);
    expect(answer.body.code).toBe('request.invalid');
    expect(fieldsOf(answer)).toEqual(fields);
    expect(await rows('SELECT 1 FROM article')).toEqual([]);
  });

  it('that is no JSON is refused', async () => {
    const answer = await editor
      .http()
      .post('/api/admin/articles')
      .set(bearer)
      .type('json')
      .send('{"title":')
      .expect(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('without the token', () => {
  it.each([
    ['get', 'articles'],
    ['post', 'articles'],
    ['get', `articles/${UNKNOWN}`],
    ['put', `articles/${UNKNOWN}`],
    ['get', `articles/${UNKNOWN}/revisions/1`],
    ['post', `articles/${UNKNOWN}/extract`],
  ] as const)('%s %s answers nothing', async (method, path) => {
    const answer = await request(api.app.getHttpServer())[method](`/api/admin/${path}`).expect(401);
    expect(answer.body.code).toBe('auth.required');
  });
});
