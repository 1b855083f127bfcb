import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { DigestsApiModule, DueEditions } from '#src/digests/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { someSubscribers } from '../../support/builders.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';
import { startMailSink } from '../../support/mail-sink.js';

let api: ApiApp;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let editor: ReturnType<typeof anEditor>;
let articleId: string;
let closed: { id: string };
let invest: { id: string };

beforeAll(async () => {
  sink = await startMailSink();
  api = await anApiApp(
    [ArticlesApiModule, ShiftsApiModule, SubscribersApiModule, DigestsApiModule, DeliveryApiModule],
    {
      SMTP_URL: sink.url,
    },
  );
  editor = anEditor(api);
});
afterAll(async () => {
  await api.close();
  await sink.close();
});
beforeEach(async () => {
  await api.app.get(DataSource).query(
    `TRUNCATE edition, edition_item, delivery, delivery_variant, delivery_run, subscriber, consent_event, suppression, shift, article,
       article_revision, idempotency_record CASCADE`,
  );
  articleId = (await editor.addArticle()).id;
  closed = await editor.confirmShift((await editor.proposeShift(articleId)).id);
  invest = await editor.confirmShift(
    (
      await editor.proposeShift(articleId, {
        quotes: [QUOTES.invest],
        kind: 'invest',
        from: null,
        to: null,
        object: '数据中心',
      })
    ).id,
  );
});

async function anEdition(given: object = {}) {
  const items = [{ shiftId: closed.id }, { shiftId: invest.id }];
  return (await editor.post('editions', { title: '第一期', items, ...given }).expect(201)).body;
}
async function anApprovedEdition() {
  const edition = await anEdition();
  return (await editor.post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200)).body;
}

describe('an edition', () => {
  it('is composed of confirmed shifts in the order given', async () => {
    const edition = await anEdition({
      items: [{ shiftId: invest.id }, { shiftId: closed.id, headline: { en: 'Meta closes its models' } }],
    });
    expect(edition).toMatchObject({ state: 'draft', version: 1, faults: [], run: null });
    expect(edition.items.map((item: { shiftId: string }) => item.shiftId)).toEqual([invest.id, closed.id]);
    expect(edition.items[0].claim.amounts[0]).toMatchObject({ value: 6e11, currency: 'USD' });
    expect(edition.items[1].headline).toEqual({ en: 'Meta closes its models' });
  });

  it('refuses shifts that are not confirmed, unknown, or named twice', async () => {
    const proposed = await editor.proposeShift(articleId, {
      quotes: [QUOTES.layoff],
      kind: 'layoff',
      from: null,
      to: null,
    });
    const unknown = '018f0000-0000-7000-8000-000000000000';
    const answer = await editor
      .post('editions', { title: 'x', items: [{ shiftId: proposed.id }, { shiftId: unknown }] })
      .expect(422);
    expect(answer.body).toMatchObject({
      code: 'edition.faulty-items',
      faults: [
        { shiftId: proposed.id, reason: 'not-confirmed' },
        { shiftId: unknown, reason: 'unknown' },
      ],
    });
    const twice = await editor
      .post('editions', { title: 'x', items: [{ shiftId: closed.id }, { shiftId: closed.id }] })
      .expect(400);
    expect(twice.body.errors).toEqual([{ field: 'items', message: 'names a shift twice' }]);
  });

  it('names every faulty field of a bad request', async () => {
    const answer = await editor
      .post('editions', { title: ' ', items: [{ shiftId: 'x', colour: 'red' }], subject: { fr: 'x' } })
      .expect(400);
    expect(answer.body.errors.map((error: { field: string }) => error.field).sort()).toEqual(
      expect.arrayContaining(['title', 'items.0.shiftId', 'subject']),
    );
  });

  it('is edited while it is a draft, and only on the version that was read', async () => {
    const edition = await anEdition();
    const edited = await editor
      .patch(`editions/${edition.id}`, {
        version: 1,
        subject: { en: 'Hello' },
        items: [{ shiftId: invest.id, impact: { en: 'Check budgets' } }],
      })
      .expect(200);
    expect(edited.body).toMatchObject({ version: 2, subject: { en: 'Hello' } });
    expect(edited.body.items).toHaveLength(1);
    const late = await editor.patch(`editions/${edition.id}`, { version: 1, title: 'late' }).expect(409);
    expect(late.body.code).toBe('edition.changed');
  });

  it('is shown as HTML, text, MJML and JSON in each locale', async () => {
    const { id } = await anEdition();
    const html = await editor.get(`editions/${id}/preview?locale=zh-TW`).expect(200);
    expect(html.headers['content-type']).toMatch(/^text\/html/);
    expect(html.headers['content-security-policy']).toContain('sandbox');
    expect(html.text).toContain('<html lang="zh-TW"');
    expect(html.text).toContain('6,000億美元');
    const text = await editor.get(`editions/${id}/preview?locale=en&format=text`).expect(200);
    expect(text.text).toContain('US$600 billion');
    expect(text.text).toContain(QUOTES.closed);
    expect((await editor.get(`editions/${id}/preview?format=mjml`).expect(200)).text).toContain('<mjml');
    const json = await editor.get(`editions/${id}/preview?format=json&locale=zh-CN`).expect(200);
    expect(json.body.subject).toContain('Meta');
    await editor.get(`editions/${id}/preview?locale=fr`).expect(400);
  });

  it('is sent as a test to a few addresses without touching the ledger', async () => {
    const { id } = await anEdition();
    sink.mails.length = 0;
    const answer = await editor.post(`editions/${id}/test`, { to: ['me@test.example'], locale: 'en' }).expect(200);
    expect(answer.body.results).toEqual([
      { to: 'me@test.example', outcome: 'accepted', reply: expect.stringContaining('250') },
    ]);
    expect(sink.mails[0]?.mail.subject).toMatch(/^\[Test\] /);
    expect(await api.app.get(DataSource).query('SELECT 1 FROM delivery')).toEqual([]);
  });
});

