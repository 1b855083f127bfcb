import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DigestsApiModule } from '#src/digests/index.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { ModelWork } from '#src/shifts/llm/model-work.js';
import { ShiftsApiModule, WordsModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, QUOTES } from '../../support/editorial.js';
import { aFakeLlm, givenText, sendStatus, type Behaviour, type FakeLlm } from '../../support/fake-llm.js';

const HEADLINE = 'Meta承诺投入6000亿美元';
const IMPACT = '算力成本可能传导到广告价格,请复核预算。';
const LABEL = {
  en: 'Machine translation, not reviewed by an editor',
  'zh-CN': '机器翻译，未经编辑审阅',
  'zh-TW': '機器翻譯，未經編輯審閱',
};

let fake: FakeLlm;
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
beforeAll(async () => {
  fake = await aFakeLlm();
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule, WordsModule, DigestsApiModule], {
    TRANSLATION: 'llm',
    LLM_BASE_URL: fake.url,
    LLM_MODEL: 'test-model',
    LLM_TIMEOUT_SECONDS: '5',
  });
  editor = anEditor(api);
});
afterAll(async () => {
  await api.close();
  await fake.close();
});
const sql = <T extends object>(text: string) => selectRows<T>(api.app.get(DataSource), text);
beforeEach(async () => {
  await sql(
    'TRUNCATE edition, edition_item, shift, article, article_revision, translation, model_endpoint, model_usage CASCADE',
  );
  fake.requests = [];
  fake.behave = translate;
});

/** What a good model would say. */
const translate: Behaviour = (question) =>
  givenText(question).includes('承诺') || givenText(question).includes('pledges')
    ? { text: question.body.messages[0]!.content.includes('into English') ? '⟦n1⟧ pledges ⟦n2⟧' : '⟦n1⟧承诺投入⟦n2⟧' }
    : { text: 'Compute costs may reach ad prices, so check your ad budget again.' };

async function anEdition(headline: object = { 'zh-CN': HEADLINE }, impact: object = { 'zh-CN': IMPACT }) {
  const { id: articleId } = await editor.addArticle();
  const shift = await editor.proposeShift(articleId, {
    quotes: [QUOTES.invest],
    kind: 'invest',
    from: null,
    to: null,
    object: '数据中心',
    headline,
    impact,
  });
  await editor.confirmShift(shift.id);
  const edition = (await editor.post('editions', { title: '第一期', items: [{ shiftId: shift.id }] }).expect(201)).body;
  return { edition, shift };
}
async function work(): Promise<void> {
  for (let step = 0; step < 10 && (await api.app.get(ModelWork).translateOne(60)); step += 1);
}
const preview = async (id: string, locale: string) => {
  const html = await editor.get(`editions/${id}/preview?locale=${locale}&format=html`).expect(200);
  const text = await editor.get(`editions/${id}/preview?locale=${locale}&format=text`).expect(200);
  return { html: html.text, text: text.text };
};
const outcomes = () =>
  sql<{ state: string; reason: string | null }>('SELECT state, reason FROM translation ORDER BY id');
const hurry = () => sql(`UPDATE translation SET next_try_at = now() WHERE state = 'wanted'`);

describe('words that editors left in one language', () => {
  it('are translated, and labelled in the mail, its text part and the API', async () => {
    const { edition } = await anEdition();
    await work();
    const { html, text } = await preview(edition.id, 'en');
    for (const part of [html, text]) {
      expect(part).toContain('Meta pledges US$600 billion');
      expect(part.replaceAll(/\s+/g, ' ').split(LABEL.en)).toHaveLength(3);
    }
    const { body } = await editor.get(`editions/${edition.id}`).expect(200);
    expect(body.items[0].machine).toEqual({
      headline: { en: 'Meta pledges US$600 billion' },
      impact: { en: 'Compute costs may reach ad prices, so check your ad budget again.' },
    });
    const simplified = await preview(edition.id, 'zh-CN');
    expect(simplified.html + simplified.text).not.toContain(LABEL['zh-CN']);
  });

  it('keep their label when the edition is approved and kept', async () => {
    const { edition } = await anEdition();
    await work();
    await editor.post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200);
    await sql('TRUNCATE translation');
    expect((await preview(edition.id, 'en')).html).toContain(LABEL.en);
  });

  it('from English serve both Chinese scripts', async () => {
    const { edition } = await anEdition({ en: 'Meta pledges $600 billion' }, {});
    await work();
    const traditional = await preview(edition.id, 'zh-TW');
    expect(traditional.html).toContain('Meta承諾投入6000億美元');
    expect(traditional.text).toContain(LABEL['zh-TW']);
  });

  it('lose the label as soon as an editor writes', async () => {
    const { edition, shift } = await anEdition();
    await work();
    const { body: known } = await editor.get(`shifts/${shift.id}`).expect(200);
    await editor
      .patch(`shifts/${shift.id}`, {
        version: known.version,
        headline: { 'zh-CN': HEADLINE, en: 'Meta will spend US$600 billion' },
        impact: { 'zh-CN': IMPACT, en: 'Check your budget.' },
      })
      .expect(200);
    const { html, text } = await preview(edition.id, 'en');
    expect(html).toContain('Meta will spend US$600 billion');
    expect(html + text).not.toContain(LABEL.en);
  });

  it.each<[string, Behaviour, string]>([
    ['a number of its own', () => ({ text: '⟦n1⟧ pledges ⟦n2⟧, 60 billion more than planned' }), 'number-written'],
    ['a lost mark', () => ({ text: 'Meta pledges ⟦n2⟧' }), 'mark-missing'],
    ['Chinese', () => ({ text: '⟦n1⟧承诺投入⟦n2⟧' }), 'not-translated'],
    ['another shape', () => ({ translation: 'x' }), 'wrong-shape'],
  ])('fall back to the headline from the data after %s', async (_what, behave, reason) => {
    const { edition } = await anEdition({ 'zh-CN': HEADLINE }, {});
    fake.behave = behave;
    await work();
    await hurry();
    await work();
    expect(await outcomes()).toEqual([{ state: 'failed', reason }]);
    const { html } = await preview(edition.id, 'en');
    expect(html).toContain('Meta: Investment');
    expect(html).not.toContain(LABEL.en);
  });

  it('wait while the model is away, and hold no edition up', async () => {
    const { edition } = await anEdition();
    fake.behave = (_question, response) => {
      sendStatus(response, 503);
    };
    await work();
    expect((await outcomes()).every(({ state }) => state === 'wanted')).toBe(true);
    await editor.post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200);
  });

  it('are translated once, however often they stand somewhere', async () => {
    await anEdition();
    await work();
    const asked = fake.questions().length;
    await work();
    expect(fake.questions()).toHaveLength(asked);
    expect(asked).toBe(2);
  });
});
