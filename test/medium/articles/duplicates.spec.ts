import { DataSource } from 'typeorm';
import { AppraisalQueue, ArticlesApiModule } from '#src/articles/index.js';
import { scriptConverter } from '#src/domain/text/chinese-scripts.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor } from '../../support/editorial.js';
import { FEES, FEES_COPY, FEES_EN, FEES_EXCERPT, FEES_RETOLD, rates, SHOPIFY_EN, TEMU } from '../../support/stories.js';

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
const traditional = scriptConverter('cn', 'twp');
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(() => rows('TRUNCATE article, article_revision, article_change CASCADE'));

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
/** Brought from a site of its own. */
function bring(story: { title: string; body: string }, host: string, given: object = {}) {
  const { title, body: text } = story;
  const sourceUrl = `https://${host}/a`;
  return editor.addArticle({ title, text, sourceUrl, publisher: host, publishedAt: '2025-11-11', ...given });
}
/** What a worker does in the background. */
async function settle(): Promise<void> {
  const queue = api.app.get(AppraisalQueue);
  for (let look = 0; look < 200 && ((await queue.takeChanged()) || (await queue.takeOutdated())); look += 1);
}
const trailOf = async (id: string) => (await editor.get(`articles/${id}/trail`).expect(200)).body;
const clusterOf = async () => rows('SELECT id, lead_id AS "leadId" FROM article ORDER BY id');

describe('the same article (T0)', () => {
  it('is recognised by its URL whatever tracks its readers', async () => {
    const first = await bring(FEES, 'news.example', { sourceUrl: 'https://news.example/a?id=1&utm_source=x' });
    const again = await bring(FEES, 'news.example', { sourceUrl: 'http://NEWS.example/a?fbclid=7&id=1#top' });
    expect(again).toEqual(first);
    const changed = await bring(FEES_RETOLD, 'news.example', { sourceUrl: 'https://news.example/a?id=1&spm=1.2' });
    expect(changed).toMatchObject({ id: first.id, revision: { number: 2, broughtBy: 'admin-token' } });
    expect((await trailOf(first.id)).items).toHaveLength(1);
  });

  it('is recognised by the words, on another site and with other marks', async () => {
    const first = await bring(FEES, 'a.example');
    const text = FEES.body.replaceAll(',', '，').replaceAll('\n', '\n\n');
    const second = await bring({ ...FEES, body: text }, 'b.example');
    expect(second).toMatchObject({ id: first.id, revision: { number: 1 } });
    expect(await trailOf(first.id)).toMatchObject({
      articles: 1,
      sources: 2,
      earliest: { url: 'https://a.example/a', publisher: 'a.example' },
      items: [
        { url: 'https://a.example/a', canonicalUrl: 'a.example/a', recognisedBy: 'first', attachedBy: null },
        { url: 'https://b.example/a', recognisedBy: 'content-hash', attachedBy: null },
      ],
    });
  });

  it('that says something of its own later becomes an article of its own', async () => {
    const first = await bring(FEES, 'a.example');
    await bring(FEES, 'b.example');
    const own = await bring(TEMU, 'b.example');
    expect(own.id).not.toBe(first.id);
    expect((await trailOf(first.id)).items).toHaveLength(1);
  });

  it('is recognised by the link that a page calls its original', async () => {
    const first = await bring(FEES, 'a.example');
    const reprint = await bring(FEES_COPY, 'b.example', { canonicalUrl: 'https://a.example/a?utm_medium=rss' });
    expect(reprint).toMatchObject({ id: first.id, revision: { number: 1 } });
    expect((await trailOf(first.id)).items[1]).toMatchObject({ recognisedBy: 'rel-canonical' });
  });

  it.each(['https://b.example/', 'https://b.example/news'])(
    'is not recognised by a link to a front page or section: %s',
    async (canonicalUrl) => {
      const ids = new Set<string>();
      for (const [n, story] of [FEES, TEMU, SHOPIFY_EN].entries())
        ids.add((await bring(story, 'b.example', { sourceUrl: `https://b.example/news/${n}`, canonicalUrl })).id);
      expect(ids.size).toBe(3);
    },
  );

  it('is not recognised by a link or a guid that other words share', async () => {
    const first = await bring(FEES, 'a.example', { guid: '7' });
    const canonical = await bring(TEMU, 'b.example', { canonicalUrl: 'https://a.example/a' });
    const guid = await bring(SHOPIFY_EN, 'a.example', { sourceUrl: 'https://a.example/other', guid: '7' });
    expect(new Set([first.id, canonical.id, guid.id]).size).toBe(3);
  });

  it('is recognised by its guid when the feed moves it, and brings its new words', async () => {
    const first = await bring(FEES, 'a.example', { guid: 'tag:1' });
    const moved = await bring(FEES_COPY, 'a.example', { sourceUrl: 'https://a.example/2025/fees', guid: 'tag:1' });
    expect(moved).toMatchObject({ id: first.id, revision: { number: 2 } });
    const elsewhere = await bring(TEMU, 'b.example', { guid: 'tag:1' });
    expect(elsewhere.id).not.toBe(first.id);
  });

  it('keeps what an editor corrected when its source says the old words again', async () => {
    const first = await bring(FEES, 'a.example');
    await editor.put(`articles/${first.id}`, { text: `${FEES.body}\n更正:生效日为1月15日。` }).expect(200);
    expect((await bring(FEES, 'a.example')).revision.number).toBe(2);
    expect((await bring(FEES_COPY, 'a.example')).revision.number).toBe(3);
  });

  it('is one article when many sites bring it at once', async () => {
    const brought = await Promise.all(['a', 'b', 'c', 'd'].map((name) => bring(FEES, `${name}.example`)));
    expect(new Set(brought.map(({ id }) => id)).size).toBe(1);
    expect(await trailOf(brought[0].id)).toMatchObject({ articles: 1, sources: 4 });
  });
});