describe('approval', () => {
  it('freezes what will be mailed', async () => {
    const edition = await anApprovedEdition();
    expect(edition).toMatchObject({ state: 'approved', approvedBy: 'admin-token' });
    await editor.patch(`shifts/${closed.id}`, { version: 2, impact: { en: 'Later words' } }).expect(200);
    const again = (await editor.get(`editions/${edition.id}`).expect(200)).body;
    expect(again.items[0].impact).toEqual({});
  });

  it('is refused with the list when a quote no longer stands in the article', async () => {
    const edition = await anEdition();
    await editor.put(`articles/${articleId}`, { text: ARTICLE_TEXT.replace('从开源转向封闭', '继续开源') }).expect(200);
    const answer = await editor.post(`editions/${edition.id}/approve`, { version: 1 }).expect(409);
    expect(answer.body).toMatchObject({
      code: 'edition.broken-quotes',
      faults: [{ shiftId: closed.id, reason: 'broken-quote', quotes: [QUOTES.closed] }],
    });
  });

  it('is refused when a headline says a number that the evidence does not', async () => {
    const edition = await anEdition({
      items: [{ shiftId: invest.id, headline: { en: 'Meta spends US$700 billion' } }],
    });
    const answer = await editor.post(`editions/${edition.id}/approve`, { version: 1 }).expect(409);
    expect(answer.body).toMatchObject({
      code: 'edition.faulty-items',
      faults: [{ reason: 'number-without-evidence', numbers: ['700 billion'] }],
    });
  });

  it('can be taken back, and is needed again', async () => {
    const edition = await anApprovedEdition();
    const draft = (await editor.post(`editions/${edition.id}/reopen`, { version: edition.version }).expect(200)).body;
    expect(draft).toMatchObject({ state: 'draft', approvedBy: null });
    const refused = await editor.post(`editions/${edition.id}/send`).expect(409);
    expect(refused.body.code).toBe('edition.not-approved');
  });
});

