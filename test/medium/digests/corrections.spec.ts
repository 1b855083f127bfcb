import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { DeliveryApiModule } from '#src/delivery/index.js';
import { DigestsApiModule } from '#src/digests/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { SubscribersApiModule } from '#src/subscribers/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { someSubscribers } from '../../support/builders.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let articleId: string;
let shift: { id: string; version: number };

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule, SubscribersApiModule, DigestsApiModule, DeliveryApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  await rows(
    `TRUNCATE correction, edition, edition_item, delivery, delivery_variant, delivery_run, subscriber, consent_event, suppression, shift, article,
       article_revision, idempotency_record CASCADE`,
  );
  articleId = (await editor.addArticle()).id;
  shift = await editor.confirmShift((await editor.proposeShift(articleId, { headline: { en: 'Meta closes' } })).id);
});
const rows = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);
const wanted = async () => (await editor.get('corrections/wanted').expect(200)).body.items;

async function approveAndSend(edition: { id: string; version: number }): Promise<string> {
  await editor.post(`editions/${edition.id}/approve`, { version: edition.version }).expect(200);
  await editor.post(`editions/${edition.id}/send`).expect(202);
  return edition.id;
}
async function mailed(items: object[] = [{ shiftId: shift.id }]): Promise<string> {
  return approveAndSend((await editor.post('editions', { title: 'Issue', items }).expect(201)).body);
}
/** How the relay answered each reader of an edition; those left out are still to come. */
async function settle(editionId: string, states: Record<string, 'accepted' | 'uncertain' | 'failed'>) {
  for (const [subscriberId, state] of Object.entries(states)) {
    const [code, reply] = state === 'accepted' ? [250, '250 ok'] : state === 'failed' ? [550, '550 no'] : [null, null];
    await rows(
      `UPDATE delivery SET state = $3, smtp_code = $4, reply = $5, uncertain_at = CASE WHEN $3 = 'uncertain' THEN now() END WHERE edition_id = $1 AND subscriber_id = $2`,
      [editionId, subscriberId, state, code, reply],
    );
  }
}
const takenBack = () => editor.post(`shifts/${shift.id}/reject`, { code: 'retracted' }).expect(200);
async function aNotice(given: object = {}): Promise<{ id: string; editionId: string }> {
  const order = { shiftId: shift.id, severity: 'notice', note: { en: 'The source took it back.' }, ...given };
  const { body } = await editor.post('corrections', order).expect(201);
  return { id: body.id, editionId: body.toldIn.at(-1).editionId };
}
async function sendNotice(editionId: string): Promise<string[]> {
  const { version } = (await editor.get(`editions/${editionId}`).expect(200)).body;
  await approveAndSend({ id: editionId, version });
  return readersOf(editionId);
}
async function readersOf(editionId: string): Promise<string[]> {
  const found = await rows('SELECT subscriber_id AS id FROM delivery WHERE edition_id = $1', [editionId]);
  return found.map(({ id }: { id: string }) => id).sort();
}