describe('a syndicated copy (T1)', () => {
  it.each([
    ['with other lines around it', FEES_COPY],
    ['in traditional characters', { title: traditional(FEES.title), body: traditional(FEES.body) }],
    ['cut to its beginning', FEES_EXCERPT],
  ])('%s is attached by itself, with the figure that decided', async (_, copy) => {
    const first = await bring(FEES, 'a.example');
    const second = await bring(copy, 'b.example');
    expect(second).toMatchObject({ leadId: first.id });
    const trail = await trailOf(second.id);
    expect(trail).toMatchObject({
      leadId: first.id,
      articles: 2,
      sources: 2,
      independent: 1,
      earliest: { publisher: 'a.example' },
    });
    expect(trail.items[1].attachedBy).toMatchObject({ tier: 'T1', toArticleId: first.id, decidedBy: 'rule' });
    expect(trail.items[1].attachedBy.figure).toBeGreaterThanOrEqual(0);
    expect(
      await rows(
        `SELECT actor, detail->>'tier' AS tier FROM audit_event WHERE action = 'article.attach' AND subject_id = $1`,
        [second.id],
      ),
    ).toEqual([{ actor: 'rule', tier: 'T1' }]);
  });

  it('is found when it arrived at the same moment', async () => {
    const brought = await Promise.all([bring(FEES, 'a.example'), bring(FEES_COPY, 'b.example')]);
    await settle();
    const leads = await clusterOf();
    const [earlier, later] = brought.map(({ id }) => id).sort();
    expect(leads).toEqual([
      { id: earlier, leadId: null },
      { id: later, leadId: earlier },
    ]);
  });

  it('that an editor parts is never attached again', async () => {
    const first = await bring(FEES, 'a.example');
    const second = await bring(FEES_COPY, 'b.example');
    expect((await editor.post(`articles/${second.id}/detach`).expect(200)).body).toMatchObject({ articles: 1 });
    await settle();
    await editor.put(`articles/${second.id}`, { text: `${FEES_COPY.body}\n又一行。` }).expect(200);
    await settle();
    expect((await clusterOf()).map((row: { leadId: string | null }) => row.leadId)).toEqual([null, null]);
    await editor.post(`articles/${second.id}/detach`).expect(409);
    // Until the editor says otherwise.
    expect((await editor.post(`articles/${second.id}/suggestions/${first.id}/accept`).expect(200)).body.articles).toBe(
      2,
    );
  });

  it('takes over when the first of its cluster leaves', async () => {
    const [a, b, c] = [await bring(FEES, 'a.example'), await bring(FEES_COPY, 'b.example'), await bring({ title: traditional(FEES.title), body: traditional(FEES.body) }, 'c.example')]; // prettier-ignore
    await editor.post(`articles/${a.id}/detach`).expect(200);
    expect(await clusterOf()).toEqual([{ id: a.id, leadId: null }, { id: b.id, leadId: null }, { id: c.id, leadId: b.id }]); // prettier-ignore
    await settle();
    expect((await clusterOf())[0].leadId).toBeNull();
  });

  it('is not the next issue of a report, which is only offered', async () => {
    const first = await bring(rates({ number: 41, west: 1820, east: 2790, fall: 4.2 }), 'a.example');
    const second = await bring(rates({ number: 42, west: 1764, east: 2655, fall: 3.1 }), 'a.example', { sourceUrl: 'https://a.example/42' }); // prettier-ignore
    expect(second.leadId).toBeNull();
    expect((await trailOf(second.id)).suggestions).toMatchObject([{ articleId: first.id, tier: 'T1' }]);
  });
});

