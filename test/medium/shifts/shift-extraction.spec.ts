import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import type { ShiftProposal } from '#src/domain/shift/shift.schema.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { ShiftsApiModule } from '#src/shifts/index.js';
import { Extractor, type ExtractableText } from '#src/shifts/extractor.js';
import { LexiconExtractor } from '#src/shifts/actors/lexicon-extractor.js';
import { ShiftExtraction } from '#src/shifts/shift-extraction.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { aClaim } from '../../support/claims.js';
import { anEditor, ARTICLE_TEXT, QUOTES } from '../../support/editorial.js';

/** Finds the quotes it was told of. */
class ToldExtractor extends Extractor {
  override version = 'told@1';
  seen: ExtractableText[] = [];
  kinds: Partial<Record<ShiftProposal['kind'], string>> = { open_to_closed: QUOTES.closed, layoff: QUOTES.layoff };
  fault: Error | undefined;

  override extract(article: ExtractableText): ShiftProposal[] {
    this.seen.push(article);
    if (this.fault !== undefined) throw this.fault;
    return Object.entries(this.kinds)
      .filter(([, quote]) => article.text.includes(quote))
      .map(([kind, quote]) => aClaim(article.text, quote, { kind: kind as ShiftProposal['kind'] }));
  }
}

let api: ApiApp;
let editor: ReturnType<typeof anEditor>;
let extractor: ToldExtractor;

beforeAll(async () => {
  api = await anApiApp([ArticlesApiModule, ShiftsApiModule]);
  editor = anEditor(api);
  extractor = new ToldExtractor();
  Object.assign(api.app.get(LexiconExtractor), { extractor });
});
afterAll(() => api.close());
beforeEach(async () => {
  await rows('TRUNCATE article, article_revision, shift CASCADE');
  Object.assign(extractor, new ToldExtractor());
});

function rows(sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}
function run(revisionId: string) {
  return api.app.get(ShiftExtraction).run(revisionId);
}
function shiftsNow(): Promise<{ number: number; kind: string; status: string }[]> {
  return rows(
    `SELECT r.number, s.kind, s.status FROM shift s JOIN article_revision r ON r.id = s.revision_id ORDER BY r.number, s.kind`,
  );
}

