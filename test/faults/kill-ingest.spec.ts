import { SourcesApiModule } from '#src/articles/index.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import { DataSource } from 'typeorm';
import { anApiApp } from '../support/api-app.js';
import { eventually } from '../support/eventually.js';
import { rss } from '../support/ingest.js';
import { PAGES, PARAGRAPHS } from '../support/pages.js';
import { roleEnvironment, startRole, type RoleProcess } from '../support/processes.js';
import { WebSite } from '../support/web-sites.js';

const ITEMS = 30;

it('a worker that is killed in the middle of a feed, again and again, loses no article and doubles none', async () => {
  const site = await WebSite.open();
  const allow = { FETCH_ALLOW: `127.0.0.1:${site.port}`, INGEST_HOST_GAP_SECONDS: '1' };
  const api = await anApiApp([SourcesApiModule], allow);
  const workers: RoleProcess[] = [];
  try {
    const items = Array.from({ length: ITEMS }, (_, at) => ({
      title: `平台调整第${at}号规则的通知`,
      guid: `g${at}`,
      link: site.url(`/news/${at}`),
      date: '2026-11-20 08:00:00',
      // Two of them must be fetched.
      ...(at < 2 ? { summary: '摘要。' } : { html: `<p>第${at}号。</p><p>${PARAGRAPHS.join('</p><p>')}</p>` }),
    }));
    site.on('*', (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGES.article));
    site.page('/feed.xml', rss(items), { 'content-type': 'text/xml' });
    site.on('/robots.txt', (_request, response) => response.writeHead(404).end());
    const rows = <T extends object>(sql: string, parameters: unknown[] = []) =>
      selectRows<T>(api.app.get(DataSource), sql, parameters);
    const stored = async () => (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM article`))[0]?.n ?? 0;
    await rows(`INSERT INTO source (url, host, kind, title) VALUES ($1, '127.0.0.1', 'feed', 'T') RETURNING id`, [
      site.url('/feed.xml'),
    ]);

    let kills = 0;
    for (let before = 0; before < ITEMS && kills < 12;) {
      const worker = await startRole('worker', roleEnvironment(api.config.DATABASE_URL, allow));
      workers.push(worker);
      await eventually(
        30,
        async () => ((await stored()) >= Math.min(before + 4, ITEMS - 2) ? true : undefined),
        'a few articles',
      );
      await worker.stop('SIGKILL');
      kills += 1;
      before = (await stored()) + (kills > 3 ? ITEMS : 0);
      // As if the leases of the dead had run out.
      await rows(
        `UPDATE source_item SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL RETURNING id`,
      );
      await rows(
        `UPDATE fetch_host SET lease_until = now() - interval '1 second', next_at = now() WHERE lease_until IS NOT NULL RETURNING host`,
      );
    }
    workers.push(await startRole('worker', roleEnvironment(api.config.DATABASE_URL, allow)));
    await eventually(60, async () => {
      const [open] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM source_item WHERE state = 'waiting'`);
      return open?.n === 0 && (await stored()) === ITEMS ? true : undefined;
    });
    expect(kills).toBeGreaterThan(1);
    const all = await rows<{ link: string; revisions: number }>(
      `SELECT a.source_url AS link, count(*)::int AS revisions FROM article a JOIN article_revision r ON r.article_id = a.id GROUP BY a.id, 1`,
    );
    expect(all.map(({ link }) => link).sort()).toEqual(items.map(({ link }) => link).sort());
    expect(all.every(({ revisions }) => revisions === 1)).toBe(true);
    expect(await rows(`SELECT 1 FROM source_item WHERE state <> 'done'`)).toEqual([]);
  } finally {
    for (const worker of workers) await worker.stop('SIGKILL');
    await api.close();
    await site.close();
  }
}, 240_000);
