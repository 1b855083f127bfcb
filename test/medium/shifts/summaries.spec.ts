import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule, WordsModule } from '#src/shifts/index.js';
import { ShiftExtraction } from '#src/shifts/shift-extraction.js';
import { SummaryKeeper } from '#src/shifts/summary/summary-keeper.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { DataSource } from 'typeorm';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, QUOTES } from '../../support/editorial.js';

/** Written for these tests. */
const TEXT = `银帆换挡
银帆平台创立于东港,目前服务三十多个国家的商家。商家们每天在后台处理大量订单,也常常抱怨客服回复太慢。
亚马逊宣布,自2026年3月1日起把服装类佣金从17%下调到12%。佣金下调以后,低价商品的毛利会明显改善。
2026年2月,Shopee裁减了500个职位。他们当中的大多数人负责客服工作。`;

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let keeper: SummaryKeeper;
beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule, WordsModule]);
  editor = anEditor(api);
  keeper = api.app.get(SummaryKeeper);
});
afterAll(() => api.close());

const stored = (revisionId: string) =>
  selectRows<{ budget: number; basis: string }>(
    api.app.get(DataSource),
    `SELECT budget, basis FROM article_summary WHERE revision_id = $1 ORDER BY budget`,
    [revisionId],
  );

async function aReadArticle(text = TEXT, source = 'a') {
  const article = await editor.addArticle({ text, title: '银帆换挡', sourceUrl: `https://source.example/${source}` });
  await api.app.get(ShiftExtraction).run(article.revision.id);
  return article;
}
const summary = async (id: string, query = '') => (await editor.get(`articles/${id}/summary${query}`).expect(200)).body;

describe('the summary of an article', () => {
  it('is made of its own sentences, with offsets, and stored for every budget when its shifts change', async () => {
    const article = await aReadArticle();
    const before = await summary(article.id);
    expect(before).toMatchObject({
      basis: 'proposed',
      origin: 'article',
      locale: 'zh-CN',
      budget: 240,
      isConverted: false,
    });
    for (const { start, end, quote } of before.sentences) expect(article.text.slice(start, end)).toBe(quote);
    expect(before.text).toContain('佣金从17%下调到12%');
    expect(await keeper.renew()).toBeGreaterThan(0);
    expect(await stored(article.revision.id)).toEqual([120, 240, 400].map((budget) => ({ budget, basis: 'proposed' })));
    expect(await summary(article.id)).toEqual(before);
    expect(await keeper.renew()).toBe(0);
  });

  it('follows what an editor confirms, at once when read and soon in the store', async () => {
    const article = await aReadArticle(TEXT.replace('银帆平台创立', '蓝湾平台创立'), 'b');
    await keeper.renew();
    const { body: shifts } = await editor.get(`shifts?articleId=${article.id}`).expect(200);
    const layoff = shifts.items.find((shift: { claim: { kind: string } }) => shift.claim.kind === 'layoff');
    await editor.confirmShift(layoff.id);
    const after = await summary(article.id, '?budget=120');
    expect(after.basis).toBe('confirmed');
    expect(after.text).toContain('裁减了500个职位');
    expect(after.text).not.toContain('佣金从17%');
    await keeper.renew();
    expect((await stored(article.revision.id)).map(({ basis }) => basis)).toEqual([
      'confirmed',
      'confirmed',
      'confirmed',
    ]);
  });

  it('is renewed for a new revision, and keeps what was confirmed where it still stands', async () => {
    const article = await aReadArticle(TEXT.replace('银帆平台创立', '红岩平台创立'), 'c');
    const { body: shifts } = await editor.get(`shifts?articleId=${article.id}`).expect(200);
    const layoff = shifts.items.find((shift: { claim: { kind: string } }) => shift.claim.kind === 'layoff');
    await editor.confirmShift(layoff.id);
    const text = `银帆换挡\n开头多了一句话,别的都没有变。\n${TEXT.split('\n').slice(1).join('\n')}`;
    const revised = await editor.put(`articles/${article.id}`, { title: '银帆换挡', text }).expect(200);
    const after = await summary(article.id, '?budget=120');
    expect(after).toMatchObject({ basis: 'confirmed', revisionId: revised.body.revision.id });
    for (const { start, end, quote } of after.sentences) expect(text.slice(start, end)).toBe(quote);
  });

  it('is converted and marked for readers of the other script, and made of headlines for others', async () => {
    const article = await aReadArticle(TEXT.replace('银帆平台创立', '白沙平台创立'), 'd');
    const traditional = await summary(article.id, '?locale=zh-TW');
    expect(traditional).toMatchObject({ origin: 'article', isConverted: true });
    expect(traditional.text).toMatch(/佣金從17%下調到12%.*〔繁〕$/su);
    // The quotes stay as they were published.
    expect(traditional.sentences[0].quote).toMatch(/佣金从17%/u);
    const english = await summary(article.id, '?locale=en');
    expect(english).toMatchObject({ origin: 'headlines' });
    expect(english.text).toMatch(/Amazon: Pricing, .*17%.*12%/u);
    expect(english.text).not.toMatch(/\p{Script=Han}/u);
  });

  it('gives way to an editor’s words, whose numbers must stand in the article', async () => {
    const article = await aReadArticle(TEXT.replace('银帆平台创立', '青石平台创立'), 'e');
    const refused = await editor
      .put(`articles/${article.id}/summary/en`, { text: 'Amazon cuts its fee to 11%.' })
      .expect(422);
    expect(refused.body).toMatchObject({
      code: 'summary.number-not-in-article',
      faults: [{ field: 'text', numbers: ['11'] }],
    });
    const own = await editor
      .put(`articles/${article.id}/summary/en`, { text: 'Amazon cuts its fee to 12%.' })
      .expect(200);
    expect(own.body).toMatchObject({ origin: 'editor', text: 'Amazon cuts its fee to 12%.', unprovenNumbers: [] });
    await editor.put(`articles/${article.id}`, { title: '银帆换挡', text: QUOTES.layoff.repeat(3) }).expect(200);
    expect(await summary(article.id, '?locale=en')).toMatchObject({ origin: 'editor', unprovenNumbers: ['12'] });
    await editor.remove(`articles/${article.id}/summary/en`).expect(204);
    await editor.remove(`articles/${article.id}/summary/en`).expect(404);
    expect((await summary(article.id, '?locale=en')).origin).toBe('headlines');
  });

  it('says which field is wrong', async () => {
    const article = await aReadArticle(TEXT.replace('银帆平台创立', '黑土平台创立'), 'f');
    const budget = await editor.get(`articles/${article.id}/summary?budget=300`).expect(400);
    expect(JSON.stringify(budget.body)).toContain('budget');
    await editor.put(`articles/${article.id}/summary/fr`, { text: 'x' }).expect(400);
    await editor.put(`articles/${article.id}/summary/en`, { text: ' ' }).expect(400);
    await editor.get('articles/019ac000-0000-7000-8000-000000000000/summary').expect(404);
  });
});
