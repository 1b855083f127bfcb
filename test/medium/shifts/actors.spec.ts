import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { LexiconRerun } from '#src/shifts/actors/lexicon-rerun.js';
import { ShiftExtraction } from '#src/shifts/shift-extraction.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor } from '../../support/editorial.js';

const TEXT = '跨境电商平台“Norwick”宣布将佣金从8%下调至6%。\nNorwick随后宣布退出巴西市场。';
const NORWICK = { slug: 'norwick', kind: 'company', names: { en: 'Norwick' }, aliases: ['北域商城'] };
let api: ApiApp;
let editor: ReturnType<typeof anEditor>;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  await rows(
    `TRUNCATE article, article_revision, shift, actor_entry, actor_change, actor_rerun, idempotency_record CASCADE`,
  );
  await rows('UPDATE actor_lexicon SET version = version + 1');
});
const rows = (sql: string, parameters: unknown[] = []) => api.app.get(DataSource).query(sql, parameters);
const fieldsOf = (answer: { body: { errors: { field: string }[] } }) => answer.body.errors.map(({ field }) => field);

async function anArticle(text = TEXT) {
  const sourceUrl = `https://source.example/${Math.random()}`;
  const { id } = await editor.addArticle({ title: '平台动态', text, sourceUrl });
  await extractAll();
  return id as string;
}
async function extractAll() {
  for (const { id } of await rows('SELECT id FROM article_revision WHERE extracted_with IS NULL'))
    await api.app.get(ShiftExtraction).run(id);
}
async function shiftsOf(articleId: string, status = 'proposed') {
  return (await editor.get(`shifts?articleId=${articleId}&status=${status}`).expect(200)).body.items;
}

describe('the lexicon', () => {
  it('lists what ships and what editors added, by slug, page by page', async () => {
    await editor.post('actors', NORWICK).expect(201);
    const first = (await editor.get('actors?limit=100').expect(200)).body;
    expect(first.items).toHaveLength(100);
    const next = (await editor.get(`actors?limit=1&cursor=${first.nextCursor}`).expect(200)).body;
    expect(next.items[0].slug > first.items[99].slug).toBe(true);
    const mine = (await editor.get('actors?origin=editor').expect(200)).body;
    expect(mine.items).toMatchObject([{ slug: 'norwick', origin: 'editor', state: 'active' }]);
    for (const q of ['北域', 'NORWI', '北域商']) {
      expect((await editor.get(`actors?q=${encodeURIComponent(q)}`).expect(200)).body.items).toHaveLength(1);
    }
    const amazon = (await editor.get('actors/amazon').expect(200)).body;
    expect(amazon).toMatchObject({ origin: 'shipped', version: 0, changes: [], names: { en: 'Amazon' } });
    await editor.get('actors/nobody-at-all').expect(404);
  });

  it('refuses a name that another actor has, and tells whose it is', async () => {
    const answer = await editor.post('actors', { ...NORWICK, aliases: ['亞馬遜'], products: ['shopee'] }).expect(409);
    expect(answer.body).toMatchObject({ code: 'actor.alias-taken' });
    expect(answer.body.errors).toEqual([
      { field: 'aliases.0', message: '"亞馬遜" names Amazon (amazon)' },
      { field: 'products.0', message: expect.stringContaining('(shopee)') },
    ]);
    const taken = await editor.post('actors', { ...NORWICK, slug: 'amazon' }).expect(409);
    expect(taken.body.code).toBe('actor.known');
    expect(
      fieldsOf(await editor.post('actors', { ...NORWICK, slug: 'N W', aliases: ['x'] }).expect(400)).sort(),
    ).toEqual(['aliases.0', 'slug']);
    expect(await rows('SELECT 1 FROM actor_change')).toEqual([]);
  });

  it('changes one version at a time, with what was before', async () => {
    const added = (await editor.post('actors', NORWICK).expect(201)).body;
    const patch = { version: added.version, aliases: ['北域'] };
    const { body } = await editor.patch('actors/norwick', patch).expect(200);
    expect(body).toMatchObject({ aliases: ['北域'], names: { en: 'Norwick' }, version: Number(added.version) + 1 });
    expect(body.changes).toMatchObject([
      { before: { aliases: ['北域商城'] }, after: { aliases: ['北域'] }, actor: 'admin-token' },
      { before: null },
    ]);
    expect((await editor.patch('actors/norwick', patch).expect(409)).body.code).toBe('actor.changed');
    const audit = await rows(`SELECT action FROM audit_event WHERE subject_id = 'norwick' ORDER BY id DESC LIMIT 2`);
    expect(audit.map(({ action }: { action: string }) => action)).toEqual(['actor.change', 'actor.add']);
  });

  it('takes two changes at once one after the other', async () => {
    const one = editor.post('actors', NORWICK);
    const other = editor.post('actors', { ...NORWICK, slug: 'norwick-two', names: { en: 'Norwick Two' } });
    const statuses = (await Promise.all([one, other])).map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409]);
  });

  it('changes a shipped actor, retires it, and brings it back', async () => {
    const { body } = await editor.patch('actors/temu', { version: 0, homeMarket: 'US' }).expect(200);
    expect(body).toMatchObject({ origin: 'editor', homeMarket: 'US' });
    const retired = (await editor.post('actors/temu/retire', { version: body.version }).expect(200)).body;
    expect(retired.state).toBe('retired');
    expect((await editor.get('actors?q=temu&state=retired')).body.items).toHaveLength(1);
    await editor.post('actors', { ...NORWICK, aliases: ['Temu'] }).expect(201);
    const clash = await editor.patch('actors/temu', { version: retired.version, homeMarket: 'CN' }).expect(409);
    expect(clash.body.code).toBe('actor.alias-taken');
  });
});