describe('what was mailed and is wrong', () => {
  it('is listed with reason, editions and exact counts once a shift is taken back', async () => {
    const [a, b, c, d] = await someSubscribers(api.app, 4);
    const editionId = await mailed();
    await settle(editionId, { [a!.id]: 'accepted', [b!.id]: 'uncertain', [c!.id]: 'failed' });
    expect(await wanted()).toEqual([]);
    await takenBack();
    expect(await wanted()).toMatchObject([
      {
        shiftId: shift.id,
        status: 'rejected',
        readers: 2,
        editions: [
          { editionId, reasons: ['withdrawn'], accepted: 1, uncertain: 1, open: 1, said: { shiftId: shift.id } },
        ],
      },
    ]);
    expect(d).toBeDefined();
    await editor.post(`shifts/${shift.id}/undo`).expect(200);
    expect(await wanted()).toEqual([]);
  });

  it('is a claim that was edited, and words too', async () => {
    await someSubscribers(api.app, 1);
    await mailed();
    await editor.patch(`shifts/${shift.id}`, { version: 2, impact: { en: 'Look at it' } }).expect(200);
    expect((await wanted())[0].editions[0].reasons).toEqual(['words-changed']);
    await editor.patch(`shifts/${shift.id}`, { version: 3, to: '封闭模型' }).expect(200);
    expect((await wanted())[0].editions[0].reasons).toEqual(['in-review', 'claim-changed', 'words-changed']);
    const early = await editor.post('corrections', { shiftId: shift.id, severity: 'notice' }).expect(409);
    expect(early.body.code).toBe('correction.in-review');
  });

  it('is what its article says no more', async () => {
    await someSubscribers(api.app, 1);
    await mailed();
    await editor.put(`articles/${articleId}`, { text: ARTICLE_TEXT.replace(QUOTES.closed, '') }).expect(200);
    expect((await wanted())[0].editions[0].reasons).toEqual(['no-longer-said']);
  });

  it('is not an edition’s own headline, nor what was never sent', async () => {
    await someSubscribers(api.app, 1);
    await mailed([{ shiftId: shift.id, headline: { en: 'Our own words' } }]);
    expect(await wanted()).toEqual([]);
    await rows(`UPDATE edition SET state = 'cancelled'`);
    await takenBack();
    expect(await wanted()).toEqual([]);
    const nothing = await editor.post('corrections', { shiftId: shift.id, severity: 'notice' }).expect(409);
    expect(nothing.body.code).toBe('correction.nothing-wrong');
  });
});

