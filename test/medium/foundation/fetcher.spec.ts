import { createServer as createTcp } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FetchOutcome, FetchRequest } from '#src/foundation/fetcher/fetch-outcome.js';
import { GuardedFetcher } from '#src/foundation/fetcher/guarded-fetcher.js';
import { NameResolver } from '#src/foundation/fetcher/name-resolver.js';
import { createLog } from '#src/foundation/logging/logger.js';
import { Metrics } from '#src/foundation/metrics/metrics.js';
import { WebSite } from '../../support/web-sites.js';

/** Answers what the test says, one list after the other, the last one for ever. */
class ScriptedResolver extends NameResolver {
  readonly asked: string[] = [];
  answers: string[][] = [['127.0.0.1']];
  override resolve(name: string): Promise<string[]> {
    this.asked.push(name);
    const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    return next === undefined ? Promise.reject(new Error('no such name')) : Promise.resolve(next);
  }
}

let canary: WebSite;
let lines: string[];
let open: { fetcher: GuardedFetcher; resolver: ScriptedResolver; metrics: Metrics }[] = [];

beforeAll(async () => {
  canary = await WebSite.open();
});
afterAll(() => canary.close());
beforeEach(() => {
  canary.forget();
  canary.page('/', 'canary');
  lines = [];
});
afterEach(async () => {
  await Promise.all(open.map(({ fetcher }) => fetcher.onApplicationShutdown()));
  open = [];
});

function aFetcher(FETCH_ALLOW?: string) {
  const resolver = new ScriptedResolver();
  const metrics = new Metrics();
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const config = { FETCH_ALLOW, PUBLIC_URL: 'https://news.example' };
  const made = { fetcher: new GuardedFetcher(config, resolver, log, metrics), resolver, metrics };
  open.push(made);
  return made;
}
/** One that may go to the test's own server and nowhere else private. */
const aTestFetcher = () => aFetcher(`127.0.0.1:${canary.port}`);
const fetchWith = (request: Partial<FetchRequest> & { url: string }, FETCH_ALLOW = `127.0.0.1:${canary.port}`) =>
  aFetcher(FETCH_ALLOW).fetcher.fetch(request);
const reason = (outcome: FetchOutcome) => (outcome.kind === 'answer' ? outcome.status : outcome.reason);