describe('an unknown actor of a proposal', () => {
  it('is added with the words of its article, and its articles are read again', async () => {
    const articleId = await anArticle();
    const elsewhere = await anArticle('Meta宣布收购一家初创公司。');
    const [shift] = await shiftsOf(articleId);
    expect(shift.claim.actor).toMatchObject({ id: null, name: 'Norwick' });
    const { body } = await editor
      .post('actors', { ...NORWICK, fromShift: shift.id }, { 'Idempotency-Key': 'a-1' })
      .expect(201);
    await editor.post('actors', { ...NORWICK, fromShift: shift.id }, { 'Idempotency-Key': 'a-1' }).expect(201);
    await api.app.get(LexiconRerun).tick();
    const waiting = await rows(`SELECT article_id AS id FROM article_revision WHERE extracted_with IS NULL`);
    expect(waiting).toEqual([{ id: articleId }]);
    await extractAll();
    const found = await shiftsOf(articleId);
    expect(found.length).toBeGreaterThan(0);
    for (const { claim, actorKey } of found) expect([claim.actor.id, actorKey]).toEqual(['norwick', 'norwick']);
    expect(await shiftsOf(articleId, 'superseded')).toEqual([]);
    const rerun = (await editor.get(`actor-reruns/${body.version}`).expect(200)).body;
    expect(rerun).toMatchObject({ slug: 'norwick', state: 'done', looked: 2, asked: 1 });
    expect(await shiftsOf(elsewhere, 'superseded')).toEqual([]);
  });

  it('keeps what editors decided, and comes onto its timeline', async () => {
    const articleId = await anArticle();
    const [first, second] = await shiftsOf(articleId);
    await editor.confirmShift(first.id);
    await editor.post(`shifts/${second.id}/reject`, { code: 'old-news' }).expect(200);
    await editor.post('actors', NORWICK).expect(201);
    await api.app.get(LexiconRerun).tick();
    await extractAll();
    expect(await shiftsOf(articleId)).toEqual([]);
    const [confirmed] = await shiftsOf(articleId, 'confirmed');
    expect(confirmed).toMatchObject({ id: first.id, actorKey: 'norwick', claim: { actor: { id: null } } });
    expect(await shiftsOf(articleId, 'rejected')).toMatchObject([{ id: second.id }]);
  });

  it('whose slug is not its name has its proposals replaced, not doubled', async () => {
    const articleId = await anArticle();
    const before = await shiftsOf(articleId);
    await editor.post('actors', { ...NORWICK, slug: 'nw-market' }).expect(201);
    await api.app.get(LexiconRerun).tick();
    await extractAll();
    const after = await shiftsOf(articleId);
    expect(after.map(({ actorKey }: { actorKey: string }) => actorKey)).toEqual(before.map(() => 'nw-market'));
    expect(await shiftsOf(articleId, 'superseded')).toHaveLength(before.length);
  });

  it('that is retired again gives its proposals back', async () => {
    const articleId = await anArticle();
    const before = (await shiftsOf(articleId)).map(({ id }: { id: string }) => id).sort();
    const { version } = (await editor.post('actors', NORWICK).expect(201)).body;
    for (const act of ['', 'retire']) {
      if (act === 'retire') await editor.post('actors/norwick/retire', { version }).expect(200);
      await api.app.get(LexiconRerun).tick();
      await extractAll();
    }
    expect((await shiftsOf(articleId)).map(({ id }: { id: string }) => id).sort()).toEqual(before);
  });
});