describe('extraction', () => {
  it('writes what it finds as proposals and marks the revision', async () => {
    const article = await editor.addArticle();
    expect(await run(article.revision.id)).toEqual({ proposed: 2 });
    expect(extractor.seen).toEqual([
      { title: 'Meta换挡', text: ARTICLE_TEXT, publishedAt: '2025-12-12T00:00:00.000Z' },
    ]);
    expect(await shiftsNow()).toEqual([
      { number: 1, kind: 'layoff', status: 'proposed' },
      { number: 1, kind: 'open_to_closed', status: 'proposed' },
    ]);
    const { body } = await editor.get(`articles/${article.id}`).expect(200);
    expect(body.revision.extractedWith).toBe('told@1');
    expect(body.updatedAt).toBe(article.updatedAt);
  });

  it('does not look twice with the same rules', async () => {
    const { revision } = await editor.addArticle();
    await run(revision.id);
    expect(await run(revision.id)).toEqual({ proposed: 0 });
    expect(extractor.seen).toHaveLength(1);
  });

  it('on demand or by newer rules adds only what is new, and leaves what editors did', async () => {
    const article = await editor.addArticle();
    await run(article.revision.id);
    const { items } = (await editor.get('shifts').expect(200)).body;
    const [layoff, closed] = ['layoff', 'open_to_closed'].map((kind) =>
      items.find((item: { claim: { kind: string } }) => item.claim.kind === kind),
    );
    await editor
      .patch(`shifts/${closed.id}`, { version: 1, object: '新模型', headline: { 'zh-CN': 'Meta转向封闭' } })
      .expect(200);
    await editor.confirmShift(closed.id);
    await editor.post(`shifts/${layoff.id}/reject`, { reason: '旧闻' }).expect(200);
    const before = (await editor.get('shifts').expect(200)).body;

    await editor.post(`articles/${article.id}/extract`).expect(202);
    expect(await run(article.revision.id)).toEqual({ proposed: 0 });
    Object.assign(extractor, { version: 'told@2', kinds: { ...extractor.kinds, invest: QUOTES.invest } });
    expect(await run(article.revision.id)).toEqual({ proposed: 1 });
    const after = (await editor.get('shifts').expect(200)).body;
    expect(after.items.slice(1)).toEqual(before.items);
    expect(after.items[0]).toMatchObject({ status: 'proposed', claim: { kind: 'invest' } });
  });

  it('by several workers at once gives the same rows as by one', async () => {
    const { revision } = await editor.addArticle();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => run(revision.id)));
    expect(outcomes.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(2);
    expect(await shiftsNow()).toHaveLength(2);
  });

  it('keeps nothing whose quote is not in the text to the letter', async () => {
    const { revision } = await editor.addArticle();
    extractor.extract = ({ text }) => {
      const claim = aClaim(text, QUOTES.closed);
      const [evidence] = claim.evidence;
      return [
        { ...claim, evidence: [{ ...evidence!, start: evidence!.start + 1, end: evidence!.end + 1 }] },
        { ...claim, kind: 'layoff', evidence: [{ ...evidence!, sha256: '0'.repeat(64) }] },
      ];
    };
    expect(await run(revision.id)).toEqual({ proposed: 0 });
    delete (extractor as Partial<ToldExtractor>).extract;
    expect(await shiftsNow()).toEqual([]);
  });

  it('of a revision nobody knows does nothing', async () => {
    expect(await run('018f0000-0000-7000-8000-000000000000')).toEqual({ proposed: 0 });
  });

  it('that fails leaves the revision for another try', async () => {
    const { revision } = await editor.addArticle();
    extractor.fault = new Error('lexicon is broken');
    await expect(run(revision.id)).rejects.toThrow('lexicon');
    expect(await rows('SELECT extracted_with FROM article_revision')).toEqual([{ extracted_with: null }]);
    extractor.fault = undefined;
    expect(await run(revision.id)).toEqual({ proposed: 2 });
  });
});

