import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { ShiftExtraction } from '#src/shifts/shift-extraction.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, QUOTES } from '../../support/editorial.js';

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let article: { id: string; revision: { id: string } };
beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
  article = await editor.addArticle();
});
afterAll(() => api.close());

describe('the claim of an editor', () => {
  const claim = { quotes: [QUOTES.closed], actor: { name: 'Meta' }, kind: 'open_to_closed', modality: 'planned' };

  it('may not bring in a number that the article does not say', async () => {
    const answer = await editor
      .post('shifts', { articleId: article.id, ...claim, object: '700亿美元', to: '6000亿美元' })
      .expect(422);
    expect(answer.body).toMatchObject({
      code: 'shift.number-without-evidence',
      faults: [{ field: 'object', numbers: ['700亿'] }],
    });
  });

  it('may not prove a number of its headline by its own words', async () => {
    const body = {
      articleId: article.id,
      ...claim,
      object: '6000亿美元',
      headline: { en: 'US$600 billion go closed' },
    };
    const answer = await editor.post('shifts', body).expect(422);
    expect(answer.body).toMatchObject({ code: 'shift.number-without-evidence', faults: [{ field: 'headline.en' }] });
  });

  it('takes the words of a date from the article', async () => {
    const date = {
      text: '2027年秋季',
      start: '2027-09-01',
      end: '2027-11-30',
      precision: 'season',
      relative: false,
      role: 'planned',
    };
    const answer = await editor.post('shifts', { articleId: article.id, ...claim, date }).expect(422);
    expect(answer.body.code).toBe('shift.date-not-found');
    const own = { ...date, text: '2026年春季', start: '2026-03-01', end: '2026-05-31' };
    await editor.post('shifts', { articleId: article.id, ...claim, date: own, object: 'Avocado' }).expect(201);
  });
});

describe('an article', () => {
  it('can be corrected in what is known about it, and is looked through again', async () => {
    const database = api.app.get(DataSource);
    await api.app.get(ShiftExtraction).run(article.revision.id);
    const patched = await editor
      .patch(`articles/${article.id}`, { publishedAt: '2025-12-01', publisher: null, language: 'zh-TW' })
      .expect(200);
    expect(patched.body).toMatchObject({ publishedAt: '2025-12-01T00:00:00.000Z', publisher: null, language: 'zh-TW' });
    expect(patched.body.revision).toMatchObject({ extractedWith: null, extractionTries: 0 });
    await editor.patch(`articles/${article.id}`, {}).expect(400);
    await database.query(`UPDATE article_revision SET extraction_tries = 5`);
    expect(await api.app.get(ShiftExtraction).run(article.revision.id)).toEqual({ proposed: 0 });
    expect((await editor.get(`articles/${article.id}`)).body.revision.extractedWith).toBeNull();
    await editor.post(`articles/${article.id}/extract`).expect(202);
    await api.app.get(ShiftExtraction).run(article.revision.id);
    expect((await editor.get(`articles/${article.id}`)).body.revision.extractedWith).toMatch(/^rules@/);
  });
});
