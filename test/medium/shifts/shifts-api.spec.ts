import { DataSource } from 'typeorm';
import request from 'supertest';
import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftReader, ShiftsApiModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
const INVEST = { quotes: [QUOTES.invest], kind: 'invest', from: null, to: null, object: '数据中心' };
const LAYOFF = { quotes: [QUOTES.layoff], kind: 'layoff', from: null, to: null, object: null };

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let articleId: string;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  await rows('TRUNCATE article, article_revision, shift CASCADE');
  articleId = (await editor.addArticle()).id;
});

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
async function actionsOf(shiftId: string): Promise<string[]> {
  const events = await rows(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`, [shiftId]);
  return events.map((event: { action: string }) => event.action);
}
function fieldsOf(answer: { body: { errors: { field: string }[] } }): string[] {
  return [...new Set(answer.body.errors.map((error) => error.field))].sort();
}
function refuse(status: number, code: string) {
  return (answer: { status: number; body: { code: string } }) => {
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  };
}
const forget = (words: string) =>
  editor.put(`articles/${articleId}`, { text: ARTICLE_TEXT.replace(words, '') }).expect(200);

describe("an editor's own shift", () => {
  it('has its quotes found in the article and its amounts read from them', async () => {
    const shift = await editor.proposeShift(articleId, {
      ...INVEST,
      quotes: [QUOTES.invest, QUOTES.closed],
      headline: { en: 'Meta invests US$600 billion' },
    });
    const [first, second] = shift.claim.evidence;
    expect(ARTICLE_TEXT.slice(first.start, first.end)).toBe(QUOTES.invest);
    expect(ARTICLE_TEXT.slice(second.start, second.end)).toBe(QUOTES.closed);
    expect(shift.claim.amounts).toMatchObject([{ text: '6000亿美元', value: 6e11, currency: 'USD' }]);
    for (const { start, end, text } of shift.claim.amounts) expect(ARTICLE_TEXT.slice(start, end)).toBe(text);
    expect(shift).toMatchObject({
      status: 'proposed',
      version: 1,
      articleId,
      claim: { source: 'editor', confidence: 1, actor: { id: null, name: 'Meta', resolvedBy: 'editor' } },
      article: { id: articleId, title: 'Meta换挡', publishedAt: '2025-12-12T00:00:00.000Z', language: 'zh-CN' },
      brokenQuotes: [],
    });
    expect(await actionsOf(shift.id)).toEqual(['shift.propose']);
  });

  it('is refused when a quote is not in the article to the letter', async () => {
    const shift = {
      articleId,
      actor: { name: 'Meta' },
      kind: 'invest',
      modality: 'planned',
      quotes: ['公司承诺到2028年将在美国投入6000亿美元'],
    };
    const answer = await editor.post('shifts', shift).expect(refuse(422, 'shift.quote-not-found'));
    expect(answer.body.quote).toBe(shift.quotes[0]);
    await forget('Avocado');
    await editor
      .post('shifts', { ...shift, quotes: ['发布代号为Avocado的新模型'] })
      .expect(refuse(422, 'shift.quote-not-found'));
    expect(await rows('SELECT 1 FROM shift')).toEqual([]);
  });

  it('is refused when its headline says a number that its quotes do not', async () => {
    const shift = {
      articleId,
      actor: { name: 'Meta' },
      modality: 'planned',
      ...INVEST,
      headline: { en: 'Meta invests US$60 billion', 'zh-CN': '6000亿' },
    };
    const answer = await editor.post('shifts', shift).expect(refuse(422, 'shift.number-without-evidence'));
    expect(answer.body.faults).toEqual([{ field: 'headline.en', numbers: ['60 billion'] }]);
  });

  it('is refused a second time, and for an article nobody knows', async () => {
    await editor.proposeShift(articleId);
    const again = {
      articleId,
      quotes: [QUOTES.closed],
      actor: { name: 'META' },
      kind: 'open_to_closed',
      modality: 'done',
      object: 'avocado',
    };
    await editor.post('shifts', again).expect(refuse(409, 'shift.known'));
    await editor.post('shifts', { ...again, articleId: UNKNOWN }).expect(refuse(404, 'article.not-found'));
  });

  it.each([
    ['no quotes', { quotes: [] }, ['quotes']],
    ['a short quote', { quotes: ['Meta'] }, ['quotes.0']],
    ['half a character in a quote', { quotes: ['\ude00这是一句很长的引文'] }, ['quotes.0']],
    ['too many quotes', { quotes: Array.from({ length: 11 }, () => QUOTES.closed) }, ['quotes']],
    ['an unknown kind', { kind: 'miracle' }, ['kind']],
    ['an unknown modality', { modality: 'sure' }, ['modality']],
    ['a nameless actor', { actor: { name: '' } }, ['actor.name']],
    ['a blank actor', { actor: { name: '  ' } }, ['actor.name']],
    ['an endless actor', { actor: { name: 'x'.repeat(301) } }, ['actor.name']],
    ['an actor with a control character', { actor: { name: 'Me\u0000ta' } }, ['actor.name']],
    ['a control character', { to: 'a\u0000b' }, ['to']],
    ['half a character', { attribution: 'a\ud800' }, ['attribution']],
    ['a control character in a headline', { headline: { en: 'a\u0000b' } }, ['headline.en']],
    ['a control character in an impact', { impact: { 'zh-TW': 'a\u0007b' } }, ['impact.zh-TW']],
    ['a language that is not mailed', { headline: { fr: 'x' } }, ['headline']],
    [
      'a day that is none',
      { date: { text: 'x', start: '2025-02-30', end: null, precision: 'day', relative: false, role: 'planned' } },
      ['date.start'],
    ],
    ['its own amounts', { amounts: [] }, ['']],
    ['its own confidence', { confidence: 1 }, ['']],
  ])('with %s is refused by name', async (_, given, fields) => {
    const shift = {
      articleId,
      quotes: [QUOTES.closed],
      actor: { name: 'Meta' },
      kind: 'open_to_closed',
      modality: 'planned',
      to: '封闭',
      ...given,
    };
    expect(fieldsOf(await editor.post('shifts', shift).expect(400))).toEqual(fields);
    expect(await rows('SELECT 1 FROM shift')).toEqual([]);
  });
});

describe('one shift', () => {
  it('is shown with the surroundings of every quote', async () => {
    const { id } = await editor.proposeShift(articleId, { quotes: [QUOTES.invest, QUOTES.closed], kind: 'invest' });
    const { body } = await editor.get(`shifts/${id}`).expect(200);
    expect(body.context).toHaveLength(2);
    const surroundings: { before: string; quote: string; after: string }[] = body.context;
    for (const [index, { before, quote, after }] of surroundings.entries()) {
      expect(ARTICLE_TEXT).toContain(before + quote + after);
      expect(quote).toBe(body.claim.evidence[index].quote);
    }
  });

  it('keeps words that look like markup or SQL as they are', async () => {
    const words = `<script>alert('x')</script> "; DROP TABLE shift; -- ⟦unsubscribe-url⟧`;
    const { id } = await editor.proposeShift(articleId, { to: words, impact: { en: words } });
    const { body } = await editor.get(`shifts/${id}`).expect(200).expect('content-type', /json/);
    expect([body.claim.to, body.impact.en]).toEqual([words, words]);
  });

  it('that nobody knows is a 404 on every route', async () => {
    await editor.get(`shifts/${UNKNOWN}`).expect(refuse(404, 'shift.not-found'));
    await editor.patch(`shifts/${UNKNOWN}`, { version: 1 }).expect(refuse(404, 'shift.not-found'));
    for (const command of ['confirm', 'reopen'])
      await editor.post(`shifts/${UNKNOWN}/${command}`).expect(refuse(404, 'shift.not-found'));
    await editor.post(`shifts/${UNKNOWN}/reject`, { reason: 'x' }).expect(refuse(404, 'shift.not-found'));
    await editor.get('shifts/x').expect(400);
    await editor.post('shifts/x/confirm').expect(400);
  });
});

