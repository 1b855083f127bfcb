import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { ArticlesApiModule, ExtractionQueue } from '#src/articles/index.js';
import { QUEUES } from '#src/foundation/queue/queue-names.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { anEditor } from '../support/editorial.js';
import { eventually } from '../support/eventually.js';
import { aRunUnderFire } from './run-under-fire.js';
import { tell } from './report.js';
import { FAULTLESS, judgeRun, seed } from './wire-oracle.js';

const POISONED = {
  NODE_OPTIONS: `--import=${pathToFileURL(join(projectRoot, 'test/support/preload-poison.mjs')).href}`,
};

it('an article that kills whoever reads it is given up after three, and runs and other articles go on', async () => {
  const fire = await aRunUnderFire(200, {}, [ArticlesApiModule]);
  try {
    const editor = anEditor(fire.api);
    const queue = fire.api.app.get<Queue>(getQueueToken(QUEUES.extraction));
    const poison = (
      await editor.addArticle({ text: 'Meta将POISON从开源转向封闭。', sourceUrl: 'https://source.example/p' })
    ).revision.id;
    let deaths = 0;
    await fire.startScheduler();
    for (let start = 0; start < 5; start += 1) {
      // As if the queue had been lost with the worker, so that nobody waits for the lock of the dead.
      await queue.obliterate({ force: true });
      await fire.api.app.get(ExtractionQueue).wake(poison);
      const worker = await fire.startWorker(POISONED);
      const died = once(worker.child, 'exit').then(() => true);
      const lived = eventually(
        30,
        async () => ((await queue.count()) + (await queue.getActiveCount()) === 0 ? false : undefined),
        'the end of the job',
      );
      if (!(await Promise.race([died, lived]))) break;
      lived.catch(() => undefined);
      deaths += 1;
    }
    expect(deaths).toBe(3);
    const other = (await editor.addArticle()).revision.id;
    await eventually(30, async () => {
      const [row] = await fire.query(`SELECT extracted_with FROM article_revision WHERE id = '${other}'`);
      return row.extracted_with === null ? undefined : true;
    });
    const rows = await fire.untilFinished();
    const verdict = judgeRun(rows, fire.relay.arrived);
    const uncertain = rows.filter(({ state }) => state === 'uncertain').length;
    tell({
      row: 30,
      fault: 'an article that kills the worker that reads it',
      mails: rows.length,
      uncertain,
      ...verdict,
    });
    expect({ seed, ...verdict }).toEqual({ seed, ...FAULTLESS });
  } finally {
    await fire.close();
  }
}, 180_000);
