import { DataSource } from 'typeorm';
import { AppraisalQueue, ArticlesApiModule, CatalogWorkerModule } from '#src/articles/index.js';
import { AppraisalDriver } from '#src/articles/catalog/appraisal-driver.js';
import { Catalog } from '#src/articles/catalog/catalog.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor } from '../../support/editorial.js';
import { FEES, TEMU } from '../../support/stories.js';

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let queue: AppraisalQueue;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
  queue = api.app.get(AppraisalQueue);
});
afterAll(() => api.close());
beforeEach(() => rows('TRUNCATE article, article_revision, article_change CASCADE'));
afterEach(() => jest.restoreAllMocks());

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
const bring = ({ title, body: text }: { title: string; body: string }, host: string) =>
  editor.addArticle({ title, text, sourceUrl: `https://${host}/a` });
const progress = async () => (await editor.get('catalog').expect(200)).body;

describe('the background job', () => {
  it('takes all changes of an article at once, each article once', async () => {
    const [fees, temu] = [await bring(FEES, 'a.example'), await bring(TEMU, 'b.example')];
    await rows(`INSERT INTO article_change (article_id) SELECT $1 FROM generate_series(1, 5)`, [fees.id]);
    expect(await progress()).toMatchObject({ changed: 2, outdated: 0 });
    const looked: string[] = [];
    const catalog = api.app.get(Catalog);
    const refresh = catalog.refresh.bind(catalog);
    jest.spyOn(catalog, 'refresh').mockImplementation((manager, id) => (looked.push(id), refresh(manager, id)));
    await Promise.all([queue.takeChanged(), queue.takeChanged()]);
    while (await queue.takeChanged());
    expect(looked.sort()).toEqual([fees.id, temu.id].sort());
    expect(await progress()).toMatchObject({ changed: 0 });
  });

  it('does not lose a change that commits while an earlier one is taken', async () => {
    const { id } = await editor.addArticle();
    const { id: shiftId } = await editor.proposeShift(id);
    await api.app.get(DataSource).transaction(async (manager) => {
      await manager.query(`UPDATE shift SET status = 'confirmed' WHERE id = $1`, [shiftId]);
      while (await queue.takeChanged());
      expect(await rows('SELECT open_proposals FROM article')).toEqual([{ open_proposals: 1 }]);
    });
    expect(await queue.takeChanged()).toBe(true);
    expect(await rows('SELECT open_proposals FROM article')).toEqual([{ open_proposals: 0 }]);
  });

  it('is not held up by an article that it cannot look at', async () => {
    const [bad, good] = [await bring(FEES, 'a.example'), await bring(TEMU, 'b.example')];
    await rows('TRUNCATE article_change');
    await rows('UPDATE article SET appraised_version = 0');
    const catalog = api.app.get(Catalog);
    const refresh = catalog.refresh.bind(catalog);
    jest.spyOn(catalog, 'refresh').mockImplementation(async (manager, id) => {
      if (id === bad.id) await manager.query('SELECT 1 / 0');
      return refresh(manager, id);
    });
    while (await queue.takeOutdated());
    expect(await progress()).toMatchObject({ outdated: 0 });
    expect(await rows('SELECT count(*)::int AS many FROM article_appraisal WHERE article_id = $1', [good.id])).toEqual([{ many: 1 }]); // prettier-ignore
  });

  it('forgets changes of an article that is gone', async () => {
    await rows(`INSERT INTO article_change (article_id) VALUES (uuid_v7())`);
    expect(await queue.takeChanged()).toBe(true);
    expect(await queue.takeChanged()).toBe(false);
  });

  it('stops between two articles and goes on after a restart', async () => {
    for (let n = 0; n < 4; n += 1)
      await bring({ title: `第${n}篇`, body: `${n}号${FEES.body.slice(n * 40, n * 40 + 60)}` }, `s${n}.example`);
    const worker = await anApiApp([CatalogWorkerModule], { DATABASE_URL: api.url });
    const driver = worker.app.get(AppraisalDriver);
    const running = driver.work();
    await worker.close();
    const done = (await running) ?? 0;
    expect((await progress()).changed).toBe(4 - done);
    const next = await anApiApp([CatalogWorkerModule], { DATABASE_URL: api.url });
    expect(await next.app.get(AppraisalDriver).work()).toBe(4 - done);
    await next.close();
    expect((await progress()).changed).toBe(0);
  });
});