describe('the list of shifts', () => {
  it('comes newest first in pages', async () => {
    const made = [];
    for (const given of [{}, INVEST, LAYOFF]) made.unshift((await editor.proposeShift(articleId, given)).id);
    const first = (await editor.get('shifts?limit=2').expect(200)).body;
    const second = (await editor.get(`shifts?limit=2&cursor=${first.nextCursor}`).expect(200)).body;
    expect([...first.items, ...second.items].map((item: { id: string }) => item.id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
  });

  it('is filtered by status, article, kind, actor and confidence', async () => {
    const closed = await editor.proposeShift(articleId);
    const invest = await editor.proposeShift(articleId, { ...INVEST, actor: { name: 'Alphabet' } });
    await editor.confirmShift(invest.id);
    await rows('UPDATE shift SET confidence = 0.5 WHERE id = $1', [closed.id]);
    const found = async (query: string) =>
      (await editor.get(`shifts?${query}`).expect(200)).body.items.map((item: { id: string }) => item.id);
    expect(await found('status=confirmed')).toEqual([invest.id]);
    expect(await found('status=proposed')).toEqual([closed.id]);
    expect(await found('kind=invest')).toEqual([invest.id]);
    expect(await found('actor=meta')).toEqual([closed.id]);
    expect(await found('minConfidence=0.5')).toEqual([invest.id, closed.id]);
    expect(await found('minConfidence=0.51')).toEqual([invest.id]);
    expect(await found(`articleId=${articleId}`)).toHaveLength(2);
    expect(await found(`articleId=${UNKNOWN}`)).toEqual([]);
    expect(await found('status=confirmed&kind=layoff')).toEqual([]);
  });

  it.each([
    ['status=good', 'status'],
    ['articleId=1', 'articleId'],
    ['kind=miracle', 'kind'],
    ['actor=', 'actor'],
    ['actor=%00', 'actor'],
    ['minConfidence=2', 'minConfidence'],
    ['minConfidence=x', 'minConfidence'],
    ['cursor=x', 'cursor'],
    ['limit=201', 'limit'],
    ['colour=red', ''],
  ])('names the fault in ?%s', async (query, field) => {
    expect(fieldsOf(await editor.get(`shifts?${query}`).expect(400))).toEqual([field]);
  });
});

describe('confirming', () => {
  it('is done once: a second time is a 409, and the audit trail has one line', async () => {
    const { id } = await editor.proposeShift(articleId);
    const shift = await editor.confirmShift(id);
    expect(shift).toMatchObject({
      status: 'confirmed',
      version: 2,
      reviewedBy: 'admin-token',
      reviewedAt: expect.any(String),
    });
    const again = await editor.post(`shifts/${id}/confirm`).expect(refuse(409, 'shift.is-confirmed'));
    expect(again.body).toMatchObject({ status: 409, shiftStatus: 'confirmed', allowedStatuses: ['proposed'] });
    expect(await actionsOf(id)).toEqual(['shift.propose', 'shift.confirm']);
  });

  it('by several editors at once has one winner', async () => {
    const { id } = await editor.proposeShift(articleId);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => editor.post(`shifts/${id}/confirm`)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await actionsOf(id)).toEqual(['shift.propose', 'shift.confirm']);
  });

  it('and rejecting at once leave one decision after the other, never a mixture', async () => {
    const { id } = await editor.proposeShift(articleId);
    await Promise.all([editor.post(`shifts/${id}/confirm`), editor.post(`shifts/${id}/reject`, { reason: 'no' })]);
    const { body } = await editor.get(`shifts/${id}`).expect(200);
    expect([body.status, body.rejectReason]).toEqual(['rejected', 'no']);
    expect(body.version).toBe((await actionsOf(id)).length);
  });

  it('is refused with the quotes that the article does not say any more', async () => {
    const { id } = await editor.proposeShift(articleId, { quotes: [QUOTES.closed, QUOTES.invest] });
    await forget(QUOTES.invest);
    const answer = await editor.post(`shifts/${id}/confirm`).expect(refuse(409, 'shift.broken-quotes'));
    expect(answer.body.quotes.map((evidence: { quote: string }) => evidence.quote)).toEqual([QUOTES.invest]);
    expect((await editor.get(`shifts/${id}`).expect(200)).body).toMatchObject({ status: 'proposed', version: 1 });
    expect(await actionsOf(id)).toEqual(['shift.propose']);
  });

  it('holds when the quotes only moved', async () => {
    const { id } = await editor.proposeShift(articleId);
    await editor.put(`articles/${articleId}`, { text: `前言在此。\n${ARTICLE_TEXT}` }).expect(200);
    await editor.confirmShift(id);
  });

  it.each([
    ['its offsets moved', `jsonb_set(claim, '{evidence,0,start}', to_jsonb((claim#>>'{evidence,0,start}')::int + 1))`],
    ['its hash is another', `jsonb_set(claim, '{evidence,0,sha256}', to_jsonb(repeat('0', 64)))`],
    ['its quote was touched', `jsonb_set(claim, '{evidence,0,quote}', '"并从封闭转向开源,由公司出售访问权限。"')`],
  ])('is refused when %s', async (_, claim) => {
    const { id } = await editor.proposeShift(articleId);
    await rows(`UPDATE shift SET claim = ${claim} WHERE id = $1`, [id]);
    await editor.post(`shifts/${id}/confirm`).expect(refuse(409, 'shift.broken-quotes'));
  });

  it('is refused when the claim says too little for its kind', async () => {
    const { id } = await editor.proposeShift(articleId, {
      kind: 'strategy_refocus',
      from: null,
      to: null,
      object: null,
    });
    const answer = await editor.post(`shifts/${id}/confirm`).expect(refuse(422, 'shift.incomplete'));
    expect(answer.body.detail).toContain('strategy_refocus');
  });
});

describe('confirming many', () => {
  it('gives each its own outcome', async () => {
    const good = await editor.proposeShift(articleId, INVEST);
    const stale = await editor.proposeShift(articleId, LAYOFF);
    const empty = await editor.proposeShift(articleId, {
      kind: 'strategy_refocus',
      from: null,
      to: null,
      object: null,
    });
    const done = await editor.proposeShift(articleId, { kind: 'pricing' });
    await editor.confirmShift(done.id);
    await forget(QUOTES.layoff);
    const ids = [good.id, stale.id, empty.id, done.id, UNKNOWN, good.id];
    const { body } = await editor.post('shifts/confirm', { ids }).expect(200);
    expect(body.outcomes).toEqual([
      { id: good.id, outcome: 'confirmed' },
      { id: stale.id, outcome: 'refused', code: 'shift.broken-quotes' },
      { id: empty.id, outcome: 'refused', code: 'shift.incomplete' },
      { id: done.id, outcome: 'confirmed' },
      { id: UNKNOWN, outcome: 'refused', code: 'shift.not-found' },
      { id: good.id, outcome: 'confirmed' },
    ]);
    expect(await actionsOf(good.id)).toEqual(['shift.propose', 'shift.confirm']);
  });

  it.each([
    [{ ids: [] }, ['ids']],
    [{ ids: ['x'] }, ['ids.0']],
    [{ ids: Array.from({ length: 101 }, () => UNKNOWN) }, ['ids']],
    [{}, ['ids']],
  ])('takes 1 to 100 ids', async (body, fields) => {
    expect(fieldsOf(await editor.post('shifts/confirm', body).expect(400))).toEqual(fields);
  });
});

describe('rejecting and reopening', () => {
  it('keeps the reason, and forgets it when the shift comes back', async () => {
    const { id } = await editor.proposeShift(articleId);
    const rejected = (await editor.post(`shifts/${id}/reject`, { reason: ' 旧闻\n见上期 ' }).expect(200)).body;
    expect(rejected).toMatchObject({ status: 'rejected', rejectReason: '旧闻\n见上期', reviewedBy: 'admin-token' });
    await editor.post(`shifts/${id}/confirm`).expect(refuse(409, 'shift.is-rejected'));
    await editor.patch(`shifts/${id}`, { version: 2, to: 'x' }).expect(refuse(409, 'shift.is-rejected'));
    const reopened = (await editor.post(`shifts/${id}/reopen`).expect(200)).body;
    expect(reopened).toMatchObject({
      status: 'proposed',
      rejectReason: null,
      reviewedBy: null,
      reviewedAt: null,
      version: 3,
    });
    await editor.confirmShift(id);
    expect(await actionsOf(id)).toEqual(['shift.propose', 'shift.reject', 'shift.reopen', 'shift.confirm']);
  });

  it('takes a confirmed shift back as well', async () => {
    const { id } = await editor.proposeShift(articleId);
    await editor.confirmShift(id);
    expect((await editor.post(`shifts/${id}/reject`, { reason: '误' }).expect(200)).body.status).toBe('rejected');
    await editor.post(`shifts/${id}/reopen`).expect(200);
    await editor.confirmShift(id);
    expect((await editor.post(`shifts/${id}/reopen`).expect(200)).body.status).toBe('proposed');
    await editor.post(`shifts/${id}/reopen`).expect(refuse(409, 'shift.is-proposed'));
  });

  it.each([[{}], [{ reason: ' ' }], [{ reason: 'x'.repeat(501) }], [{ reason: 'a\u0000b' }], [{ reason: 7 }]])(
    'needs a reason: %j',
    async (body) => {
      const { id } = await editor.proposeShift(articleId);
      expect(fieldsOf(await editor.post(`shifts/${id}/reject`, body).expect(400))).toEqual(['reason']);
    },
  );

  it('leaves a superseded shift alone', async () => {
    const { id } = await editor.proposeShift(articleId);
    await rows(`UPDATE shift SET status = 'superseded' WHERE id = $1`, [id]);
    for (const command of ['confirm', 'reopen'])
      await editor.post(`shifts/${id}/${command}`).expect(refuse(409, 'shift.is-superseded'));
    await editor.post(`shifts/${id}/reject`, { reason: 'x' }).expect(refuse(409, 'shift.is-superseded'));
    await editor.patch(`shifts/${id}`, { version: 1, to: 'x' }).expect(refuse(409, 'shift.is-superseded'));
  });
});

describe('editing', () => {
  it('changes what is given, and reads amounts again from new quotes', async () => {
    const shift = await editor.proposeShift(articleId);
    const edit = {
      version: 1,
      quotes: [QUOTES.invest],
      kind: 'invest',
      actor: { id: 'meta', name: 'Meta Platforms' },
      headline: { en: 'US$600 billion by 2027' },
      impact: { 'zh-CN': '关注广告价格' },
    };
    const { body } = await editor.patch(`shifts/${shift.id}`, edit).expect(200);
    expect(body).toMatchObject({
      version: 2,
      status: 'proposed',
      headline: edit.headline,
      impact: edit.impact,
      claim: {
        kind: 'invest',
        from: '开源',
        to: '封闭',
        object: 'Avocado',
        source: 'editor',
        actor: { id: 'meta', name: 'Meta Platforms', resolvedBy: 'editor' },
      },
    });
    expect(body.claim.evidence.map((evidence: { quote: string }) => evidence.quote)).toEqual([QUOTES.invest]);
    expect(body.claim.amounts).toMatchObject([{ value: 6e11 }]);
    expect((await editor.get('shifts?kind=invest&actor=meta%20platforms').expect(200)).body.items).toHaveLength(1);
    expect(await actionsOf(shift.id)).toEqual(['shift.propose', 'shift.edit']);
  });

  it('clears a field with null', async () => {
    const { id } = await editor.proposeShift(articleId);
    const { body } = await editor
      .patch(`shifts/${id}`, { version: 1, from: null, attribution: '据知情人士透露' })
      .expect(200);
    expect(body.claim).toMatchObject({ from: null, to: '封闭', attribution: '据知情人士透露' });
  });

  it('needs the version that is current', async () => {
    const { id } = await editor.proposeShift(articleId);
    const answers = await Promise.all(['a', 'b', 'c'].map((to) => editor.patch(`shifts/${id}`, { version: 1, to })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const lost = answers.find((answer) => answer.status === 409)!;
    expect(lost.body).toMatchObject({ code: 'shift.changed', version: 2 });
    expect(await actionsOf(id)).toEqual(['shift.propose', 'shift.edit']);
  });

  it('of the claim of a confirmed shift asks for a new confirmation; of headline and impact does not', async () => {
    const { id } = await editor.proposeShift(articleId);
    await editor.confirmShift(id);
    const same = (
      await editor
        .patch(`shifts/${id}`, { version: 2, headline: { en: 'Meta closes up' }, impact: { en: 'Check' } })
        .expect(200)
    ).body;
    expect(same).toMatchObject({ status: 'confirmed', version: 3, reviewedBy: 'admin-token' });
    const other = (await editor.patch(`shifts/${id}`, { version: 3, to: '只租不送' }).expect(200)).body;
    expect(other).toMatchObject({ status: 'proposed', version: 4, reviewedBy: null, reviewedAt: null });
  });

  it('refuses a quote that is not there and a number without evidence', async () => {
    const { id } = await editor.proposeShift(articleId, INVEST);
    await editor
      .patch(`shifts/${id}`, { version: 1, quotes: ['这一句不在文章里面'] })
      .expect(refuse(422, 'shift.quote-not-found'));
    const answer = await editor.patch(`shifts/${id}`, {
      version: 1,
      headline: { 'zh-CN': '投入7000亿美元', en: 'by 2027' },
    });
    expect(answer.body).toMatchObject({
      code: 'shift.number-without-evidence',
      faults: [{ field: 'headline.zh-CN', numbers: ['7000亿'] }],
    });
    expect((await editor.get(`shifts/${id}`)).body.version).toBe(1);
  });

  it('refuses a number without evidence in the impact, as an edition would', async () => {
    const { id } = await editor.proposeShift(articleId, { ...INVEST, impact: { en: 'By 2027' } });
    const answer = await editor.patch(`shifts/${id}`, { version: 1, impact: { en: 'Act within 90 days' } });
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'shift.number-without-evidence',
      faults: [{ field: 'impact.en', numbers: ['90'] }],
    });
  });

  it('refuses to take away the evidence of a number in the headline', async () => {
    const { id } = await editor.proposeShift(articleId, { ...INVEST, headline: { en: 'Meta: US$600 billion' } });
    await editor
      .patch(`shifts/${id}`, { version: 1, quotes: [QUOTES.closed] })
      .expect(refuse(422, 'shift.number-without-evidence'));
  });

  it.each([
    ['no version', { to: 'x' }, ['version']],
    ['a version in words', { version: 'one' }, ['version']],
    ['an unknown field', { version: 1, status: 'confirmed' }, ['']],
    ['an empty phrase', { version: 1, to: '' }, ['to']],
    ['half a character', { version: 1, headline: { en: 'x\udfff' } }, ['headline.en']],
    ['no quotes left', { version: 1, quotes: [] }, ['quotes']],
    ['a blank impact', { version: 1, impact: { en: ' ' } }, ['impact.en']],
  ])('with %s is refused by name', async (_, body, fields) => {
    const { id } = await editor.proposeShift(articleId);
    expect(fieldsOf(await editor.patch(`shifts/${id}`, body).expect(400))).toEqual(fields);
  });
});

describe('an edition that reads shifts', () => {
  it('is told which quotes do not hold any more', async () => {
    const { id } = await editor.proposeShift(articleId, { quotes: [QUOTES.closed, QUOTES.invest] });
    await editor.confirmShift(id);
    const read = async () => (await api.app.get(ShiftReader).forEdition(api.app.get(DataSource), [id, UNKNOWN]))[0]!;
    expect(await read()).toMatchObject({
      id,
      status: 'confirmed',
      version: 2,
      brokenQuotes: [],
      article: { id: articleId, publisher: null, publishedAt: new Date('2025-12-12') },
    });
    await forget(QUOTES.closed);
    expect((await read()).brokenQuotes.map((evidence) => evidence.quote)).toEqual([QUOTES.closed]);
    await editor.put(`articles/${articleId}`, { text: ARTICLE_TEXT }).expect(200);
    expect((await read()).brokenQuotes).toEqual([]);
    await rows(`UPDATE article_revision SET body = 'x' || body WHERE number = 1`);
    expect((await read()).brokenQuotes).toHaveLength(2);
  });
});

describe('without the token', () => {
  it.each([
    ['get', 'shifts'],
    ['post', 'shifts'],
    ['post', 'shifts/confirm'],
    ['get', `shifts/${UNKNOWN}`],
    ['patch', `shifts/${UNKNOWN}`],
    ['post', `shifts/${UNKNOWN}/confirm`],
    ['post', `shifts/${UNKNOWN}/reject`],
    ['post', `shifts/${UNKNOWN}/reopen`],
  ] as const)('%s %s answers nothing', async (method, path) => {
    await request(api.app.getHttpServer())[method](`/api/admin/${path}`).expect(refuse(401, 'auth.required'));
  });
});
