import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { ArticlesApiModule } from '#src/articles/index.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { ShiftsApiModule, ShiftsScheduleModule, ShiftsWorkerModule } from '#src/shifts/index.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor, ARTICLE_TEXT } from '../../support/editorial.js';
import { eventually } from '../../support/eventually.js';

function rows(api: ApiApp, sql: string, parameters: unknown[] = []) {
  return api.app.get(DataSource).query(sql, parameters);
}

describe('the worker', () => {
  let api: ApiApp;
  let editor: ReturnType<typeof anEditor>;
  beforeAll(async () => {
    api = await anApiApp([ArticlesApiModule, ShiftsApiModule, ShiftsWorkerModule]);
    editor = anEditor(api);
  });
  afterAll(() => api.close());

  async function isExtracted(articleId: string): Promise<true | undefined> {
    const { body } = await editor.get(`articles/${articleId}`).expect(200);
    return body.revision.extractedWith === null ? undefined : true;
  }

  it('looks through an article that was just brought in, and what it proposes stands in the text', async () => {
    const article = await editor.addArticle();
    await eventually(20, () => isExtracted(article.id), 'the extraction');
    const { items } = (await editor.get(`shifts?articleId=${article.id}`).expect(200)).body;
    expect(items.length).toBeGreaterThan(0);
    for (const { claim, status } of items) {
      expect(status).toBe('proposed');
      for (const { start, end, quote } of claim.evidence) expect(ARTICLE_TEXT.slice(start, end)).toBe(quote);
    }
  });

  it('looks again on demand, and a correction supersedes what it found before', async () => {
    const article = await editor.addArticle({ title: 'Meta又换挡', sourceUrl: 'https://source.example/again' });
    await eventually(20, () => isExtracted(article.id), 'the extraction');
    const before = (await editor.get(`shifts?articleId=${article.id}`).expect(200)).body;
    await editor.post(`articles/${article.id}/extract`).expect(202);
    await eventually(20, () => isExtracted(article.id), 'the second extraction');
    expect((await editor.get(`shifts?articleId=${article.id}`).expect(200)).body).toEqual(before);

    await editor.put(`articles/${article.id}`, { text: '天气晴朗,没有新闻。' }).expect(200);
    await eventually(20, () => isExtracted(article.id), 'the extraction of the correction');
    const after = (await editor.get(`shifts?articleId=${article.id}`).expect(200)).body.items;
    expect(after.map((item: { status: string }) => item.status)).toEqual(before.items.map(() => 'superseded'));
  });

  it('is not held up by an article as long as one may be', async () => {
    const line = `${ARTICLE_TEXT}\n`;
    const text = line.repeat(Math.floor(2_000_000 / line.length));
    const long = await editor.addArticle({ text, sourceUrl: 'https://source.example/long' });
    await eventually(45, () => isExtracted(long.id), 'the extraction of the long article');
    const { items } = (await editor.get(`shifts?articleId=${long.id}&limit=200`).expect(200)).body;
    expect(items.length).toBeGreaterThan(0);
  });
});

describe('the scheduler', () => {
  const jobsOf = async (api: ApiApp) => {
    const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
    return (await queue.getJobs(['waiting', 'delayed', 'prioritized', 'active'])).map((job) => job.data.revisionId);
  };

  it('asks again for what nobody looked through in 30 seconds, and for nothing else', async () => {
    const api = await anApiApp([ArticlesApiModule, ShiftsApiModule, ShiftsScheduleModule], { SWEEP_SECONDS: '1' });
    try {
      const editor = anEditor(api);
      const [lost, young, done] = await Promise.all(
        ['a', 'b', 'c'].map((path) =>
          editor.addArticle({ title: `第${path}篇`, sourceUrl: `https://source.example/${path}` }),
        ),
      );
      await rows(api, `UPDATE article_revision SET created_at = now() - interval '31 seconds' WHERE id <> $1`, [
        young.revision.id,
      ]);
      await rows(api, `UPDATE article_revision SET extracted_with = 'rules@1' WHERE id = $1`, [done.revision.id]);
      const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
      await queue.obliterate({ force: true });
      await eventually(10, async () => ((await jobsOf(api)).length > 0 ? true : undefined), 'a job');
      expect(await jobsOf(api)).toEqual([lost.revision.id]);
    } finally {
      await api.close();
    }
  });

  it('brings an article whose job was lost with the queue to its proposals', async () => {
    const api = await anApiApp([ArticlesApiModule, ShiftsApiModule, ShiftsScheduleModule, ShiftsWorkerModule], {
      SWEEP_SECONDS: '1',
    });
    try {
      const editor = anEditor(api);
      const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
      const add = jest.spyOn(queue, 'add').mockRejectedValueOnce(new Error('queue is away'));
      const article = await editor.addArticle();
      add.mockRestore();
      await rows(api, `UPDATE article_revision SET created_at = now() - interval '31 seconds'`);
      await eventually(
        20,
        async () => {
          const { items } = (await editor.get(`shifts?articleId=${article.id}`).expect(200)).body;
          return items.length > 0 ? true : undefined;
        },
        'proposals',
      );
    } finally {
      await api.close();
    }
  });
});
