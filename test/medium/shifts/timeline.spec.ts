import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { SiteModule } from '#src/site/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { axeViolations } from '../../support/axe.js';
import { hasBrowser, openBrowser } from '../../support/browser.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';

const BACK = '据知情人士透露,Meta正考虑重新开放模型权重。';
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let closed: { id: string; version: number };

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule, SiteModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  await rows('TRUNCATE article, article_revision, shift CASCADE');
  const { id } = await editor.addArticle({ publisher: '海岸观察' });
  closed = await editor.confirmShift((await editor.proposeShift(id)).id);
});
const rows = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);
const timeline = async (query = '') => (await editor.http().get(`/api/actors/meta/timeline${query}`).expect(200)).body;

async function opened(day = '2026-03-05') {
  const article = await editor.addArticle({
    title: 'Meta回头',
    text: BACK,
    sourceUrl: 'https://source.example/back',
    publishedAt: day,
  });
  const given = {
    quotes: [BACK],
    kind: 'closed_to_open',
    from: '封闭',
    to: '开放',
    object: null,
    modality: 'considering',
    attribution: '据知情人士透露',
  };
  return editor.confirmShift((await editor.proposeShift(article.id, given)).id);
}
const link = (shift: { id: string; version: number }, id: string, as = 'reverses') =>
  editor.post(`shifts/${shift.id}/supersedes`, { version: shift.version, link: { id, as } });