describe('a rerun', () => {
  it('goes on in batches where it was, stops, and resumes', async () => {
    const articles = [];
    for (let index = 0; index < 5; index += 1) articles.push(await anArticle(`${TEXT}\n第${index}篇。`));
    const { version } = (await editor.post('actors', NORWICK).expect(201)).body;
    const rerun = api.app.get(LexiconRerun);
    await rerun.tick(2, 1);
    expect((await editor.get(`actor-reruns/${version}`)).body).toMatchObject({ state: 'running', looked: 2, asked: 2 });
    await editor.post(`actor-reruns/${version}/stop`).expect(200);
    await rerun.tick();
    expect((await editor.post(`actor-reruns/${version}/stop`).expect(409)).body.code).toBe('actor-rerun.not-running');
    expect((await editor.get(`actor-reruns/${version}`)).body).toMatchObject({ state: 'stopped', looked: 2 });
    await editor.post(`actor-reruns/${version}/resume`).expect(200);
    await Promise.all([rerun.tick(2), rerun.tick(2)]);
    await rerun.tick(2);
    expect((await editor.get('actor-reruns')).body.items).toMatchObject([{ state: 'done', looked: 5, asked: 5 }]);
    await editor.get('actor-reruns/999999').expect(404);
  });

  it('takes a name for what it is, not for a pattern', async () => {
    await anArticle();
    const odd = { slug: 'odd', kind: 'company', names: { en: 'N_rwick%' } };
    const { version } = (await editor.post('actors', odd).expect(201)).body;
    await api.app.get(LexiconRerun).tick();
    expect((await editor.get(`actor-reruns/${version}`)).body).toMatchObject({ looked: 1, asked: 0 });
  });

  it('has a text read again whose extraction began before the change and ended after it', async () => {
    const { id } = await editor.addArticle({ title: '平台动态', text: TEXT, sourceUrl: 'https://source.example/late' });
    const [revision] = await rows('SELECT id FROM article_revision WHERE article_id = $1', [id]);
    const extraction = api.app.get(ShiftExtraction);
    const reading = extraction['reading'];
    const extract = jest.spyOn(reading, 'extract');
    extract.mockImplementationOnce(async (text) => {
      extract.mockRestore();
      const found = await reading.extract(text);
      await editor.post('actors', NORWICK).expect(201);
      await api.app.get(LexiconRerun).tick();
      return found;
    });
    await extraction.run(revision.id);
    expect(await rows('SELECT extracted_with FROM article_revision')).toEqual([{ extracted_with: null }]);
    await extractAll();
    for (const { claim } of await shiftsOf(id)) expect(claim.actor.id).toBe('norwick');
  });
});