describe('the same story (T2)', () => {
  it('is offered to the editor, in any language, and joined by them only', async () => {
    const zh = await bring(FEES, 'a.example');
    const retold = await bring(FEES_RETOLD, 'b.example');
    const en = await bring(FEES_EN, 'c.example');
    for (const [n, story] of [TEMU, SHOPIFY_EN].entries()) await bring(story, `other${n}.example`);
    await settle();
    expect((await clusterOf()).every((row: { leadId: string | null }) => row.leadId === null)).toBe(true);
    const { suggestions } = await trailOf(zh.id);
    expect(suggestions.map((one: { articleId: string }) => one.articleId).sort()).toEqual([retold.id, en.id].sort());
    expect(suggestions[0]).toMatchObject({ tier: 'T2', measure: 'cosine', isPreselected: true });
    expect(suggestions[0].shared).toContain('actor:amazon');

    const trail = (await editor.post(`articles/${en.id}/suggestions/${zh.id}/accept`).expect(200)).body;
    expect(trail).toMatchObject({ leadId: zh.id, articles: 2, sources: 2, independent: 2 });
    expect(trail.items[1].attachedBy).toMatchObject({ tier: 'T2', measure: 'cosine', decidedBy: 'admin-token' });
    await settle();
    const { body } = await editor.get(`articles/${zh.id}/appraisal`).expect(200);
    expect(body.points).toContainEqual({ reason: 'sources', points: 3, detail: ['2'] });
  });

  it('that is refused is not offered again', async () => {
    const zh = await bring(FEES, 'a.example');
    const en = await bring(FEES_EN, 'c.example');
    await settle();
    await editor.post(`articles/${zh.id}/suggestions/${en.id}/refuse`).expect(200);
    await rows('UPDATE article SET appraised_version = 0');
    await settle();
    expect((await trailOf(zh.id)).suggestions).toEqual([]);
    const again = await editor.post(`articles/${en.id}/suggestions/${zh.id}/refuse`).expect(409);
    expect(again.body.code).toBe('suggestion.is-refused');
  });

  it('is not seen after two weeks', async () => {
    const zh = await bring(FEES, 'a.example');
    await bring(FEES_EN, 'c.example', { publishedAt: '2025-12-01' });
    await settle();
    expect((await trailOf(zh.id)).suggestions).toEqual([]);
  });

  it('of nobody is a 404', async () => {
    const { id } = await bring(FEES, 'a.example');
    expect((await editor.post(`articles/${id}/suggestions/${UNKNOWN}/accept`).expect(404)).body.code).toBe('suggestion.not-found'); // prettier-ignore
    await editor.get(`articles/${UNKNOWN}/trail`).expect(404);
    await editor.post(`articles/${UNKNOWN}/detach`).expect(404);
  });
});

describe('an article from before the catalog', () => {
  it('is taken in by the background job, with its origin', async () => {
    const { id } = await bring(FEES, 'a.example');
    await rows('TRUNCATE article_origin, article_search, article_fingerprint, article_appraisal, article_change');
    await rows(`UPDATE article SET appraised_version = 0, topics = '{}', score = 0, host = NULL`);
    expect((await editor.get('catalog').expect(200)).body).toMatchObject({ outdated: 1 });
    await settle();
    expect((await editor.get('catalog').expect(200)).body).toMatchObject({ outdated: 0, changed: 0 });
    expect(await trailOf(id)).toMatchObject({
      sources: 1,
      items: [{ url: 'https://a.example/a', recognisedBy: 'first' }],
    });
    const again = await bring(FEES, 'a.example', { sourceUrl: 'https://a.example/a?utm_source=x' });
    expect(again.id).toBe(id);
    expect(again.topics).toContain('marketplace-amazon');
  });
});
