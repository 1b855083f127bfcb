import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { ArticlesApiModule, ExtractionQueue } from '#src/articles/index.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { anApiApp, type ApiApp } from '../../support/api-app.js';
import { anEditor } from '../../support/editorial.js';
import { eventually } from '../../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';
import { tcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';

(hasRedis() ? describe : describe.skip)('an article brought in while the queue server is away', () => {
  let redis: TestRedis;
  let proxy: TcpProxy;
  let api: ApiApp;
  beforeAll(async () => {
    redis = await startRedis();
    proxy = await tcpProxy(redis.port);
    api = await anApiApp([ArticlesApiModule], { QUEUE_URL: `redis://127.0.0.1:${proxy.port}/0` });
  });
  afterAll(async () => {
    await api.close();
    await proxy.close();
    await redis.stop();
  });

  it('is stored and answered within seconds, and its job arrives when the server is back', async () => {
    const editor = anEditor(api);
    const queue = api.app.get<Queue>(getQueueToken(QUEUES.extraction));
    await queue.waitUntilReady();
    proxy.refuse();
    const article = await editor.addArticle();
    expect(article.revision).toMatchObject({ number: 1, extractedWith: null });
    expect(await api.app.get(ExtractionQueue).wake(article.revision.id)).toBe(false);

    proxy.accept();
    const job = await eventually(20, async () => (await queue.getJob(article.revision.id)) ?? undefined, 'the job');
    expect(job.data).toEqual({ revisionId: article.revision.id });
  });
});