describe('a new revision', () => {
  const shorter = ARTICLE_TEXT.split('\n').slice(0, 2).join('\n');

  it('supersedes the proposals of the one before', async () => {
    const article = await editor.addArticle();
    await run(article.revision.id);
    const next = (await editor.put(`articles/${article.id}`, { text: shorter }).expect(200)).body;
    expect(await run(next.revision.id)).toEqual({ proposed: 1 });
    expect(await shiftsNow()).toEqual([
      { number: 1, kind: 'layoff', status: 'superseded' },
      { number: 1, kind: 'open_to_closed', status: 'superseded' },
      { number: 2, kind: 'open_to_closed', status: 'proposed' },
    ]);
  });

  it('leaves what was decided, and does not propose it again', async () => {
    const article = await editor.addArticle();
    await run(article.revision.id);
    const { items } = (await editor.get('shifts?kind=open_to_closed').expect(200)).body;
    await editor.confirmShift(items[0].id);
    const next = (await editor.put(`articles/${article.id}`, { text: `前言。\n${ARTICLE_TEXT}` }).expect(200)).body;
    expect(await run(next.revision.id)).toEqual({ proposed: 1 });
    expect(await shiftsNow()).toEqual([
      { number: 1, kind: 'layoff', status: 'superseded' },
      { number: 1, kind: 'open_to_closed', status: 'confirmed' },
      { number: 2, kind: 'layoff', status: 'proposed' },
    ]);
    const { body } = await editor.get(`shifts/${items[0].id}`).expect(200);
    expect(body.brokenQuotes).toEqual([]);
  });

  it('gets a claim proposed again when it says so in other words than those that were confirmed', async () => {
    const article = await editor.addArticle();
    await run(article.revision.id);
    for (const { id } of (await editor.get('shifts').expect(200)).body.items) await editor.confirmShift(id);
    const reworded = '并将放弃开源、转向封闭,由公司出售访问权限。';
    extractor.kinds = { ...extractor.kinds, open_to_closed: reworded };
    const text = ARTICLE_TEXT.replace(QUOTES.closed, reworded);
    const next = (await editor.put(`articles/${article.id}`, { text }).expect(200)).body;
    expect(await run(next.revision.id)).toEqual({ proposed: 1 });
    expect(await shiftsNow()).toEqual([
      { number: 1, kind: 'layoff', status: 'confirmed' },
      { number: 1, kind: 'open_to_closed', status: 'confirmed' },
      { number: 2, kind: 'open_to_closed', status: 'proposed' },
    ]);
  });

  it('does not bring back what was rejected, in whatever words', async () => {
    const article = await editor.addArticle();
    await run(article.revision.id);
    const { items } = (await editor.get('shifts?kind=layoff').expect(200)).body;
    await editor.post(`shifts/${items[0].id}/reject`, { reason: '旧闻' }).expect(200);
    const reworded = '去年10月,Meta的AI部门裁减了600个职位。';
    extractor.kinds = { layoff: reworded };
    const text = ARTICLE_TEXT.replace(QUOTES.layoff, reworded);
    const next = (await editor.put(`articles/${article.id}`, { text }).expect(200)).body;
    expect(await run(next.revision.id)).toEqual({ proposed: 0 });
  });

  it('is not overtaken by the one before when that is looked through later', async () => {
    const article = await editor.addArticle();
    const next = (await editor.put(`articles/${article.id}`, { text: shorter }).expect(200)).body;
    await run(next.revision.id);
    expect(await run(article.revision.id)).toEqual({ proposed: 0 });
    expect(await shiftsNow()).toEqual([{ number: 2, kind: 'open_to_closed', status: 'proposed' }]);
    expect(await rows('SELECT DISTINCT extracted_with FROM article_revision')).toEqual([{ extracted_with: 'told@1' }]);
  });

  it('that arrives while the one before is being looked through keeps its proposals', async () => {
    const article = await editor.addArticle();
    const next = (await editor.put(`articles/${article.id}`, { text: shorter }).expect(200)).body;
    await rows('UPDATE article SET current_revision_id = $2 WHERE id = $1', [article.id, article.revision.id]);
    const reader = api.app.get(ShiftExtraction)['articles'];
    const stale = await reader.revision(api.app.get(DataSource), article.revision.id);
    await rows('UPDATE article SET current_revision_id = $2 WHERE id = $1', [article.id, next.revision.id]);
    await run(next.revision.id);
    const read = jest.spyOn(reader, 'revision').mockResolvedValueOnce(stale);
    await run(article.revision.id);
    read.mockRestore();
    expect((await shiftsNow()).filter((shift) => shift.number === 2)).toEqual([
      { number: 2, kind: 'open_to_closed', status: 'proposed' },
    ]);
    expect((await shiftsNow()).filter((shift) => shift.number === 1 && shift.status === 'proposed')).toEqual([]);
  });
});

describe('a job', () => {
  const jobs = (queue: Queue) => queue.getJobs(['waiting', 'delayed', 'prioritized', 'active']);

  it('is queued for every new revision, once, with nothing but its id', async () => {
    const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
    await queue.obliterate({ force: true });
    const article = await editor.addArticle();
    await editor.addArticle();
    await editor.post(`articles/${article.id}/extract`).expect(202);
    expect((await jobs(queue)).map((job) => job.data)).toEqual([{ revisionId: article.revision.id }]);
    const next = (await editor.put(`articles/${article.id}`, { text: '新的内容。' }).expect(200)).body;
    expect((await jobs(queue)).map((job) => job.data.revisionId).sort()).toEqual(
      [article.revision.id, next.revision.id].sort(),
    );
  });

  it('that cannot be queued does not lose the article', async () => {
    const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
    const add = jest.spyOn(queue, 'add').mockRejectedValueOnce(new Error('queue is away'));
    const article = await editor.addArticle();
    expect(add).toHaveBeenCalledTimes(1);
    expect(article.revision.extractedWith).toBeNull();
    add.mockRestore();
  });
});
