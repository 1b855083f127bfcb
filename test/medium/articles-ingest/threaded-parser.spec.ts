import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThreadedParser } from '#src/articles/ingest/document-parser.js';
import type { ParseJob } from '#src/articles/ingest/parse-document.js';
import { projectRoot } from '#src/foundation/paths/project-root.js';
import { silentLog } from '../../support/database.js';

const folder = mkdtempSync(join(tmpdir(), 'parser-'));
/** A thread that does as its first byte says. */
const misbehaving = join(folder, 'thread.cjs');
writeFileSync(
  misbehaving,
  `const { parentPort } = require('node:worker_threads');
   parentPort.on('message', ({ bytes }) => {
     const act = String.fromCharCode(bytes[0]);
     if (act === 'l') for (;;);
     if (act === 'm') { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); }
     if (act === 'x') process.exit(3);
     if (act === 't') setTimeout(() => { throw new Error('late'); });
     if (act === 'f') parentPort.postMessage({ fault: 'Error' });
     if (act === 'o') parentPort.postMessage({ parsed: { charset: 'ok' } });
   });`,
);
const job = (text: string): ParseJob => ({
  as: 'any',
  bytes: Buffer.from(text),
  url: 'https://one.example/',
  contentType: 'text/html',
  language: null,
  zone: 'UTC',
  fetchedAt: new Date('2026-11-27T00:00:00Z'),
});

describe('a parser in a thread', () => {
  it('ends a document that loops, fills the memory, exits or throws, and reads the next one', async () => {
    const parser = new ThreadedParser(silentLog, misbehaving, 3_000);
    const acts = ['loop', 'ok', 'exit', 'ok', 'throw', 'ok', 'fault', 'ok'];
    const outcomes = await Promise.all(acts.map((act) => parser.parse(job(act))));
    const codes = outcomes.map((outcome) => (outcome.kind === 'parsed' ? 'ok' : outcome.code));
    expect(codes.filter((_code, at) => at % 2 === 1)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(codes[0]).toBe('too-slow');
    expect([codes[2], codes[4], codes[6]]).not.toContain('ok');
    await parser.onApplicationShutdown();
  });

  it('loses a thread that fills the memory, and nothing else', async () => {
    const parser = new ThreadedParser(silentLog, misbehaving, 30_000);
    expect((await parser.parse(job('memory'))).kind).toBe('failed');
    expect((await parser.parse(job('ok'))).kind).toBe('parsed');
    await parser.onApplicationShutdown();
  });

  const built = join(projectRoot, 'dist/src/articles/ingest/parse-thread.js');
  (existsSync(built) ? it : it.skip)('is the one of the built program, which reads pages and feeds', async () => {
    const parser = new ThreadedParser(silentLog, built);
    const feed =
      '<rss version="2.0"><channel><title>T</title><item><title>A</title><link>https://one.example/1</link></item></channel></rss>';
    expect(await parser.parse(job(feed))).toMatchObject({
      kind: 'parsed',
      document: { feed: { items: [{ title: 'A' }] } },
    });
    expect(await parser.parse(job('<html><title>P</title></html>'))).toMatchObject({
      kind: 'parsed',
      document: { feed: null, page: { title: 'P' } },
    });
    await parser.onApplicationShutdown();
  });
});