describe('a notice', () => {
  it('reaches exactly the readers who got, or may have got, the wrong edition', async () => {
    const [got, unsure, failed, open, left, suppressed] = await someSubscribers(api.app, 6);
    const editionId = await mailed();
    await settle(editionId, {
      [got!.id]: 'accepted',
      [unsure!.id]: 'uncertain',
      [failed!.id]: 'failed',
      [left!.id]: 'accepted',
      [suppressed!.id]: 'accepted',
    });
    await someSubscribers(api.app, 2);
    await takenBack();
    await rows(`UPDATE subscriber SET status = 'unsubscribed' WHERE id = $1`, [left!.id]);
    await rows(
      `INSERT INTO suppression (address_hash, reason) SELECT address_hash, 'hard-bounce' FROM subscriber WHERE id = $1`,
      [suppressed!.id],
    );
    const notice = await aNotice();
    expect(await sendNotice(notice.editionId)).toEqual([got!.id, unsure!.id].sort());
    expect(open).toBeDefined();
    const [run] = await rows('SELECT frozen_count, readers_of FROM delivery_run WHERE edition_id = $1', [
      notice.editionId,
    ]);
    expect(run).toEqual({ frozen_count: 2, readers_of: { editions: [editionId], without: [] } });
    const { body } = await editor.post(`editions/${notice.editionId}/send`).expect(409);
    expect(body.code).toBe('edition.not-approved');
  });

  it('is one for who got two of the editions', async () => {
    const [twice, once] = await someSubscribers(api.app, 2);
    const first = await mailed();
    const second = await mailed();
    await settle(first, { [twice!.id]: 'accepted', [once!.id]: 'failed' });
    await settle(second, { [twice!.id]: 'accepted', [once!.id]: 'accepted' });
    await takenBack();
    expect((await wanted())[0]).toMatchObject({ readers: 2, editions: [{ accepted: 1 }, { accepted: 2 }] });
    expect(await sendNotice((await aNotice()).editionId)).toEqual([twice!.id, once!.id].sort());
  });

  it('goes once more to those alone who got the wrong one since', async () => {
    const [early, late] = await someSubscribers(api.app, 2);
    const editionId = await mailed();
    await settle(editionId, { [early!.id]: 'accepted' });
    await takenBack();
    const notice = await aNotice();
    const tooSoon = await editor.post(`corrections/${notice.id}/again`).expect(409);
    expect(tooSoon.body.code).toBe('correction.not-told');
    expect(await sendNotice(notice.editionId)).toEqual([early!.id]);
    await settle(editionId, { [late!.id]: 'accepted' });
    const { body } = await editor.post(`corrections/${notice.id}/again`).expect(200);
    expect(await sendNotice(body.toldIn[1].editionId)).toEqual([late!.id]);
  });

  it('reaches nobody when nobody got the wrong one, and never everybody', async () => {
    const [failed] = await someSubscribers(api.app, 1);
    const editionId = await mailed();
    await settle(editionId, { [failed!.id]: 'failed' });
    await takenBack();
    expect(await sendNotice((await aNotice()).editionId)).toEqual([]);
  });

  it('shows old and new in each language, and keeps both', async () => {
    const [reader] = await someSubscribers(api.app, 1);
    const editionId = await mailed();
    await settle(editionId, { [reader!.id]: 'accepted' });
    await editor.patch(`shifts/${shift.id}`, { version: 2, headline: { en: 'Meta closes one model' } }).expect(200);
    const notice = await aNotice();
    const preview = async (locale: string) =>
      (await editor.get(`editions/${notice.editionId}/preview?format=json&locale=${locale}`).expect(200)).body;
    const english = await preview('en');
    expect(english.subject).toBe('Correction: Meta closes one model');
    expect(english.text).toContain('Correct is: Meta closes one model');
    expect(english.text).toMatch(/No\. \d+ \(.*\) said: Meta closes/);
    expect(english.text).toContain('The source took it back.');
    expect(english.html).toContain('Correction of what we mailed you before');
    expect((await preview('zh-CN')).subject).toMatch(/^更正：/);
    expect((await preview('zh-TW')).html).toContain('寫道');
    await sendNotice(notice.editionId);
    await editor.patch(`shifts/${shift.id}`, { version: 3, headline: { en: 'Later words' } }).expect(200);
    const { body } = await editor.get(`editions/${notice.editionId}/corrections`).expect(200);
    expect(body.tells).toMatchObject([
      { said: { item: { headline: { en: 'Meta closes' } } }, now: { headline: { en: 'Meta closes one model' } } },
    ]);
    const old = (await editor.get(`editions/${editionId}/corrections`).expect(200)).body;
    expect(old).toMatchObject({ tells: [], corrected: [{ id: notice.id, toldIn: [{ state: 'started' }] }] });
  });

  it('of a shift that is taken back says so, and is held when somebody works on the shift again', async () => {
    const [reader] = await someSubscribers(api.app, 1);
    await settle(await mailed(), { [reader!.id]: 'accepted' });
    await takenBack();
    const { editionId } = await aNotice();
    const text = await editor.get(`editions/${editionId}/preview?format=text&locale=en`).expect(200);
    expect(text.text).toContain('This shift is withdrawn');
    await editor.post(`shifts/${shift.id}/reopen`).expect(200);
    const refused = await editor.post(`editions/${editionId}/approve`, { version: 1 }).expect(409);
    expect(refused.body).toMatchObject({ faults: [{ shiftId: shift.id, reason: 'not-confirmed' }] });
  });

  it('that is wrong itself can be corrected, for its own readers too', async () => {
    const [reader] = await someSubscribers(api.app, 1);
    await settle(await mailed(), { [reader!.id]: 'accepted' });
    await editor.patch(`shifts/${shift.id}`, { version: 2, headline: { en: 'Second words' } }).expect(200);
    const first = await aNotice();
    await settle((await sendNotice(first.editionId), first.editionId), { [reader!.id]: 'accepted' });
    expect(await wanted()).toEqual([]);
    await editor.patch(`shifts/${shift.id}`, { version: 3, headline: { en: 'Third words' } }).expect(200);
    expect((await wanted())[0].editions).toHaveLength(2);
    const second = await aNotice();
    expect(await sendNotice(second.editionId)).toEqual([reader!.id]);
  });

  it('is made once per Idempotency-Key, and leaves a line in the audit trail', async () => {
    await someSubscribers(api.app, 1);
    await mailed();
    await takenBack();
    const order = { shiftId: shift.id, severity: 'notice' };
    const key = { 'Idempotency-Key': 'c-1' };
    const ids = (await Promise.all([1, 2, 3].map(() => editor.post('corrections', order, key)))).map(
      ({ body }) => body.id,
    );
    expect(new Set(ids).size).toBe(1);
    const [line] = await rows(`SELECT detail FROM audit_event WHERE action = 'correction.create' AND subject_id = $1`, [
      ids[0],
    ]);
    expect(line.detail).toMatchObject({ shiftId: shift.id, severity: 'notice' });
    const bad = await editor.post('corrections', { shiftId: 'x', severity: 'loud', note: { fr: 'x' } }).expect(400);
    expect(bad.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'note',
      'severity',
      'shiftId',
    ]);
  });
});

