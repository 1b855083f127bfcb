import { parseDocument, type ParseJob } from '#src/articles/ingest/parse-document.js';
import { DocumentParser } from '#src/articles/ingest/document-parser.js';
import { IngestDriver } from '#src/articles/sources/ingest-driver.js';
import { IngestQueue } from '#src/articles/sources/ingest-queue.js';
import { ArticlesApiModule, IntakeApiModule, SourcesApiModule, SourcesWorkerModule } from '#src/articles/index.js';
import { NameResolver } from '#src/foundation/fetcher/name-resolver.js';
import { selectRows } from '#src/foundation/database/select-rows.js';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { anApiApp, bearer, type ApiApp } from './api-app.js';
import { WebSite } from './web-sites.js';

/** A program that ingests from a site of the test: any name under `.example` leads there, and nowhere else. */
export class IngestBench {
  private constructor(
    readonly api: ApiApp,
    readonly site: WebSite,
  ) {}

  static async open(): Promise<IngestBench> {
    const site = await WebSite.open();
    const api = await anApiApp([ArticlesApiModule, SourcesApiModule, IntakeApiModule, SourcesWorkerModule], {
      FETCH_ALLOW: `127.0.0.1:${site.port}`,
      INGEST_HOST_GAP_SECONDS: '600',
    });
    const { app } = api;
    jest.spyOn(app.get(NameResolver, { strict: false }), 'resolve').mockImplementation(resolveExamples);
    // The thread itself has a spec of its own.
    jest.spyOn(app.get(DocumentParser, { strict: false }), 'parse').mockImplementation(parseHere);
    // A hint of the queue would begin a visit before the test has looked.
    jest.spyOn(app.get(IngestQueue, { strict: false }), 'wake').mockResolvedValue();
    const bench = new IngestBench(api, site);
    // Its own timer would visit what the test has not looked at yet.
    await bench.driver.beforeApplicationShutdown();
    Object.assign(bench.driver, { isClosing: false });
    return bench;
  }

  get driver(): IngestDriver {
    return this.api.app.get(IngestDriver, { strict: false });
  }

  get dataSource(): DataSource {
    return this.api.app.get(DataSource);
  }

  /** A URL of the site under a name. */
  url(path: string, host = 'one.example'): string {
    return this.site.url(path, host);
  }

  rows<T extends object = Record<string, never>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return selectRows<T>(this.dataSource, sql, parameters);
  }

  async forget(): Promise<void> {
    this.site.forget();
    this.site.on('/robots.txt', (_request, response) => response.writeHead(404).end());
    await this.dataSource.query(
      `TRUNCATE source, source_fetch, source_item, fetch_host, article, article_revision, clipper, audit_event, idempotency_record CASCADE`,
    );
  }

  /** Works off all that is due, as if every host's pause were over at once. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      await this.driver.work();
      await this.dataSource.query(`UPDATE fetch_host SET next_at = now() WHERE next_at < now() + interval '1 hour'`);
      const due = await this.rows(
        `SELECT 1 FROM source_item WHERE state = 'waiting' AND next_at <= now() AND (lease_until IS NULL OR lease_until < now())
         UNION ALL SELECT 1 FROM source WHERE next_due_at <= now() AND state IN ('active', 'failing') AND kind <> 'api' AND (lease_until IS NULL OR lease_until < now())`,
      );
      if (due.length === 0) return;
    }
    throw new Error('it does not come to rest');
  }

  /** Visits a source once more. */
  async visitAgain(id: string): Promise<void> {
    await this.dataSource.query(`UPDATE source SET next_due_at = now() WHERE id = $1`, [id]);
    await this.dataSource.query(`UPDATE fetch_host SET next_at = now()`);
    await this.settle();
  }

  post(path: string, body: object = {}, headers: Record<string, string> = {}) {
    return request(this.api.app.getHttpServer()).post(`/api/admin/${path}`).set(bearer).set(headers).send(body);
  }
  get(path: string) {
    return request(this.api.app.getHttpServer()).get(`/api/admin/${path}`).set(bearer);
  }
  patch(path: string, body: object) {
    return request(this.api.app.getHttpServer()).patch(`/api/admin/${path}`).set(bearer).send(body);
  }
  delete(path: string) {
    return request(this.api.app.getHttpServer()).delete(`/api/admin/${path}`).set(bearer);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.site.close();
  }
}

function resolveExamples(name: string): Promise<string[]> {
  if (name.startsWith('private.')) return Promise.resolve(['10.0.0.1']);
  return name.endsWith('.example') ? Promise.resolve(['127.0.0.1']) : Promise.reject(new Error('no such name'));
}

async function parseHere(job: ParseJob) {
  return { kind: 'parsed' as const, document: await parseDocument(job) };
}

type Maybe = string | undefined;
export type RssItem = { title: string; link?: Maybe; guid?: Maybe; date?: Maybe; html?: Maybe; summary?: Maybe };

/** A feed in RSS. */
export function rss(items: RssItem[], title = '跨境观察', extra = ''): string {
  const tag = (name: string, text: string | undefined, attributes = '') =>
    text === undefined ? '' : `<${name}${attributes}><![CDATA[${text}]]></${name}>`;
  const written = items.map(
    (item) =>
      `<item>${tag('title', item.title)}${tag('link', item.link)}${tag('guid', item.guid, ' isPermaLink="false"')}${tag('pubDate', item.date)}` +
      `${tag('description', item.summary)}${tag('content:encoded', item.html)}</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${title}</title><link>http://one.example/</link><description>d</description><language>zh-cn</language>${extra}${written.join('')}</channel></rss>`;
}