describe('sending', () => {
  it('freezes the audience once, whoever asks how often', async () => {
    await someSubscribers(api.app, 3, { locale: 'zh-CN' });
    const { id } = await anApprovedEdition();
    const key = { 'Idempotency-Key': 'send-1' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => editor.post(`editions/${id}/send`, {}, key)));
    expect(new Set(answers.map((answer) => JSON.stringify([answer.status, answer.body])))).toEqual(
      new Set([JSON.stringify([202, { state: 'started', frozenCount: 3 }])]),
    );
    await editor.post(`editions/${id}/send`, {}, { 'Idempotency-Key': 'send-2' }).expect(409);
    await editor.post(`editions/${id}/send`, { at: '2030-01-01T00:00:00Z' }, key).expect(422);
    const run = (await editor.get(`runs/${id}`).expect(200)).body;
    expect(run).toMatchObject({ frozenCount: 3, state: 'sending' });
  });

  it('waits for its time and then starts, once among several schedulers', async () => {
    await someSubscribers(api.app, 2);
    const { id } = await anApprovedEdition();
    const at = '2030-01-01T08:00:00+08:00';
    expect((await editor.post(`editions/${id}/send`, { at }).expect(202)).body).toEqual({
      state: 'scheduled',
      scheduledAt: '2030-01-01T00:00:00.000Z',
    });
    const due = api.app.get(DueEditions);
    expect(await due.start()).toEqual([]);
    await api.app.get(DataSource).query(`UPDATE edition SET scheduled_at = now() - interval '1 second'`);
    const started = await Promise.all([due.start(), due.start(), due.start()]);
    expect(started.flat()).toEqual([id]);
    expect((await editor.get(`editions/${id}`)).body).toMatchObject({ state: 'started', run: { frozenCount: 2 } });
  });

  it('holds a scheduled edition whose shift was rejected, instead of sending it in part', async () => {
    await someSubscribers(api.app, 1);
    const { id } = await anApprovedEdition();
    await editor.post(`editions/${id}/send`, { at: '2030-01-01T00:00:00Z' }).expect(202);
    await editor.post(`shifts/${closed.id}/reject`, { reason: 'the source took it back' }).expect(200);
    await api.app.get(DataSource).query(`UPDATE edition SET scheduled_at = now() - interval '1 second'`);
    expect(await api.app.get(DueEditions).start()).toEqual([]);
    const edition = (await editor.get(`editions/${id}`)).body;
    expect(edition).toMatchObject({
      state: 'draft',
      scheduledAt: null,
      faults: [{ shiftId: closed.id, reason: 'not-confirmed' }],
    });
  });

  it('judges the quotes that will be mailed, not those that the shift rests on by now', async () => {
    await someSubscribers(api.app, 1);
    const { id } = await anApprovedEdition();
    await editor.post(`editions/${id}/send`, { at: '2030-01-01T00:00:00Z' }).expect(202);
    const reworded = ARTICLE_TEXT.replace(QUOTES.closed, '公司表示将停止开放模型。');
    await editor.put(`articles/${articleId}`, { text: reworded }).expect(200);
    await api.app
      .get(DataSource)
      .query(
        `UPDATE shift SET claim = jsonb_set(claim, '{evidence}', (SELECT claim->'evidence' FROM shift WHERE id = $2)) WHERE id = $1`,
        [closed.id, invest.id],
      );
    await api.app.get(DataSource).query(`UPDATE edition SET scheduled_at = now() - interval '1 second'`);
    expect(await api.app.get(DueEditions).start()).toEqual([]);
    expect((await editor.get(`editions/${id}`)).body).toMatchObject({ state: 'draft', run: null });
    expect(
      await api.app
        .get(DataSource)
        .query(`SELECT detail FROM audit_event WHERE action = 'edition.hold' AND subject_id = $1`, [id]),
    ).toEqual([
      {
        detail: expect.objectContaining({
          code: 'edition.broken-quotes',
          faults: [expect.objectContaining({ quotes: [QUOTES.closed] })],
        }),
      },
    ]);
  });

  it('is refused for a time without a zone', async () => {
    const { id } = await anApprovedEdition();
    const answer = await editor.post(`editions/${id}/send`, { at: '2030-01-01T00:00:00' }).expect(400);
    expect(answer.body.errors[0].field).toBe('at');
  });
});

