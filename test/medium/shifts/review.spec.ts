import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';

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
  await rows('TRUNCATE article, article_revision, shift, idempotency_record CASCADE');
  articleId = (await editor.addArticle()).id;
});
const rows = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);
const queue = async (query = '') => (await editor.get(`shifts/queue${query}`).expect(200)).body;
const find = async (id: string) => (await editor.get(`shifts/${id}`).expect(200)).body;

/** The same news elsewhere, in words of its own. */
async function anotherArticle(given: { day?: string; amount?: string; publisher?: string } = {}) {
  const quote = `Meta公司表示将向美国的数据中心投入${given.amount ?? '6000亿美元'}。`;
  const article = await editor.addArticle({
    title: 'Another paper',
    text: `${quote}这是${given.publisher ?? 'Other Paper'}在${given.day ?? '前一天'}的报道,与别家的字句不同:${Math.random()}。`,
    sourceUrl: `https://other.example/${Math.random()}`,
    publishedAt: given.day ?? '2025-12-15',
    publisher: given.publisher ?? 'Other Paper',
  });
  return editor.proposeShift(article.id, { ...INVEST, quotes: [quote] });
}

describe('the review queue', () => {
  it('shows what matters most first, each with its quote in its surroundings', async () => {
    const layoff = await editor.proposeShift(articleId, LAYOFF);
    const invest = await editor.proposeShift(articleId, INVEST);
    await editor.confirmShift((await editor.proposeShift(articleId)).id);
    const { items, nextCursor } = await queue();
    expect(items.map(({ id }: { id: string }) => id)).toEqual([invest.id, layoff.id]);
    expect(nextCursor).toBeNull();
    expect(items[0]).toMatchObject({
      article: { title: 'Meta换挡' },
      context: [{ before: ARTICLE_TEXT.slice(0, ARTICLE_TEXT.indexOf(QUOTES.invest)), quote: QUOTES.invest }],
      earlier: [{ kind: 'open_to_closed', stage: 'announced', knownOn: '2025-12-12' }],
      isActorKnown: false,
      sameClaims: [],
      conflicts: [],
    });
    expect(items[0].reviewScore).toBeGreaterThan(items[1].reviewScore);
  });

  it('is read page by page without losing or doubling one', async () => {
    for (let index = 0; index < 7; index += 1) {
      await editor.proposeShift(articleId, { object: `Avocado ${'abcdefg'.charAt(index)}` });
    }
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await queue(`?limit=3${cursor}`);
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  it('is filtered by kind, actor and confidence, and refuses what it does not know by name', async () => {
    await editor.proposeShift(articleId, INVEST);
    await editor.proposeShift(articleId, { ...LAYOFF, actor: { name: 'Harbour Market' } });
    expect((await queue('?kind=layoff')).items).toHaveLength(1);
    expect((await queue('?actor=harbour market')).items).toHaveLength(1);
    expect((await queue('?actor=meta')).items).toHaveLength(1);
    expect((await queue('?minConfidence=0.99&kind=invest')).items).toHaveLength(1);
    const answer = await editor.get('shifts/queue?kind=miracle&cursor=x&colour=red').expect(400);
    expect(answer.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['', 'cursor', 'kind']);
  });

  it('shows who else tells the same, surer together, and what they contradict each other in', async () => {
    const invest = await editor.proposeShift(articleId, INVEST);
    const same = await anotherArticle();
    const other = await anotherArticle({ amount: '5000亿美元', publisher: 'Third Paper' });
    await anotherArticle({ day: '2026-03-01' });
    const item = (await queue()).items.find(({ id }: { id: string }) => id === invest.id);
    expect(item.sameClaims.map(({ id }: { id: string }) => id).sort()).toEqual([same.id, other.id].sort());
    expect(item.conflicts).toEqual([
      {
        field: 'amount',
        values: [
          { value: '6000亿美元', shiftIds: [invest.id, same.id] },
          { value: '5000亿美元', shiftIds: [other.id] },
        ],
      },
    ]);
    expect((await find(invest.id)).conflicts).toEqual(item.conflicts);
  });

  it('keeps apart what an editor told apart', async () => {
    const invest = await editor.proposeShift(articleId, INVEST);
    const same = await anotherArticle();
    await editor.post(`shifts/${invest.id}/apart`, { otherId: same.id }).expect(200);
    expect((await find(invest.id)).sameClaims).toEqual([]);
    expect((await find(same.id)).sameClaims).toEqual([]);
    await editor.post(`shifts/${same.id}/together`, { otherId: invest.id }).expect(200);
    expect((await find(invest.id)).sameClaims).toHaveLength(1);
    await editor.post(`shifts/${same.id}/apart`, { otherId: same.id }).expect(422);
  });
});

describe('a decision', () => {
  it('may rest on the version that was read', async () => {
    const { id } = await editor.proposeShift(articleId);
    const late = await editor.post(`shifts/${id}/confirm`, {}, { 'If-Match': '"7"' }).expect(409);
    expect(late.body).toMatchObject({ code: 'shift.changed', version: 1 });
    await editor.post(`shifts/${id}/confirm`, {}, { 'If-Match': 'now' }).expect(400);
    await editor.post(`shifts/${id}/confirm`, {}, { 'If-Match': '"1"' }).expect(200);
  });

  it('to reject names a reason of the list, and words where none fits', async () => {
    const { reasons } = (await editor.get('shifts/reject-reasons').expect(200)).body;
    expect(reasons[0]).toEqual({ code: 'not-a-shift', label: expect.objectContaining({ en: 'Not a strategy shift' }) });
    const { id } = await editor.proposeShift(articleId);
    const wordless = await editor.post(`shifts/${id}/reject`, { code: 'other' }).expect(400);
    expect(wordless.body.errors).toEqual([{ field: 'reason', message: 'is required where the code is `other`' }]);
    const { body } = await editor.post(`shifts/${id}/reject`, { code: 'old-news' }).expect(200);
    expect(body).toMatchObject({ status: 'rejected', rejectCode: 'old-news', rejectReason: null });
    expect(body.decisions).toMatchObject([{ decision: 'reject', code: 'old-news', versionAfter: 2, undoneAt: null }]);
  });

  it('can be taken back once, as long as nothing has changed since', async () => {
    const { id } = await editor.proposeShift(articleId, { headline: { en: 'Meta closes' } });
    await editor.post(`shifts/${id}/reject`, { code: 'old-news' }).expect(200);
    const { body } = await editor.post(`shifts/${id}/undo`).expect(200);
    expect(body).toMatchObject({ status: 'proposed', rejectCode: null, reviewedBy: null, version: 3 });
    expect(body.decisions[0]).toMatchObject({ undoneBy: 'admin-token' });
    expect((await editor.post(`shifts/${id}/undo`).expect(409)).body.code).toBe('shift.nothing-to-undo');
    const actions = await rows(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`, [id]);
    expect(actions.map(({ action }: { action: string }) => action)).toEqual([
      'shift.propose',
      'shift.reject',
      'shift.undo',
    ]);
  });

  it('that is taken back brings the words before it back, and who confirmed them when', async () => {
    const { id } = await editor.proposeShift(articleId);
    const confirmed = await editor.confirmShift(id);
    await editor.patch(`shifts/${id}`, { version: 2, to: '封闭模型', impact: { en: 'Look' } }).expect(200);
    const { body } = await editor.post(`shifts/${id}/undo`, {}, { 'If-Match': '3' }).expect(200);
    expect(body).toMatchObject({ status: 'confirmed', reviewedBy: 'admin-token', claim: confirmed.claim, impact: {} });
    expect(body.reviewedAt).toBe(confirmed.reviewedAt);
  });

  it('is not taken back to confirmed when the article says something else by now', async () => {
    const { id } = await editor.confirmShift((await editor.proposeShift(articleId)).id);
    await editor.post(`shifts/${id}/reject`, { code: 'retracted' }).expect(200);
    await editor.put(`articles/${articleId}`, { text: ARTICLE_TEXT.replace(QUOTES.closed, '') }).expect(200);
    expect((await editor.post(`shifts/${id}/undo`).expect(409)).body.code).toBe('shift.broken-quotes');
    expect(await find(id)).toMatchObject({ status: 'rejected' });
  });
});

describe('many decisions', () => {
  it('have an outcome each, and a refused one leaves the others standing', async () => {
    const [a, b, c] = [
      await editor.proposeShift(articleId),
      await editor.proposeShift(articleId, INVEST),
      await editor.proposeShift(articleId, LAYOFF),
    ];
    const unknown = '018f0000-0000-7000-8000-000000000000';
    const decisions = [
      { id: a.id, version: 1, decision: 'confirm' },
      { id: b.id, version: 4, decision: 'confirm' },
      { id: c.id, version: 1, decision: 'reject', code: 'old-news' },
      { id: unknown, version: 1, decision: 'undo' },
    ];
    const { body } = await editor.post('shifts/decisions', { decisions }).expect(200);
    expect(body.outcomes).toMatchObject([
      { id: a.id, outcome: 'done', version: 2 },
      { id: b.id, outcome: 'refused', code: 'shift.changed' },
      { id: c.id, outcome: 'done', version: 2 },
      { id: unknown, outcome: 'refused', code: 'shift.not-found' },
    ]);
    expect([(await find(a.id)).status, (await find(b.id)).status, (await find(c.id)).status]).toEqual([
      'confirmed',
      'proposed',
      'rejected',
    ]);
  });

  it('are made once, whoever asks how often', async () => {
    const { id } = await editor.proposeShift(articleId);
    const order = { decisions: [{ id, version: 1, decision: 'confirm' }] };
    const key = { 'Idempotency-Key': 'bulk-1' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => editor.post('shifts/decisions', order, key).expect(200)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toEqual(
      new Set([JSON.stringify({ outcomes: [{ id, outcome: 'done', version: 2 }] })]),
    );
    expect(await find(id)).toMatchObject({ version: 2, decisions: [{ decision: 'confirm' }] });
    await editor.post('shifts/decisions', { decisions: [{ id, version: 2, decision: 'reopen' }] }, key).expect(422);
  });

  it('about the same shifts in other orders do not wait for each other crosswise', async () => {
    const ids: string[] = [];
    for (const given of [{}, INVEST, LAYOFF]) ids.push((await editor.proposeShift(articleId, given)).id);
    const order = (list: string[]) => ({ decisions: list.map((id) => ({ id, version: 1, decision: 'confirm' })) });
    const answers = await Promise.all([
      editor.post('shifts/decisions', order(ids)).expect(200),
      editor.post('shifts/decisions', order([...ids].reverse())).expect(200),
    ]);
    const done = answers
      .flatMap(({ body }) => body.outcomes)
      .filter(({ outcome }: { outcome: string }) => outcome === 'done');
    expect(done).toHaveLength(3);
  });

  it('are refused as a whole when one is no decision, by name', async () => {
    const { id } = await editor.proposeShift(articleId);
    const decisions = [
      { id, version: 1, decision: 'confirm' },
      { id: 'x', version: 1, decision: 'reject' },
    ];
    const { body } = await editor.post('shifts/decisions', { decisions }).expect(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toContain('decisions.1.id');
    expect(await find(id)).toMatchObject({ status: 'proposed' });
    const twice = { decisions: [decisions[0], decisions[0]] };
    await editor.post('shifts/decisions', twice).expect(400);
  });
});

describe('a selected range', () => {
  const start = ARTICLE_TEXT.indexOf(QUOTES.invest);
  const range = { start, end: start + QUOTES.invest.length };

  it('is a quote with its offsets', async () => {
    const shift = await editor.proposeShift(articleId, { ...INVEST, quotes: undefined, ranges: [range] });
    expect(shift.claim.evidence).toMatchObject([{ ...range, quote: QUOTES.invest }]);
    expect(shift.claim.amounts).toMatchObject([{ value: 6e11 }]);
  });

  it('beyond the text, or of too little, is refused by name', async () => {
    const body = { articleId, actor: { name: 'Meta' }, kind: 'invest', modality: 'planned' };
    const beyond = await editor.post('shifts', { ...body, ranges: [range, { start: 0, end: 900 }] }).expect(422);
    expect(beyond.body).toMatchObject({ code: 'shift.range-not-in-text', errors: [{ field: 'ranges.1' }] });
    const short = await editor.post('shifts', { ...body, ranges: [{ start: 5, end: 9 }] }).expect(400);
    expect(short.body.errors).toMatchObject([{ field: 'ranges.0' }]);
    const none = await editor.post('shifts', body).expect(400);
    expect(none.body.errors).toMatchObject([{ field: 'quotes' }]);
  });

  it('is proposed once per Idempotency-Key', async () => {
    const body = { articleId, actor: { name: 'Meta' }, ...INVEST, modality: 'planned' };
    const key = { 'Idempotency-Key': 'p-1' };
    const [one, two] = [await editor.post('shifts', body, key), await editor.post('shifts', body, key)];
    expect([one.status, two.status, one.body.id]).toEqual([201, 201, two.body.id]);
  });
});

describe('what a shift means for sellers', () => {
  const facts = {
    affected: ['ads'],
    platforms: ['Meta'],
    markets: ['us'],
    horizon: 'quarter',
    check: { en: 'Leave room in the ad budget' },
    deadline: { day: '2025-10-15', text: '2025年10月' },
  };

  it('is suggested by a rule, and an editor’s only when taken over', async () => {
    const { id } = await editor.proposeShift(articleId, INVEST);
    const before = await find(id);
    expect(before).toMatchObject({ impactFacts: null, suggestions: [{ rule: 'ad-seller-invests', by: 'rule' }] });
    const taken = await editor
      .patch(`shifts/${id}`, { version: 1, impactFacts: before.suggestions[0].facts })
      .expect(200);
    expect(taken.body.impactFacts).toEqual(before.suggestions[0].facts);
    const cleared = await editor.patch(`shifts/${id}`, { version: 2, impactFacts: null }).expect(200);
    expect(cleared.body.impactFacts).toBeNull();
  });

  it('may change without a new confirmation, and says no number or day that the article does not', async () => {
    const { id } = await editor.confirmShift((await editor.proposeShift(articleId, INVEST)).id);
    const { body } = await editor.patch(`shifts/${id}`, { version: 2, impactFacts: facts }).expect(200);
    expect(body).toMatchObject({ status: 'confirmed', impactFacts: facts });
    const number = { ...facts, check: { en: 'Plan 20% more' } };
    const refused = await editor.patch(`shifts/${id}`, { version: 3, impactFacts: number }).expect(422);
    expect(refused.body).toMatchObject({
      code: 'shift.number-without-evidence',
      faults: [{ field: 'impactFacts.check.en', numbers: ['20'] }],
    });
    const day = { ...facts, deadline: { day: '2026-01-01', text: '2025年10月' } };
    const late = await editor.patch(`shifts/${id}`, { version: 3, impactFacts: day }).expect(422);
    expect(late.body).toMatchObject({ code: 'shift.unproven-deadline', faults: [{ reason: 'deadline-other-day' }] });
    const bad = await editor
      .patch(`shifts/${id}`, { version: 3, impactFacts: { ...facts, horizon: 'soon', markets: ['mars'] } })
      .expect(400);
    expect(bad.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'impactFacts.horizon',
      'impactFacts.markets.0',
    ]);
  });
});