describe('the timeline of an actor', () => {
  it('has what is confirmed, newest first, with stage, attribution, quote and source, for everybody', async () => {
    const back = await opened();
    const answer = await editor.http().get('/api/actors/meta/timeline').expect(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
    expect(answer.body).toMatchObject({ actor: { slug: 'meta', names: { en: 'Meta' } }, nextCursor: null });
    expect(answer.body.items).toMatchObject([
      {
        id: back.id,
        knownOn: '2026-03-05',
        stage: 'rumoured',
        state: 'rumoured',
        attribution: { class: 'anonymous' },
        quote: { text: BACK, language: 'zh-CN' },
        stages: [{ stage: 'rumoured' }],
      },
      { id: closed.id, stage: 'announced', source: { publisher: '海岸观察', url: 'https://source.example/meta' } },
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('admin-token');
  });

  it('leaves out what is not confirmed, and what its article says no more', async () => {
    await editor.post(`shifts/${closed.id}/reopen`).expect(200);
    expect((await timeline()).items).toEqual([]);
    await editor.confirmShift(closed.id);
    const [{ id }] = await rows('SELECT article_id AS id FROM shift');
    await editor.put(`articles/${id}`, { text: ARTICLE_TEXT.replace(QUOTES.closed, '') }).expect(200);
    expect((await timeline()).items).toEqual([]);
    await editor.http().get('/api/actors/nobody-we-know/timeline').expect(404);
    const bad = await editor.http().get('/api/actors/meta/timeline?cursor=2026-02-28_x&limit=1000').expect(400);
    expect(bad.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['cursor', 'limit']);
  });

  it('tells each stage that was confirmed, once', async () => {
    const edit = async (version: number, modality: string) => {
      await editor.patch(`shifts/${closed.id}`, { version, modality }).expect(200);
      await editor.confirmShift(closed.id);
    };
    await edit(2, 'announced');
    await edit(4, 'done');
    expect((await timeline()).items[0].stages.map(({ stage }: { stage: string }) => stage)).toEqual([
      'announced',
      'in_force',
    ]);
  });

  it('says what a shift goes on from, and what became of it', async () => {
    const back = await opened();
    expect((await editor.get(`shifts/${back.id}`)).body.supersedesHint).toEqual({
      id: closed.id,
      as: 'reverses',
      by: 'rule',
    });
    await link(back, closed.id).expect(200);
    const { items } = await timeline();
    expect(items[0]).toMatchObject({ supersedes: { id: closed.id, as: 'reverses' }, previously: { id: closed.id } });
    expect(items[1]).toMatchObject({ state: 'reversed', stage: 'announced', supersededBy: { id: back.id } });
    await editor.post(`shifts/${back.id}/supersedes`, { version: Number(back.version) + 1, link: null }).expect(200);
    expect((await timeline()).items[1].state).toBe('announced');
  });

  it('takes no link to itself, to a later one, to another actor, or around in a circle', async () => {
    const back = await opened();
    expect((await link(back, back.id).expect(422)).body.errors[0].field).toBe('link.id');
    await link(closed, back.id).expect(422);
    await link({ ...back, version: 99 }, closed.id).expect(409);
    const [{ id }] = await rows('SELECT article_id AS id FROM shift WHERE id = $1', [closed.id]);
    const other = await editor.confirmShift(
      (await editor.proposeShift(id, { actor: { name: 'Shopee' }, object: 'x' })).id,
    );
    await link(back, other.id).expect(422);
    const sameDay = await opened('2025-12-12').catch(() => undefined);
    expect(sameDay).toBeUndefined();
    await rows(`UPDATE shift SET known_on = '2025-12-12'`);
    await link(back, closed.id).expect(200);
    await link(closed, back.id).expect(422);
  });

  it('is read page by page without losing or doubling one', async () => {
    await opened();
    const first = await timeline('?limit=1');
    const second = await timeline(`?limit=1&cursor=${first.nextCursor}`);
    expect([first.items[0].knownOn, second.items[0].id, second.nextCursor]).toEqual(['2026-03-05', closed.id, null]);
  });
});

describe('its page', () => {
  const page = (path = '', language = 'en') =>
    editor.http().get(`/actors/meta${path}`).set('Accept-Language', language);

  it('is there in three languages, may be kept and found, and runs no script', async () => {
    const back = await opened();
    await link(back, closed.id).expect(200);
    const { headers, text } = await page().expect(200);
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=300', 'content-language': 'en' });
    expect(headers['x-robots-tag']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('script');
    expect(text).not.toContain('noindex');
    for (const word of ['Rumoured', 'Reversed', 'Anonymous', 'Previously', BACK, 'https://source.example/back'])
      expect(text).toContain(word);
    expect((await page('', 'zh-TW').expect(200)).text).toContain('策略轉向時間線');
    expect((await page('?lang=zh-CN').expect(200)).text).toContain('<html lang="zh-CN">');
    await page('?before=nonsense').expect(404);
    await editor.http().get('/actors/nobody-we-know').expect(404);
    await editor.http().get('/actors').expect(404);
  });

  it('escapes whatever a source says', async () => {
    const text = '<script>alert(1)</script> & 公司宣布推出新模型。';
    const article = await editor.addArticle({ title: '<b>x</b>', text, sourceUrl: 'https://source.example/odd' });
    const given = { quotes: [text], kind: 'product_launch', from: null, to: null, object: '<i>模型</i>' };
    const proposed = await editor.post('shifts', {
      articleId: article.id,
      actor: { name: 'Meta' },
      modality: 'done',
      ...given,
    });
    await editor.confirmShift(proposed.body.id);
    const answer = await page().expect(200);
    expect(answer.text).not.toMatch(/<script|<b>x|<i>模型/);
  });

  (hasBrowser() ? it : it.skip)('has no fault that axe finds, narrow and wide, light and dark', async () => {
    const back = await opened();
    await link(back, closed.id).expect(200);
    const server = api.app.getHttpServer();
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [width, dark, lang] of [[360, false, 'zh-CN'], [1280, true, 'en'], [360, true, 'zh-TW']] as const) {
      const browser = await openBrowser({ width, dark });
      const tab = await browser.context.newPage();
      await tab.goto(`${origin}/actors/meta?lang=${lang}`);
      expect(await axeViolations(tab)).toEqual([]);
      expect(await tab.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      const folder = process.env['SCREENSHOTS'];
      if (folder !== undefined) await tab.screenshot({ path: `${folder}/timeline-${width}-${lang}.png`, fullPage: true });
      await browser.close();
    }
  }, 60_000); // prettier-ignore
});
