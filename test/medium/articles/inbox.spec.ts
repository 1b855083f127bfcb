import { DataSource } from 'typeorm';
import { AppraisalQueue, ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';
import { FEES, FEES_COPY, FEES_EN, SHOPIFY_EN, TEMU } from '../../support/stories.js';

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(() => rows('TRUNCATE article, article_revision, article_change, inbox_move CASCADE'));

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
function bring({ title, body: text }: { title: string; body: string }, host: string, given: object = {}) {
  return editor.addArticle({ title, text, sourceUrl: `https://${host}/a`, publisher: host, ...given });
}
async function settle(): Promise<void> {
  const queue = api.app.get(AppraisalQueue);
  for (let look = 0; look < 200 && ((await queue.takeChanged()) || (await queue.takeOutdated())); look += 1);
}
const inbox = async (query = '') => (await editor.get(`inbox?${query}`).expect(200)).body;
const ids = async (query = ''): Promise<string[]> => (await inbox(query)).items.map((item: { id: string }) => item.id);
const move = async (body: object) => (await editor.post('inbox/moves', body).expect(200)).body;

describe('the inbox', () => {
  it('shows one row for all copies of a text, and where it was seen first', async () => {
    const first = await bring(FEES, 'a.example');
    await bring(FEES_COPY, 'b.example');
    await bring(FEES, 'c.example');
    const { items, nextCursor } = await inbox();
    expect(nextCursor).toBeNull();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: first.id,
      title: FEES.title,
      state: 'new',
      host: 'a.example',
      cluster: { articles: 2, sources: 3, earliest: { url: 'https://a.example/a', publisher: 'a.example' } },
    });
    expect(items[0].cluster.earliest.firstSeenAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('is narrowed by each filter', async () => {
    const fees = await bring(FEES, 'ebrun.com', { publishedAt: '2025-11-11' });
    const temu = await bring(TEMU, 'zhihu.com', { publishedAt: '2025-11-12T23:30:00Z' });
    const shopify = await bring(SHOPIFY_EN, 'reuters.com', { publishedAt: '2025-11-20' });
    expect(await ids('tier=community')).toEqual([temu.id]);
    expect(await ids('tier=trade&language=zh-CN')).toEqual([fees.id]);
    expect(await ids('topic=marketplace-temu-shein')).toEqual([temu.id]);
    expect(await ids('language=en')).toEqual([shopify.id]);
    expect(await ids('host=reuters.com')).toEqual([shopify.id]);
    expect(await ids('from=2025-11-12&to=2025-11-12')).toEqual([temu.id]);
    expect(await ids('to=2025-11-11')).toEqual([fees.id]);
    expect(await ids('state=kept')).toEqual([]);
    expect(await ids(`minScore=${fees.score}`)).toContain(fees.id);
    expect(await ids('minScore=100')).toEqual([]);
    expect(await ids('hasProposals=true')).toEqual([]);
    expect(await ids(`sourceId=${UNKNOWN}`)).toEqual([]);
    expect(await ids()).toEqual([shopify.id, temu.id, fees.id]);
  });

  it.each(['time', 'score'])('comes in pages without gap or repeat, by %s', async (sort) => {
    for (let n = 0; n < 7; n += 1)
      await bring(
        {
          title: `第${n}篇`,
          body: `完全不同的内容第${n}号,${'甲乙丙丁戊己庚'[n]}公司发布消息${'xyzuvwt'[n]?.repeat(9)}。`,
        },
        `s${n}.example`,
      );
    await rows(`UPDATE article SET score = (abs(hashtext(id::text)) % 3)::smallint`);
    const seen: { id: string; score: number }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string; score: number }[]; nextCursor: string | null } = await inbox(
        `sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
    const sorted = [...seen].sort((a, b) => (sort === 'score' ? b.score - a.score : 0) || (a.id < b.id ? 1 : -1));
    expect(seen).toEqual(sorted);
  });

  it.each([
    ['state=gone', 'state'],
    ['topic=x', 'topic'],
    ['sort=x', 'sort'],
    ['from=2025-13-01', 'from'],
    ['hasProposals=1', 'hasProposals'],
    ['minScore=101', 'minScore'],
    ['host=a%20b', 'host'],
    ['cursor=x', 'cursor'],
    [`sort=score&cursor=${UNKNOWN}`, 'cursor'],
    [`cursor=5.${UNKNOWN}`, 'cursor'],
    ['limit=101', 'limit'],
    ['colour=red', ''],
  ])('names the fault in ?%s', async (query, field) => {
    const { body } = await editor.get(`inbox?${query}`).expect(400);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('knows which articles have shifts that wait, after the background job looked', async () => {
    const { id } = await editor.addArticle({ text: ARTICLE_TEXT });
    const shift = await editor.proposeShift(id);
    await settle();
    expect(await ids('hasProposals=true')).toEqual([id]);
    const proposed = (await editor.get(`articles/${id}/appraisal`).expect(200)).body;
    expect(proposed.points.map((one: { reason: string }) => one.reason)).toContain('shifts');
    await editor.confirmShift(shift.id);
    await settle();
    expect(await ids('hasProposals=true')).toEqual([]);
    const confirmed = (await editor.get(`articles/${id}/appraisal`).expect(200)).body;
    expect(confirmed.score).toBeGreaterThan(proposed.score);
    expect(confirmed.points.reduce((sum: number, one: { points: number }) => sum + one.points, 0)).toBe(
      confirmed.score,
    );
    await editor.post(`shifts/${shift.id}/reject`, { reason: '不成立' }).expect(200);
    await settle();
    const rejected = (await editor.get(`articles/${id}/appraisal`).expect(200)).body;
    expect(rejected.points.map((one: { reason: string }) => one.reason)).not.toContain('shifts');
    expect(QUOTES.closed).toBeTruthy();
  });
});

describe('a move', () => {
  it('moves what stands where it is expected and tells about every other id', async () => {
    const fees = await bring(FEES, 'a.example');
    const copy = await bring(FEES_COPY, 'b.example');
    const temu = await bring(TEMU, 'c.example');
    await move({ ids: [temu.id], to: 'dismissed', expected: ['new'] });
    const answer = await move({
      ids: [fees.id, copy.id, temu.id, UNKNOWN, fees.id],
      to: 'kept',
      expected: ['new'],
      reason: '重要',
    });
    expect(answer.outcomes).toEqual([
      { id: fees.id, outcome: 'moved', state: 'kept' },
      { id: copy.id, outcome: 'folded', leadId: fees.id },
      { id: temu.id, outcome: 'changed', state: 'dismissed' },
      { id: UNKNOWN, outcome: 'unknown' },
    ]);
    expect((await inbox('state=kept')).items[0]).toMatchObject({
      id: fees.id,
      stateReason: '重要',
      stateBy: 'admin-token',
    });
    expect((await editor.get('inbox/counts').expect(200)).body).toEqual({ new: 0, kept: 1, dismissed: 1 });
    const again = await move({ ids: [fees.id], to: 'kept', expected: ['new', 'kept'] });
    expect(again).toEqual({ moveId: null, outcomes: [{ id: fees.id, outcome: 'unchanged', state: 'kept' }] });
    expect(
      await rows(`SELECT detail FROM audit_event WHERE action = 'inbox.move' AND subject_id = $1`, [answer.moveId]),
    ).toEqual([{ detail: { to: 'kept', articleIds: [fees.id] } }]);
  });

  it('is taken back once, for what still stands where it put it', async () => {
    const [fees, temu] = [await bring(FEES, 'a.example'), await bring(TEMU, 'c.example')];
    const { moveId } = await move({ ids: [fees.id, temu.id], to: 'dismissed', expected: ['new'] });
    await move({ ids: [temu.id], to: 'kept', expected: ['dismissed'] });
    const { body } = await editor.post(`inbox/moves/${moveId}/undo`).expect(200);
    expect(body.outcomes.sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1))).toEqual(
      [
        { id: fees.id, outcome: 'moved' },
        { id: temu.id, outcome: 'changed', state: 'kept' },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect((await editor.get('inbox/counts').expect(200)).body).toEqual({ new: 1, kept: 1, dismissed: 0 });
    expect((await editor.post(`inbox/moves/${moveId}/undo`).expect(409)).body.code).toBe('inbox-move.undone');
    await editor.post(`inbox/moves/${UNKNOWN}/undo`).expect(404);
  });

  it('happens once when two editors ask at the same time', async () => {
    const { id } = await bring(FEES, 'a.example');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => move({ ids: [id], to: 'kept', expected: ['new'] })),
    );
    expect(answers.filter(({ moveId }) => moveId !== null)).toHaveLength(1);
  });

  it('repeated with its key answers the same', async () => {
    const { id } = await bring(FEES, 'a.example');
    const body = { ids: [id], to: 'kept', expected: ['new'] };
    const once = (await editor.post('inbox/moves', body, { 'Idempotency-Key': 'k1' }).expect(200)).body;
    expect((await editor.post('inbox/moves', body, { 'Idempotency-Key': 'k1' }).expect(200)).body).toEqual(once);
  });

  it.each([
    [{ ids: [], to: 'kept', expected: ['new'] }, 'ids'],
    [{ ids: ['x'], to: 'kept', expected: ['new'] }, 'ids.0'],
    [{ ids: [UNKNOWN], to: 'gone', expected: ['new'] }, 'to'],
    [{ ids: [UNKNOWN], to: 'kept', expected: [] }, 'expected'],
    [{ ids: [UNKNOWN], to: 'kept' }, 'expected'],
    [{ ids: [UNKNOWN], to: 'kept', expected: ['new'], reason: 'a\u0000' }, 'reason'],
  ])('with a fault is refused by name: %j', async (body, field) => {
    const answer = await editor.post('inbox/moves', body).expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });
});

describe('topics by hand', () => {
  it('count until they are given back, and the rule stays beside them', async () => {
    const { id } = await bring(FEES, 'a.example');
    const { body } = await editor.put(`articles/${id}/topics`, { topics: ['compliance-tax'] }).expect(200);
    expect(body).toMatchObject({ topics: ['compliance-tax'], editorTopics: ['compliance-tax'] });
    expect(body.ruleTopics.map((one: { topic: string }) => one.topic)).toContain('marketplace-amazon');
    expect(await ids('topic=compliance-tax')).toEqual([id]);
    expect(await ids('topic=marketplace-amazon')).toEqual([]);
    expect((await editor.put(`articles/${id}/topics`, { topics: null }).expect(200)).body.topics).toContain(
      'marketplace-amazon',
    );
    await editor.put(`articles/${id}/topics`, { topics: ['x'] }).expect(400);
    await editor.put(`articles/${UNKNOWN}/topics`, { topics: [] }).expect(404);
  });
});

describe('search', () => {
  const search = async (q: string, more = '') =>
    (await editor.get(`search/articles?q=${encodeURIComponent(q)}${more}`).expect(200)).body;
  const found = async (q: string, more = ''): Promise<string[]> =>
    (await search(q, more)).items.map((item: { title: string }) => item.title);

  beforeEach(async () => {
    for (const [n, story] of [FEES, TEMU, FEES_EN, SHOPIFY_EN].entries()) await bring(story, `s${n}.example`);
  });

  it.each([
    ['仓储', [TEMU.title, FEES.title]],
    ['倉儲', [TEMU.title, FEES.title]],
    ['亚马逊', [FEES.title]],
    ['物流', [FEES.title, TEMU.title]],
    ['fees', [FEES_EN.title, SHOPIFY_EN.title]],
    ['"large items"', [FEES_EN.title]],
    ['"items large"', []],
    ['actor:亚马逊', [FEES_EN.title, FEES.title]],
    ['actor:temu 铁路', [TEMU.title]],
    ['Temu 波兰', [TEMU.title]],
    ['税', []],
    ['仓', [TEMU.title]],
    ['没有这样的词', []],
    ["' OR 1=1 --", []],
  ])('finds %s', async (q, titles) => {
    expect(await found(q)).toEqual(titles);
  });

  it('shows where the words stand', async () => {
    const { items } = await search('铁路 海运');
    const [{ snippet }] = items;
    expect(
      snippet.highlights.map(({ start, end }: { start: number; end: number }) => snippet.text.slice(start, end)),
    ).toEqual(['铁路', '海运']);
    expect(TEMU.body).toContain(snippet.text);
    const [hit] = (await search('配送 物流')).items;
    expect(
      hit.titleHighlights.map(({ start, end }: { start: number; end: number }) => hit.title.slice(start, end)),
    ).toEqual(['物流']);
  });

  it('takes the filters of the inbox, and shows one hit for all copies', async () => {
    await bring(FEES_COPY, 'copy.example');
    expect(await found('亚马逊')).toEqual([FEES_COPY.title]);
    expect(await found('fees', '&host=s3.example')).toEqual([SHOPIFY_EN.title]);
    expect(await found('fees', '&state=kept')).toEqual([]);
  });

  it('comes in pages: the title’s hits first', async () => {
    const titles: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 20 && cursor !== null; page += 1) {
      const body: { items: { title: string }[]; nextCursor: string | null } = await search('物流', `&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`); // prettier-ignore
      titles.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor;
    }
    expect(titles).toEqual([FEES.title, TEMU.title]);
    expect(cursor).toBeNull();
  });

  it('follows a new revision', async () => {
    const [{ id }] = (await search('铁路')).items;
    await editor.put(`articles/${id}`, { title: '新标题', text: '平台改用公路运输,其余不变。' }).expect(200);
    expect(await found('铁路')).toEqual([]);
    expect(await found('公路')).toEqual(['新标题']);
  });

  it.each(['q=', 'q=%21%21', 'q=actor%3Anobody', 'q=x&cursor=z', 'q=x&limit=51', 'q=x&colour=red'])(
    'names the fault in ?%s',
    async (query) => {
      const { body } = await editor.get(`search/articles?${query}`).expect(400);
      expect(body.errors).toHaveLength(1);
    },
  );
});

describe('revisions', () => {
  it('are listed, and compared in title and text', async () => {
    const { id } = await bring(FEES, 'a.example');
    await editor.put(`articles/${id}`, { text: FEES.body.replace('0.08美元', '0.09美元') }).expect(200);
    const { body: list } = await editor.get(`articles/${id}/revisions`).expect(200);
    expect(list.items.map((one: { number: number; broughtBy: string }) => [one.number, one.broughtBy])).toEqual([
      [1, 'admin-token'],
      [2, 'admin-token'],
    ]);
    const { body } = await editor.get(`articles/${id}/diff?from=1&to=2`).expect(200);
    expect(body).toMatchObject({ isTitleChanged: false, isTextChanged: true, from: { number: 1 }, to: { number: 2 } });
    expect(body.text.parts.filter((part: { is: string }) => part.is !== 'same')).toEqual([
      { is: 'removed', text: '0.08' },
      { is: 'added', text: '0.09' },
    ]);
    await editor.get(`articles/${id}/diff?from=1&to=1`).expect(400);
    await editor.get(`articles/${id}/diff?from=1&to=3`).expect(404);
    await editor.get(`articles/${UNKNOWN}/revisions`).expect(404);
  });

  it('keep what furniture was taken out, and the words as they came', async () => {
    const raw = `分享到: 微信 微博\n${FEES.body}\n本文来源:某网 https://news.example/a\n粤ICP备2020123456号`;
    const article = await bring({ title: FEES.title, body: raw }, 'a.example');
    expect(article.text).toBe(FEES.body);
    expect(article.revision.strippedLines).toBe(3);
    const { body } = await editor.get(`articles/${article.id}/revisions/1`).expect(200);
    expect(body.rawText).toBe(raw);
    expect(body.stripped.map((line: { rule: string }) => line.rule)).toEqual(['share-zh', 'origin-zh', 'icp']);
    // The same words without the furniture are the same article.
    expect((await bring(FEES, 'b.example')).id).toBe(article.id);
  });

  it('in Japanese or Korean are refused by name', async () => {
    const answer = await editor
      .post('articles', { title: 'お知らせ', text: 'アマゾンは手数料を引き上げると発表した。' })
      .expect(400);
    expect(answer.body.errors).toEqual([
      { field: 'language', message: 'is Japanese, which is not read here; zh-CN, zh-TW and en are' },
    ]);
  });
});