describe('odd words', () => {
  it('are refused by name instead of breaking the store', async () => {
    const items = [{ shiftId: closed.id, headline: { en: 'a\u0000b' } }];
    const answer = await editor.post('editions', { title: 'x\u0007', items, intro: { 'zh-CN': '\ud800' } }).expect(400);
    const fields = answer.body.errors.map((error: { field: string }) => error.field);
    expect(fields.sort()).toEqual(['intro.zh-CN', 'items.0.headline.en', 'title']);
  });
});

describe('the admin API', () => {
  it.each(['editions', 'articles', 'shifts', 'runs'])('tells nothing of %s without the token', async (path) => {
    const answer = await editor.http().get(`/api/admin/${path}`).expect(401);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  });
});

describe('an edition for a segment', () => {
  const english = { field: 'locale', in: ['en'] };
  let segments = 0;
  const chinese = { field: 'locale', in: ['zh-CN'] };
  const aSegment = async (filter: object = english) =>
    (await editor.post('segments', { name: `Segment ${(segments += 1)}`, filter }).expect(201)).body;
  const emailsOf = async (editionId: string) =>
    (
      await api.app
        .get(DataSource)
        .query(
          `SELECT s.email FROM delivery d JOIN subscriber s ON s.id = d.subscriber_id WHERE d.edition_id = $1 ORDER BY 1`,
          [editionId],
        )
    ).map(({ email }: { email: string }) => email);

  it('goes to those whom the segment holds when the sending starts, and the run keeps the filter', async () => {
    await someSubscribers(api.app, 2, { locale: 'zh-CN' });
    const inEnglish = await someSubscribers(api.app, 3, { locale: 'en' });
    const segment = await aSegment(chinese);
    const { id, version } = await anEdition({ segmentId: segment.id });
    await editor.post(`editions/${id}/approve`, { version }).expect(200);
    await editor.patch(`segments/${segment.id}`, { version: 1, filter: english }).expect(200);
    const sent = await editor.post(`editions/${id}/send`, {}, { 'Idempotency-Key': 'segment-send' }).expect(202);
    expect(sent.body).toMatchObject({ state: 'started', frozenCount: 3 });
    expect(await emailsOf(id)).toEqual(inEnglish.map(({ email }) => email).sort());
    const [run] = await api.app
      .get(DataSource)
      .query(`SELECT segment_filter FROM delivery_run WHERE edition_id = $1`, [id]);
    expect(run).toEqual({ segment_filter: english });
  });

  it('may be turned to everybody again, and holds the segment against its deletion until then', async () => {
    const segment = await aSegment();
    const { id, version } = await anEdition({ segmentId: segment.id });
    const refused = await editor.remove(`segments/${segment.id}`).expect(409);
    expect(refused.body.code).toBe('segment.in-use');
    const { body } = await editor.patch(`editions/${id}`, { version, segmentId: null }).expect(200);
    expect(body.segmentId).toBeNull();
    await editor.remove(`segments/${segment.id}`).expect(204);
  });

  it('is refused when there is no such segment', async () => {
    const segmentId = '018f0000-0000-7000-8000-000000000000';
    const items = [{ shiftId: closed.id }];
    const { body } = await editor.post('editions', { title: 'x', items, segmentId }).expect(422);
    expect(body).toMatchObject({ code: 'edition.unknown-segment', errors: [{ field: 'segmentId' }] });
  });
});