describe('the guarded fetcher, asked for a private place', () => {
  const spellings = [
    'http://127.0.0.1:PORT/', 'http://2130706433:PORT/', 'http://0x7f000001:PORT/', 'http://0x7f.0.0.1:PORT/', 'http://0177.0.0.1:PORT/',
    'http://017700000001:PORT/', 'http://127.1:PORT/', 'http://0:PORT/', 'http://[::]:PORT/', 'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/', 'http://[::ffff:7f00:1]:PORT/', 'http://[64:ff9b::7f00:1]:PORT/', 'http://127.0.0.1.:PORT/',
    'http://localhost.:PORT/', 'http://①②⑦.⓪.⓪.①:PORT/', 'http://one.example@127.0.0.1:PORT/', 'http://localhost:PORT/',
  ]; // prettier-ignore

  it.each(spellings)('does not reach %s', async (spelling) => {
    // The port itself is open, for a network elsewhere: what blocks is the address.
    const { fetcher } = aFetcher('192.0.2.0/24:*');
    const outcome = await fetcher.fetch({ url: spelling.replace('PORT', String(canary.port)) });
    expect(outcome.kind).toBe('blocked');
    expect(canary.requests).toHaveLength(0);
  });

  it.each([
    'file:///etc/hostname',
    'gopher://127.0.0.1:25/_x',
    'ftp://127.0.0.1/',
    'no url',
    'http://',
    'http://one.example:6379/',
  ])('does not ask for %s', async (url) => {
    const { fetcher, resolver } = aFetcher();
    expect((await fetcher.fetch({ url })).kind).toBe('blocked');
    expect(resolver.asked).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%i) there', async (status) => {
    const port = canary.port;
    canary.redirect('/r', `http://127.0.0.2:${port}/`, status);
    expect(await fetchWith({ url: canary.url('/r') })).toMatchObject({
      kind: 'blocked',
      reason: 'address',
      url: `http://127.0.0.2:${port}/`,
      hops: [{ status, to: `http://127.0.0.2:${port}/` }],
    });
    canary.redirect('/n', 'http://metadata.example/', status);
    const { fetcher, resolver } = aTestFetcher();
    resolver.answers = [['169.254.169.254']];
    expect(reason(await fetcher.fetch({ url: canary.url('/n') }))).toBe('address');
    canary.redirect('/f', 'file:///etc/hostname', status);
    expect(reason(await fetchWith({ url: canary.url('/f') }))).toBe('scheme');
    expect(canary.hits('/')).toBe(0);
  });

  it('does not connect to a name that resolves there, nor to one of which only one address does', async () => {
    const { fetcher, resolver } = aFetcher('192.0.2.0/24:*');
    for (const addresses of [['127.0.0.1'], ['93.184.215.14', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1']]) {
      resolver.answers = [addresses];
      expect(reason(await fetcher.fetch({ url: canary.url('/', 'site.example') }))).toBe('address');
    }
    expect(canary.requests).toHaveLength(0);
  });

  it('connects to the very address that it checked, also when the name resolves otherwise a moment later', async () => {
    const { fetcher, resolver } = aTestFetcher();
    resolver.answers = [['127.0.0.1'], ['127.0.0.2']];
    const url = canary.url('/', 'flip.example');
    expect(reason(await fetcher.fetch({ url }))).toBe(200);
    expect(resolver.asked).toEqual(['flip.example']);
    // A new connection is checked anew.
    await fetcher.onApplicationShutdown();
    const next = aTestFetcher();
    next.resolver.answers = [['127.0.0.2']];
    expect(reason(await next.fetcher.fetch({ url }))).toBe('address');
    expect(canary.hits('/')).toBe(1);
  });

  it('logs the host and the reason, and no path', async () => {
    await fetchWith({ url: 'http://10.0.0.1/secret?token=x' });
    expect(lines.join('')).toContain('"reason":"address","host":"10.0.0.1"');
    expect(lines.join('')).not.toContain('secret');
  });
});

describe('the guarded fetcher', () => {
  it('brings what the operator allows, with its own name and the headers that it was given', async () => {
    const outcome = await fetchWith({ url: canary.url('/'), headers: { 'if-none-match': 'W/"x"' } });
    expect(outcome).toMatchObject({ kind: 'answer', status: 200, wireBytes: 6, hops: [] });
    expect(outcome.kind === 'answer' && outcome.body.toString()).toBe('canary');
    expect(canary.requests[0]?.headers).toMatchObject({
      'user-agent': 'Tradewind/1.0 (+https://news.example)',
      'if-none-match': 'W/"x"',
      host: `127.0.0.1:${canary.port}`,
    });
  });

  it('follows redirects, at most five, relative ones too, and keeps the way', async () => {
    for (let at = 0; at < 9; at += 1) canary.redirect(`/${at}`, `${at + 1}`, at % 2 === 0 ? 301 : 307);
    canary.page('/5', 'there');
    const outcome = await fetchWith({ url: canary.url('/0') });
    expect(outcome).toMatchObject({ kind: 'answer', url: canary.url('/5') });
    expect(outcome.hops.map(({ status }) => status)).toEqual([301, 307, 301, 307, 301]);
    canary.redirect('/5', '6');
    expect(reason(await fetchWith({ url: canary.url('/0') }))).toBe('redirects');
    canary.redirect('/loop', '/loop');
    expect(reason(await fetchWith({ url: canary.url('/loop') }))).toBe('redirects');
  });

  it('tells another host nothing of what was meant for the first', async () => {
    const { fetcher } = aTestFetcher();
    canary.redirect('/away', canary.url('/there', 'other.example')).page('/there', 'x');
    await fetcher.fetch({ url: canary.url('/away'), headers: { 'if-none-match': '"a"' } });
    expect(canary.requests.map(({ headers }) => headers['if-none-match'])).toEqual(['"a"', undefined]);
  });

  it('refuses to be led from https to http', async () => {
    const { fetcher } = aTestFetcher();
    const steps = fetcher as unknown as { step(): Promise<{ to: URL; status: number }> };
    jest.spyOn(steps, 'step').mockResolvedValueOnce({ to: new URL(canary.url('/')), status: 302 });
    expect(reason(await fetcher.fetch({ url: 'https://one.example/' }))).toBe('downgrade');
    expect(canary.requests).toHaveLength(0);
  });

  it('refuses http where https is asked for', async () => {
    expect(reason(await fetchWith({ url: canary.url('/'), isHttpsOnly: true }))).toBe('scheme');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ])('unpacks %s', async (encoding, pack) => {
    canary.page('/p', pack('拆包'.repeat(2_000)), { 'content-encoding': encoding });
    const outcome = await fetchWith({ url: canary.url('/p') });
    expect(outcome.kind === 'answer' && outcome.body.toString()).toBe('拆包'.repeat(2_000));
    expect(outcome.kind === 'answer' && outcome.wireBytes).toBeLessThan(200);
  });

  it('reads a packed body that is cut off as far as it goes', async () => {
    const whole = gzipSync(Buffer.from(Array.from({ length: 5_000 }, (_, at) => `line ${at * 7919}\n`).join('')));
    canary.page('/cut', whole.subarray(0, whole.length - 500), { 'content-encoding': 'gzip' });
    const outcome = await fetchWith({ url: canary.url('/cut') });
    expect(outcome.kind === 'answer' && outcome.body.toString()).toContain('line 0\n');
  });

  it('ends a bomb at its first megabytes, whatever it would become', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    canary.page('/bomb', bomb, { 'content-encoding': 'gzip' });
    const before = process.memoryUsage().rss;
    expect(reason(await fetchWith({ url: canary.url('/bomb'), maxBytes: 50_000_000 }))).toBe('ratio');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    expect(reason(await fetchWith({ url: canary.url('/bomb'), maxBytes: 500_000 }))).toBe('too-large');
  });

  it('ends a body that never ends', async () => {
    canary.on('/endless', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const timer = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    expect(reason(await fetchWith({ url: canary.url('/endless'), maxBytes: 1_000_000 }))).toBe('too-large');
  });

  it('believes no length that is too large, and does not wait for it', async () => {
    canary.on('/long', (_request, response) => {
      response.writeHead(200, { 'content-length': '9000000' }).write('x');
    });
    expect(reason(await fetchWith({ url: canary.url('/long') }))).toBe('too-large');
  });

  it.each(['drip', 'silent', 'headers'])('ends in time when the server is slow (%s)', async (kind) => {
    canary.on('/slow', (_request, response) => {
      if (kind === 'silent') return;
      if (kind === 'headers') response.writeHead(200, { 'content-type': 'text/html' }).flushHeaders();
      else {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => {
          clearInterval(timer);
        });
      }
    });
    const begun = performance.now();
    expect(reason(await fetchWith({ url: canary.url('/slow'), timeoutMs: 300 }))).toBe('timeout');
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  it('stops when it is told to', async () => {
    canary.on('/slow', () => undefined);
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    expect(reason(await fetchWith({ url: canary.url('/slow'), signal: stop.signal }))).toBe('aborted');
  });

  it('reads only the types that are wanted', async () => {
    canary.page('/pdf', '%PDF', { 'content-type': 'application/pdf' });
    canary.page('/xml', '<a/>', { 'content-type': 'Text/XML; charset=gbk' });
    expect(reason(await fetchWith({ url: canary.url('/pdf'), types: ['text/*'] }))).toBe('type');
    expect(reason(await fetchWith({ url: canary.url('/xml'), types: ['text/*'] }))).toBe(200);
  });

  it('gives other statuses as answers', async () => {
    canary.on('/gone', (_request, response) => response.writeHead(410).end());
    canary.on('/later', (_request, response) => response.writeHead(503, { 'retry-after': '7' }).end('busy'));
    canary.on('/same', (_request, response) => response.writeHead(304, { etag: '"x"' }).end());
    expect(reason(await fetchWith({ url: canary.url('/gone') }))).toBe(410);
    expect(await fetchWith({ url: canary.url('/later') })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '7' },
    });
    expect(await fetchWith({ url: canary.url('/same') })).toMatchObject({ status: 304, headers: { etag: '"x"' } });
  });

  it.each([
    ['a packing nobody asked for', { 'content-encoding': 'zstd' }, 'x', 'encoding'],
    ['a packing that is none', { 'content-encoding': 'gzip' }, 'plain text', 'encoding'],
  ])('refuses %s', async (_, headers, body, expected) => {
    canary.page('/odd', body, headers);
    expect(reason(await fetchWith({ url: canary.url('/odd') }))).toBe(expected);
  });

  it('says what is wrong with the line', async () => {
    const deaf = createTcp((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((done) => deaf.once('listening', done));
    const { port } = deaf.address() as { port: number };
    expect(reason(await fetchWith({ url: `http://127.0.0.1:${port}/` }, '127.0.0.0/8:*'))).toBe('reset');
    await new Promise((done) => deaf.close(done));
    expect(reason(await fetchWith({ url: `http://127.0.0.1:${port}/` }, '127.0.0.0/8:*'))).toBe('connect');
    expect(reason(await fetchWith({ url: `https://127.0.0.1:${canary.port}/` }))).toBe('tls');
    const { fetcher, resolver } = aTestFetcher();
    resolver.answers = [];
    expect(reason(await fetcher.fetch({ url: 'http://nowhere.example/' }))).toBe('name');
  });

  it('goes on to the next address of a name when one does not answer', async () => {
    const { fetcher, resolver } = aFetcher(`127.0.0.0/8:${canary.port}`);
    resolver.answers = [['127.0.0.9', '127.0.0.1']];
    expect(reason(await fetcher.fetch({ url: canary.url('/', 'two.example') }))).toBe(200);
  });

  it('counts outcomes without naming hosts', async () => {
    const { fetcher, metrics } = aTestFetcher();
    await fetcher.fetch({ url: canary.url('/') });
    await fetcher.fetch({ url: 'http://10.0.0.1/' });
    const text = await metrics.registry.metrics();
    expect(text).toContain('tradewind_fetches_total{outcome="answer",reason="2xx"} 1');
    expect(text).toContain('tradewind_fetches_total{outcome="blocked",reason="address"} 1');
  });
});