describe('a correction in the next digest', () => {
  const order = () => ({ shiftId: shift.id, severity: 'next-digest', note: { 'zh-CN': '来源已撤回。' } });
  const another = async () =>
    editor.confirmShift(
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

  it('waits for it, stands on top of it, and is told once', async () => {
    await someSubscribers(api.app, 1);
    await mailed();
    const other = await another();
    await takenBack();
    const { body } = await editor.post('corrections', order()).expect(201);
    expect(body.toldIn).toEqual([]);
    const items = [{ shiftId: other.id }];
    const next = (await editor.post('editions', { title: 'Next', items }).expect(201)).body;
    const html = await editor.get(`editions/${next.id}/preview?locale=zh-CN`).expect(200);
    expect(html.text).toContain('来源已撤回。');
    expect(html.text.indexOf('更正')).toBeLessThan(html.text.indexOf(QUOTES.invest));
    await approveAndSend(next);
    const after = (await editor.post('editions', { title: 'After', items }).expect(201)).body;
    expect((await editor.get(`editions/${after.id}/corrections`)).body.tells).toEqual([]);
    expect((await editor.get(`corrections/${body.id}`)).body.toldIn).toMatchObject([{ editionId: next.id }]);
    expect((await editor.post(`corrections/${body.id}/drop`).expect(409)).body.code).toBe('correction.told');
  });

  it('comes into the digest that is at the desk, whose reader sees that it changed', async () => {
    await someSubscribers(api.app, 1);
    await mailed();
    const other = await another();
    const draft = (await editor.post('editions', { title: 'Draft', items: [{ shiftId: other.id }] }).expect(201)).body;
    await takenBack();
    const { body } = await editor.post('corrections', order()).expect(201);
    expect(body.toldIn).toMatchObject([{ editionId: draft.id, state: 'draft' }]);
    await editor.post(`editions/${draft.id}/approve`, { version: draft.version }).expect(409);
    await editor.post(`editions/${draft.id}/cancel`, { version: Number(draft.version) + 1 }).expect(200);
    const next = (await editor.post('editions', { title: 'Next', items: [{ shiftId: other.id }] }).expect(201)).body;
    expect((await editor.get(`editions/${next.id}/corrections`)).body.tells).toHaveLength(1);
    await editor.post(`corrections/${body.id}/drop`).expect(200);
    expect((await editor.get(`editions/${next.id}/corrections`)).body.tells).toEqual([]);
    expect((await wanted())[0].shiftId).toBe(shift.id);
  });
});

describe('four eyes', () => {
  it('keep who confirmed a shift from approving its edition', async () => {
    const edition = (await editor.post('editions', { title: 'x', items: [{ shiftId: shift.id }] }).expect(201)).body;
    await rows('UPDATE edition SET four_eyes = true');
    const refused = await editor.post(`editions/${edition.id}/approve`, { version: 1 }).expect(409);
    expect(refused.body).toMatchObject({ code: 'edition.four-eyes', shiftIds: [shift.id] });
    await rows(`UPDATE shift SET reviewed_by = 'somebody-else'`);
    await editor.post(`editions/${edition.id}/approve`, { version: 1 }).expect(200);
  });
});
